@NullMarked
package com.postmagiq.kernel.database;

import org.jspecify.annotations.NullMarked;
