/** Reading what agents answer: cleaning prose, finding and mending JSON, checking its fields. */
@NullMarked
package com.postmagiq.workflow.answer;

import org.jspecify.annotations.NullMarked;
