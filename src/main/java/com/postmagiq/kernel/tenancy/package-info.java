/** Which workspace the present work belongs to, and how the database is told. */
@NullMarked
package com.postmagiq.kernel.tenancy;

import org.jspecify.annotations.NullMarked;
