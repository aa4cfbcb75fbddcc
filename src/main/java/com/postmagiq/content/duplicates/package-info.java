/**
 * Which posts say the same: found by their words, told to whoever writes, never a reason to refuse.
 */
@NullMarked
package com.postmagiq.content.duplicates;

import org.jspecify.annotations.NullMarked;
