/** Models of files by llama.cpp; built with the profile {@code local-model} alone. */
@NullMarked
package com.postmagiq.agents.local.llama;

import org.jspecify.annotations.NullMarked;
