package com.postmagiq.quality;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What to check and against what.
 *
 * @param text the post, NFC with LF line ends
 * @param sources the only places facts may come from; empty switches the fact checks off
 * @param shape FULL, PARTIAL, OBSERVATION, SHORT, REVERSAL, or null for FULL's limits
 * @param platform linkedin, x or threads
 * @param overrides changed severity or threshold by check id
 * @param previousPosts the workspace's last posts, newest first; at most three are used
 * @param signaturePhrases phrases of the author's voice that are never reported as banned
 */
public record CheckRequest(
        String text,
        List<Source> sources,
        @Nullable String shape,
        String platform,
        Map<String, CheckOverride> overrides,
        List<String> previousPosts,
        List<String> signaturePhrases) {

    public CheckRequest {
        sources = List.copyOf(sources);
        overrides = Map.copyOf(overrides);
        previousPosts = List.copyOf(previousPosts);
        signaturePhrases = List.copyOf(signaturePhrases);
    }

    /** The usual case: a LinkedIn post against its sources. */
    public static CheckRequest of(String text, List<Source> sources) {
        return new CheckRequest(text, sources, null, "linkedin", Map.of(), List.of(), List.of());
    }
}
