@NullMarked
package com.postmagiq.cli;

import org.jspecify.annotations.NullMarked;
