package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import com.postmagiq.quality.Words.Token;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Parentheses, paragraph rhythm, lists disguised as prose, and contractions. */
final class StyleChecks implements Check {

    private static final int PARAGRAPHS_FOR_RHYTHM = 4;
    private static final int CONTRACTIBLE_FORMS = 4;
    private static final Set<String> ORDINALS =
            Set.of(
                    "first",
                    "firstly",
                    "second",
                    "secondly",
                    "third",
                    "thirdly",
                    "fourth",
                    "fifth",
                    "next",
                    "then",
                    "finally",
                    "lastly");
    private static final Map<String, Set<String>> CONTRACTIBLE =
            Map.of(
                    "not",
                            Set.of(
                                    "do", "does", "did", "is", "are", "was", "were", "have", "has",
                                    "had", "would", "could", "should", "can", "will"),
                    "am", Set.of("i"),
                    "are", Set.of("we", "you", "they"),
                    "is", Set.of("it", "that", "he", "she", "there", "what"),
                    "have", Set.of("i", "we", "you", "they"),
                    "will", Set.of("i", "we", "you", "they", "he", "she", "it"));

    @Override
    public List<Entry> entries() {
        return List.of(
                CheckCatalogue.PARENTHESES,
                CheckCatalogue.PARAGRAPHS,
                CheckCatalogue.HIDDEN_LIST,
                CheckCatalogue.CONTRACTIONS);
    }

    @Override
    public void inspect(Inspection in) {
        parentheses(in);
        paragraphs(in);
        hiddenList(in);
        contractions(in);
    }

    private static void parentheses(Inspection in) {
        var most = in.threshold(CheckCatalogue.PARENTHESES);
        var count = 0;
        var text = in.post.text;
        for (var at = text.indexOf('('); at >= 0; at = text.indexOf('(', at + 1)) {
            if (in.post.inProse(at) && ++count == (int) most + 1) {
                in.report(
                        CheckCatalogue.PARENTHESES,
                        at,
                        at + 1,
                        "Another parenthesis; say it in a sentence or leave it out.");
            }
        }
    }

    private static void paragraphs(Inspection in) {
        var lengths =
                in.post.paragraphs().stream()
                        .mapToInt(p -> Words.count(in.post.text.substring(p.start(), p.end())))
                        .toArray();
        if (lengths.length < PARAGRAPHS_FOR_RHYTHM) {
            return;
        }
        var variation = Spread.deviation(lengths) / Spread.mean(lengths);
        if (variation < in.threshold(CheckCatalogue.PARAGRAPHS)) {
            in.report(
                    CheckCatalogue.PARAGRAPHS,
                    0,
                    in.post.text.length(),
                    "All paragraphs are about equally long; let one sentence stand alone.");
        }
    }

    private static void hiddenList(Inspection in) {
        var least = (int) in.threshold(CheckCatalogue.HIDDEN_LIST);
        var run = 0;
        var previous = "";
        for (var sentence : in.post.sentences) {
            var opening = opening(in.post.tokensOf(sentence.index()));
            var continues = !opening.isEmpty() && opening.equals(previous);
            run = continues ? run + 1 : 1;
            if (run == Math.max(2, least)) {
                var first = in.post.sentences.get(sentence.index() - run + 1);
                in.report(
                        CheckCatalogue.HIDDEN_LIST,
                        first.start(),
                        sentence.end(),
                        String.format(
                                Locale.ROOT,
                                "%d sentences in a row open alike: a list in disguise.",
                                run));
            }
            previous = opening;
        }
    }

    /** One common mark for all ordinals, else the first two words. */
    private static String opening(List<Token> tokens) {
        if (tokens.isEmpty()) {
            return "";
        }
        var first = tokens.getFirst().lower();
        if (ORDINALS.contains(first)) {
            return "ordinal";
        }
        return tokens.size() < 2 ? "" : first + " " + tokens.get(1).lower();
    }

    private static void contractions(Inspection in) {
        var contracted = 0;
        var written = 0;
        var firstWritten = -1;
        for (var t = 0; t < in.post.tokens.size(); t++) {
            var lower = in.post.lower(t);
            if (lower.endsWith("n't")
                    || lower.endsWith("'re")
                    || lower.endsWith("'ve")
                    || lower.endsWith("'ll")
                    || lower.equals("i'm")
                    || lower.equals("it's")
                    || lower.equals("that's")) {
                contracted++;
            } else if (CONTRACTIBLE.getOrDefault(lower, Set.of()).contains(in.post.lower(t - 1))
                    && in.post.adjacent(t - 1, t)) {
                written++;
                firstWritten = firstWritten < 0 ? t : firstWritten;
            }
        }
        var all = contracted + written;
        var least = in.threshold(CheckCatalogue.CONTRACTIONS);
        if (all >= CONTRACTIBLE_FORMS && contracted < least * all) {
            in.report(
                    CheckCatalogue.CONTRACTIONS,
                    in.post.tokens.get(firstWritten - 1).start(),
                    in.post.tokens.get(firstWritten).end(),
                    String.format(
                            Locale.ROOT,
                            "%d of %d forms are written out; speech contracts them.",
                            written,
                            all));
        }
    }
}
