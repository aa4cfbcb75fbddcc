package com.postmagiq.quality;

import java.util.HashSet;

/**
 * Counts the words of a post that were not taken over from its sources: those outside every run of
 * three words that stand in a row, in any form, in a source too. Who copies invents nothing; the
 * more a post says in its own words, the more room there is for something new. A sentence that asks
 * the reader for something says nothing of the kind.
 */
final class OwnWords {

    private static final int RUN = 3;

    private OwnWords() {}

    static int in(Inspection checked) {
        var known = new HashSet<String>();
        for (var passage : checked.sources.passages) {
            for (var t = 0; t + RUN <= passage.tokens.size(); t++) {
                known.add(run(passage, t));
            }
        }
        var asking = CallsToAction.sentences(checked.post);
        var own = 0;
        var takenUntil = 0;
        for (var t = 0; t < checked.post.tokens.size(); t++) {
            if (t + RUN <= checked.post.tokens.size() && known.contains(run(checked.post, t))) {
                takenUntil = t + RUN;
            }
            own += t < takenUntil || asking.get(checked.post.sentenceOf(t)) ? 0 : 1;
        }
        return own;
    }

    private static String run(Passage passage, int from) {
        return passage.stem(from) + ' ' + passage.stem(from + 1) + ' ' + passage.stem(from + 2);
    }
}
