/** Every provider that speaks OpenAI's chat completions: one adapter, told apart by address. */
@NullMarked
package com.postmagiq.agents.openai;

import org.jspecify.annotations.NullMarked;
