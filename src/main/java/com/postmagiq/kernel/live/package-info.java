/** Live notices between nodes over LISTEN and NOTIFY. */
@NullMarked
package com.postmagiq.kernel.live;

import org.jspecify.annotations.NullMarked;
