/** Runs other programs: no shell, nothing of our environment, and no process left behind. */
@NullMarked
package com.postmagiq.kernel.process;

import org.jspecify.annotations.NullMarked;
