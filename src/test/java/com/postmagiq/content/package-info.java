@NullMarked
package com.postmagiq.content;

import org.jspecify.annotations.NullMarked;
