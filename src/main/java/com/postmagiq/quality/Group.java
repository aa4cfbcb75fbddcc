package com.postmagiq.quality;

/** The five parts of a post's score. */
public enum Group {
    HOOK,
    SPECIFICS,
    VOICE,
    STRUCTURE,
    ACCURACY
}
