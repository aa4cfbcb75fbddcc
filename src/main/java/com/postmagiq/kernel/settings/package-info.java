/** Settings every module shares, checked at the start. */
@NullMarked
package com.postmagiq.kernel.settings;

import org.jspecify.annotations.NullMarked;
