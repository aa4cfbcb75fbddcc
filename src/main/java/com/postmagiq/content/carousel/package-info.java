/** A text as slides that people leaf through: broken into pages, drawn, and written as a PDF. */
@NullMarked
package com.postmagiq.content.carousel;

import org.jspecify.annotations.NullMarked;
