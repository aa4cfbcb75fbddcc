/** Digests of secrets and names, and secrets that must be read again. */
@NullMarked
package com.postmagiq.kernel.crypto;

import org.jspecify.annotations.NullMarked;
