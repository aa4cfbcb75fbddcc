@NullMarked
package com.postmagiq;

import org.jspecify.annotations.NullMarked;
