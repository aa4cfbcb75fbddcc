@NullMarked
package com.postmagiq.transcription;

import org.jspecify.annotations.NullMarked;
