/** Measures how well the fidelity score tells authors apart. */
@NullMarked
package com.postmagiq.voice.eval;

import org.jspecify.annotations.NullMarked;
