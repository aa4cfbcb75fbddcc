@NullMarked
package com.postmagiq.kernel.limits;

import org.jspecify.annotations.NullMarked;
