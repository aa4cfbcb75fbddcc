package com.postmagiq.agents;

/**
 * Tokens of one call.
 *
 * @param cachedInput part of {@code input} that the provider had cached
 * @param reasoning part of {@code output} that was not shown
 * @param estimated true when the provider reported nothing and characters were counted instead
 */
public record Usage(long input, long output, long cachedInput, long reasoning, boolean estimated) {
    public static final Usage NONE = new Usage(0, 0, 0, 0, false);

    public long total() {
        return input + output;
    }
}
