@NullMarked
package com.postmagiq.privacy;

import org.jspecify.annotations.NullMarked;
