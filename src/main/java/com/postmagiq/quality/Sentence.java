package com.postmagiq.quality;

/** One sentence of a text; offsets are UTF-16 code units, half-open. */
public record Sentence(int index, int start, int end, String text) {}
