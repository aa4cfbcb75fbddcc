@NullMarked
package com.postmagiq.asset;

import org.jspecify.annotations.NullMarked;
