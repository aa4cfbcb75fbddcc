/** Errors as sentences with stable codes (RFC 9457). */
@NullMarked
package com.postmagiq.kernel.problem;

import org.jspecify.annotations.NullMarked;
