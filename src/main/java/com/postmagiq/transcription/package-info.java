/** Telling a story instead of typing it: audio in, text out, and no audio kept. */
@ApplicationModule(
        allowedDependencies = {
            "kernel",
            "agents",
            "asset",
            "workspace",
            "workflow :: budget",
            "voice",
            "content"
        })
@NullMarked
package com.postmagiq.transcription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
