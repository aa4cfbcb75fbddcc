package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.List;
import java.util.Locale;

/** Reading ease, sentence length and rhythm, and the passive. */
final class ReadabilityChecks implements Check {

    private static final double HIGHEST_GRADE = 10;
    private static final int LONGEST_SENTENCE = 40;
    private static final double LEAST_VARIATION = 3;

    /** Rhythm needs some sentences before it can be flat. */
    private static final int SENTENCES_FOR_RHYTHM = 5;

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.FLESCH, CheckCatalogue.SENTENCES, CheckCatalogue.PASSIVE);
    }

    @Override
    public void inspect(Inspection in) {
        if (in.post.sentences.isEmpty()) {
            return;
        }
        ease(in);
        sentences(in);
        passive(in);
    }

    private static void ease(Inspection in) {
        var ease = TextMetrics.flesch(in.post);
        var grade = TextMetrics.grade(in.post);
        var least = in.threshold(CheckCatalogue.FLESCH);
        if (ease < least || grade > HIGHEST_GRADE) {
            whole(
                    in,
                    CheckCatalogue.FLESCH,
                    String.format(
                            Locale.ROOT,
                            "Reading ease %.0f (at least %.0f) and school grade %.0f (at most %.0f): use shorter words and sentences.",
                            ease,
                            least,
                            grade,
                            HIGHEST_GRADE));
        }
    }

    private static void sentences(Inspection in) {
        var lengths = in.post.sentences.stream().mapToInt(s -> Words.count(s.text())).toArray();
        for (var s = 0; s < lengths.length; s++) {
            if (lengths[s] > LONGEST_SENTENCE) {
                in.reportSentence(
                        CheckCatalogue.SENTENCES,
                        in.post.sentences.get(s),
                        String.format(
                                Locale.ROOT,
                                "This sentence has %d words; cut it in two.",
                                lengths[s]));
            }
        }
        var mean = Spread.mean(lengths);
        if (mean > in.threshold(CheckCatalogue.SENTENCES)) {
            whole(
                    in,
                    CheckCatalogue.SENTENCES,
                    String.format(
                            Locale.ROOT,
                            "The sentences have %.0f words on average; %.0f are enough.",
                            mean,
                            in.threshold(CheckCatalogue.SENTENCES)));
        } else if (lengths.length >= SENTENCES_FOR_RHYTHM
                && Spread.deviation(lengths) < LEAST_VARIATION) {
            whole(
                    in,
                    CheckCatalogue.SENTENCES,
                    "All sentences are about equally long; let short ones break the rhythm.");
        }
    }

    private static void passive(Inspection in) {
        var share = Passive.share(in.post);
        var most = in.threshold(CheckCatalogue.PASSIVE);
        if (share <= most) {
            return;
        }
        for (var sentence : in.post.sentences) {
            if (Passive.in(in.post, sentence.index())) {
                in.reportSentence(
                        CheckCatalogue.PASSIVE,
                        sentence,
                        String.format(
                                Locale.ROOT,
                                "%d %% of the sentences are passive (at most %d %%): say who did it.",
                                Math.round(share * 100),
                                Math.round(most * 100)));
                return;
            }
        }
    }

    private static void whole(Inspection in, Entry entry, String message) {
        in.report(entry, 0, in.post.text.length(), message);
    }
}
