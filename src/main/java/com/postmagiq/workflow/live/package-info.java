/** Run events as a stream. */
@NullMarked
package com.postmagiq.workflow.live;

import org.jspecify.annotations.NullMarked;
