/** Whole workspaces out and in. */
@NullMarked
package com.postmagiq.archive;

import org.jspecify.annotations.NullMarked;
