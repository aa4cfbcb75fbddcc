package com.postmagiq.voice.measure;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Numbers as words: how much of a mark there is, and what never occurs. */
final class Labels {
    private static final int ENOUGH_WORDS = 1500;
    private static final double RARE = 2;
    private static final double MODERATE = 6;
    private static final double FEW_COMMAS = 20;
    private static final double MANY_COMMAS = 60;

    private Labels() {}

    /** none, rare, moderate or heavy by mark, and {@code point_of_view}. */
    static Map<String, String> of(Map<String, Double> pooled) {
        var labels = new TreeMap<String, String>();
        for (var mark : Marks.PUNCTUATION) {
            var rate = pooled.getOrDefault(mark, 0.0);
            var commas = mark.equals("comma");
            labels.put(
                    mark, label(rate, commas ? FEW_COMMAS : RARE, commas ? MANY_COMMAS : MODERATE));
        }
        if (pooled.containsKey("i_rate")) {
            labels.put("point_of_view", pointOfView(pooled));
        }
        return labels;
    }

    private static String label(double rate, double rare, double moderate) {
        if (rate == 0) {
            return "none";
        }
        if (rate < rare) {
            return "rare";
        }
        return rate <= moderate ? "moderate" : "heavy";
    }

    private static String pointOfView(Map<String, Double> pooled) {
        var best = "none";
        var most = RARE;
        for (var person : List.of("i", "we", "you", "they")) {
            var rate = pooled.getOrDefault(person + "_rate", 0.0);
            if (rate > most) {
                best = person;
                most = rate;
            }
        }
        return best;
    }

    /** Marks, emoji, hashtags and telling words without a use; none in a small corpus. */
    static List<String> neverUsed(List<ReadText> texts, Vocabulary vocabulary) {
        if (texts.stream().mapToInt(ReadText::wordCount).sum() < ENOUGH_WORDS) {
            return List.of();
        }
        var never = new ArrayList<String>();
        for (var mark : marks()) {
            if (texts.stream()
                    .allMatch(it -> Marks.in(it).getOrDefault(mark, List.of()).isEmpty())) {
                never.add(mark);
            }
        }
        vocabulary.list("telling").stream()
                .filter(
                        word ->
                                texts.stream()
                                        .flatMap(it -> it.words.stream())
                                        .noneMatch(it -> it.lower().equals(word)))
                .forEach(never::add);
        return List.copyOf(never);
    }

    /** The marks whose absence says something. */
    static List<String> marks() {
        return List.of(
                "semicolon",
                "colon",
                Marks.EM_DASH,
                "ellipsis",
                "exclamation",
                "question",
                "parenthesis",
                Marks.EMOJI,
                Marks.HASHTAG);
    }
}
