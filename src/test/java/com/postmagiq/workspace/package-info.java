@NullMarked
package com.postmagiq.workspace;

import org.jspecify.annotations.NullMarked;
