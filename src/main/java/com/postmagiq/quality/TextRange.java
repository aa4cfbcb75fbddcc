package com.postmagiq.quality;

/** A half-open range of UTF-16 code units. */
public record TextRange(int start, int end) {}
