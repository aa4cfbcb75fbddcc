@NullMarked
package com.postmagiq.content.exchange;

import org.jspecify.annotations.NullMarked;
