package com.postmagiq.content.duplicates;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The longest runs of words two texts have in common. */
final class SharedFragments {
    private static final int MOST = 5;
    private static final int FEWEST_WORDS = 4;

    /** Of longer texts only the beginning is laid side by side. */
    private static final int WORDS_READ = 2000;

    /**
     * @param start first UTF-16 unit in the text asked about
     * @param end unit after its last
     */
    record Fragment(String text, int start, int end) {}

    private record Run(int first, int length) {}

    private SharedFragments() {}

    /** At most five, the longest first, none inside another. */
    static List<Fragment> of(String text, ComparedText one, ComparedText other) {
        var words = one.words().subList(0, Math.min(WORDS_READ, one.words().size()));
        var runs = new ArrayList<Run>();
        runs(words, other).stream()
                .sorted(Comparator.comparingInt(Run::length).reversed())
                .filter(run -> run.length() >= FEWEST_WORDS)
                .forEach(
                        run -> {
                            if (runs.size() < MOST && runs.stream().noneMatch(r -> meet(r, run))) {
                                runs.add(run);
                            }
                        });
        return runs.stream()
                .map(
                        run -> {
                            var start = words.get(run.first()).start();
                            var end = words.get(run.first() + run.length() - 1).end();
                            return new Fragment(text.substring(start, end), start, end);
                        })
                .toList();
    }

    /** Every run that cannot be longer, by the table of longest common suffixes. */
    private static List<Run> runs(List<ComparedText.Word> words, ComparedText other) {
        var theirs = other.words().stream().limit(WORDS_READ).map(ComparedText.Word::text).toList();
        var runs = new ArrayList<Run>();
        var before = new int[theirs.size() + 1];
        for (var i = 0; i < words.size(); i++) {
            var now = new int[theirs.size() + 1];
            for (var j = 0; j < theirs.size(); j++) {
                if (words.get(i).text().equals(theirs.get(j))) {
                    now[j + 1] = before[j] + 1;
                    if (ends(words, theirs, i, j)) {
                        runs.add(new Run(i + 1 - now[j + 1], now[j + 1]));
                    }
                }
            }
            before = now;
        }
        return runs;
    }

    private static boolean ends(List<ComparedText.Word> words, List<String> theirs, int i, int j) {
        return i + 1 == words.size()
                || j + 1 == theirs.size()
                || !words.get(i + 1).text().equals(theirs.get(j + 1));
    }

    private static boolean meet(Run one, Run other) {
        return one.first() < other.first() + other.length()
                && other.first() < one.first() + one.length();
    }
}
