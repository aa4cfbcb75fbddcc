/** Digests of secrets and names. */
@NullMarked
package com.postmagiq.kernel.crypto;

import org.jspecify.annotations.NullMarked;
