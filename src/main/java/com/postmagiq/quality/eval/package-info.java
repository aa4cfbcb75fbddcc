/** Measures the fact checks on labelled data. */
@NullMarked
package com.postmagiq.quality.eval;

import org.jspecify.annotations.NullMarked;
