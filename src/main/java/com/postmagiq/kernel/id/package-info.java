/** Ids. */
@NullMarked
package com.postmagiq.kernel.id;

import org.jspecify.annotations.NullMarked;
