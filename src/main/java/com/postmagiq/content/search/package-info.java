/** Finding posts by their words. */
@NullMarked
package com.postmagiq.content.search;

import org.jspecify.annotations.NullMarked;
