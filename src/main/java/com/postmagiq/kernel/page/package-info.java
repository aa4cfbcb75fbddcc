/** Cursors and pages of lists. */
@NullMarked
package com.postmagiq.kernel.page;

import org.jspecify.annotations.NullMarked;
