@NullMarked
package com.postmagiq.kernel.postgres;

import org.jspecify.annotations.NullMarked;
