/**
 * A chain that runs without any model: it chooses, cuts and orders the author's own sentences, and
 * says so.
 */
@NullMarked
package com.postmagiq.agents.offline;

import org.jspecify.annotations.NullMarked;
