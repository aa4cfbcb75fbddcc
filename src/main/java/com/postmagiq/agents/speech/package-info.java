/** Speech to text over OpenAI's audio endpoint, which Groq speaks as well. */
@NullMarked
package com.postmagiq.agents.speech;

import org.jspecify.annotations.NullMarked;
