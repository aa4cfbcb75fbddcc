/** What holds for the product as a whole: its shape, its interface, its walls. */
@NullMarked
package com.postmagiq.proof;

import org.jspecify.annotations.NullMarked;
