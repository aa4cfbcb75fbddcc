/** Reading what agents answer: cleaning prose, finding and mending JSON, checking its fields. */
@NamedInterface("answer")
@NullMarked
package com.postmagiq.workflow.answer;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
