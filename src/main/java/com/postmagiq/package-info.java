/** Postmagiq: a true story becomes a finished post. One package per module. */
@NullMarked
package com.postmagiq;

import org.jspecify.annotations.NullMarked;
