/** Providers asked over plain HTTP, each in its own wire format. */
@NullMarked
package com.postmagiq.agents.wire;

import org.jspecify.annotations.NullMarked;
