/** How often somebody may call within a time, counted once for all nodes. */
@NullMarked
package com.postmagiq.kernel.limits;

import org.jspecify.annotations.NullMarked;
