package com.postmagiq.quality;

import java.util.BitSet;
import java.util.List;

/** Where a post asks the reader for something instead of telling something. */
final class CallsToAction {

    private static final Phrases CALLS = Phrases.named("calls-to-action");
    private static final String THOUGHTS = "thoughts";

    private CallsToAction() {}

    static List<Phrases.Hit> in(Passage post) {
        return CALLS.in(post).stream()
                .filter(hit -> !hit.phrase().equals(THOUGHTS) || asksForThoughts(post, hit))
                .toList();
    }

    /** By index, the sentences that hold one. */
    static BitSet sentences(Passage post) {
        var asking = new BitSet();
        in(post).forEach(hit -> asking.set(post.sentenceOf(hit.firstToken())));
        return asking;
    }

    /** The one-word question at the end of many posts. */
    private static boolean asksForThoughts(Passage post, Phrases.Hit hit) {
        return post.opensSentence(hit.firstToken())
                && hit.end() < post.text.length()
                && post.text.charAt(hit.end()) == '?';
    }
}
