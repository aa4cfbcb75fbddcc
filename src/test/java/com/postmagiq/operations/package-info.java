@NullMarked
package com.postmagiq.operations;

import org.jspecify.annotations.NullMarked;
