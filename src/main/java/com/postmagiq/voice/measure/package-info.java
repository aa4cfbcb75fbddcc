/** The measure of a voice: pure functions over texts, without model, network, clock or chance. */
@NamedInterface
@NullMarked
package com.postmagiq.voice.measure;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
