/** What a workspace writes for and why: streams, strategies and their chapters. */
@NamedInterface("strategy")
@NullMarked
package com.postmagiq.content.strategy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
