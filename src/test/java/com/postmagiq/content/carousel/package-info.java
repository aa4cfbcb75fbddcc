@NullMarked
package com.postmagiq.content.carousel;

import org.jspecify.annotations.NullMarked;
