@NullMarked
package com.postmagiq.identity;

import org.jspecify.annotations.NullMarked;
