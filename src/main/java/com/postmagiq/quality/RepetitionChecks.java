package com.postmagiq.quality;

import com.postmagiq.quality.CheckCatalogue.Entry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Repetition inside the post and of the workspace's earlier posts. */
final class RepetitionChecks implements Check {

    private static final int GRAM = 4;
    private static final int SHINGLE = 3;
    private static final int SAME_FIRST_WORD = 4;
    private static final int PREVIOUS_POSTS = 3;
    private static final double COPIED = 0.80;
    private static final Set<String> FUNCTION_WORDS = WordLists.words("function-words");

    @Override
    public List<Entry> entries() {
        return List.of(CheckCatalogue.NGRAM, CheckCatalogue.PREVIOUS);
    }

    @Override
    public void inspect(Inspection in) {
        grams(in);
        sentences(in);
        firstWords(in);
        previous(in);
        entryPoints(in);
    }

    private static void grams(Inspection in) {
        var content = new ArrayList<Integer>();
        for (var t = 0; t < in.post.tokens.size(); t++) {
            if (!FUNCTION_WORDS.contains(in.post.lower(t))) {
                content.add(t);
            }
        }
        var limit = (int) in.threshold(CheckCatalogue.NGRAM);
        Map<List<String>, Integer> counts = new HashMap<>();
        for (var i = 0; i + GRAM <= content.size(); i++) {
            var gram = content.subList(i, i + GRAM).stream().map(in.post::lower).toList();
            if (counts.merge(gram, 1, Integer::sum) == limit) {
                in.report(
                        CheckCatalogue.NGRAM,
                        in.post.tokens.get(content.get(i)).start(),
                        in.post.tokens.get(content.get(i + GRAM - 1)).end(),
                        String.format(Locale.ROOT, "The same words for the %d. time.", limit));
            }
        }
    }

    private static void sentences(Inspection in) {
        var seen = new HashSet<List<String>>();
        for (var sentence : in.post.sentences) {
            var words = WordSequence.of(in.post.tokensOf(sentence.index())).words;
            if (words.size() >= GRAM && !seen.add(words)) {
                in.report(
                        CheckCatalogue.NGRAM,
                        Severity.BLOCK,
                        sentence.start(),
                        sentence.end(),
                        "This sentence stands in the post twice.");
            }
        }
    }

    private static void firstWords(Inspection in) {
        var run = 0;
        var previous = "";
        for (var sentence : in.post.sentences) {
            var tokens = in.post.tokensOf(sentence.index());
            var first = tokens.isEmpty() ? "" : tokens.getFirst().lower();
            run = !first.isEmpty() && first.equals(previous) ? run + 1 : 1;
            if (run == SAME_FIRST_WORD) {
                in.reportSentence(
                        CheckCatalogue.NGRAM,
                        sentence,
                        String.format(
                                Locale.ROOT,
                                "%d sentences in a row begin with \"%s\".",
                                run,
                                tokens.getFirst().text()));
            }
            previous = first;
        }
    }

    private static void previous(Inspection in) {
        var own = shingles(in.post);
        if (own.isEmpty()) {
            return;
        }
        var limit = in.threshold(CheckCatalogue.PREVIOUS);
        var highest = 0d;
        for (var post : in.request.previousPosts().stream().limit(PREVIOUS_POSTS).toList()) {
            var theirs = shingles(Passage.of(post));
            var shared = own.stream().filter(theirs::contains).count();
            highest = Math.max(highest, (double) shared / own.size());
        }
        if (highest >= limit) {
            in.report(
                    CheckCatalogue.PREVIOUS,
                    highest >= COPIED ? Severity.BLOCK : Severity.WARN,
                    0,
                    in.post.text.length(),
                    String.format(
                            Locale.ROOT,
                            "%d %% of this post's word triples stand in one of the last posts.",
                            Math.round(highest * 100)));
        }
    }

    private static Set<List<String>> shingles(Passage post) {
        var shingles = new HashSet<List<String>>();
        for (var t = 0; t + SHINGLE <= post.tokens.size(); t++) {
            shingles.add(List.of(post.lower(t), post.lower(t + 1), post.lower(t + 2)));
        }
        return shingles;
    }

    private static void entryPoints(Inspection in) {
        var earlier = in.request.previousPosts();
        if (in.post.sentences.isEmpty() || earlier.size() < 2) {
            return;
        }
        var own = EntryPoint.of(in.post);
        var same =
                earlier.stream().limit(2).allMatch(post -> EntryPoint.of(Passage.of(post)) == own);
        if (own != EntryPoint.OTHER && same) {
            in.report(
                    CheckCatalogue.PREVIOUS,
                    Severity.INFO,
                    in.post.sentences.getFirst().start(),
                    in.post.sentences.getFirst().end(),
                    "The third post in a row that opens with %s.".formatted(own.described()));
        }
    }
}
