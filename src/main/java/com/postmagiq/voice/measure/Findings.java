package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.Stylometry.Stat;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/** What was measured, as plain sentences: one for each group of numbers. */
public final class Findings {
    private static final int STARTERS = 20;
    private static final int EMOJIS = 10;
    private static final int NAMED = 3;
    private static final Map<String, String> MARK_NAMES =
            Map.ofEntries(
                    Map.entry("comma", "commas"),
                    Map.entry("semicolon", "semicolons"),
                    Map.entry("colon", "colons"),
                    Map.entry(Marks.EM_DASH, "dashes"),
                    Map.entry("ellipsis", "ellipses"),
                    Map.entry("exclamation", "exclamation marks"),
                    Map.entry("question", "questions"),
                    Map.entry("parenthesis", "parentheses"),
                    Map.entry("quote", "quotations"),
                    Map.entry("hyphen", "hyphens"),
                    Map.entry(Marks.EMOJI, "emoji"),
                    Map.entry(Marks.HASHTAG, "hashtags"));

    private final Stylometry measured;

    private Findings(Stylometry measured) {
        this.measured = measured;
    }

    /** A sentence for each group, by its key, in the order people read them. */
    public static Map<String, String> of(Stylometry measured) {
        if (measured.features().isEmpty()) {
            return Map.of();
        }
        return new Findings(measured).sentences();
    }

    /** A mark as people call it, in the plural. */
    static String name(String mark) {
        return MARK_NAMES.getOrDefault(mark, "\u201C" + mark + "\u201D");
    }

    private Map<String, String> sentences() {
        var all = new LinkedHashMap<String, String>();
        all.put(
                "sentence",
                "Sentences run %s words on average; %s of them have eight words or fewer, and %s have more than twenty."
                        .formatted(
                                number(mean("mean_len")),
                                percent("short_share"),
                                percent("long_share")));
        all.put(
                "paragraph",
                "A paragraph holds %s words in %s sentences; %s of the paragraphs are a single sentence."
                        .formatted(
                                number(mean("para_words")),
                                number(mean("para_sentences")),
                                percent("single_sentence_share")));
        all.put("punctuation", punctuation());
        all.put(
                "vocabulary",
                "In any fifty words, %s are different ones; words have %s letters on average."
                        .formatted(
                                Math.round(mean("mattr50") * 50), number(mean("mean_word_len"))));
        if (has("i_rate")) {
            all.put(
                    "person",
                    "In 1000 words there are %s of the kind \u201CI\u201D, %s of the kind \u201Cwe\u201D and %s of the kind \u201Cyou\u201D."
                            .formatted(count("i_rate"), count("we_rate"), count("you_rate")));
            all.put(
                    "transitions",
                    "Formal links such as \u201Chowever\u201D come %s times in 1000 words, casual ones such as \u201Cso\u201D %s times; contractions %s times."
                            .formatted(
                                    count("formal_rate"),
                                    count("casual_rate"),
                                    count("contraction_rate")));
        }
        all.put(
                "readability",
                has("fk_grade")
                        ? "The texts ask for about grade %s of school."
                                .formatted(number(mean("fk_grade")))
                        : "The automated readability index is %s.".formatted(number(mean("ari"))));
        all.put(
                "ends",
                "Texts open mostly with %s and close mostly with %s."
                        .formatted(most(measured.openings()), most(measured.closings())));
        all.put("layout", layout());
        all.put("phrases", phrases());
        return all;
    }

    private String punctuation() {
        var used =
                Marks.PUNCTUATION.stream()
                        .filter(it -> !it.equals("comma") && mean(it) >= 1)
                        .sorted(Comparator.comparingDouble((String it) -> -mean(it)))
                        .limit(NAMED)
                        .map(it -> "%s %s".formatted(count(it), name(it)))
                        .toList();
        var never =
                Labels.marks().stream()
                        .filter(it -> measured.neverUsed().contains(it))
                        .map(Findings::name)
                        .toList();
        var sentence =
                "In 1000 words there are %s commas%s."
                        .formatted(
                                count("comma"),
                                used.isEmpty() ? "" : ", " + String.join(", ", used));
        return never.isEmpty()
                ? sentence
                : sentence + " Never used: " + String.join(", ", never) + ".";
    }

    private String layout() {
        var emoji =
                measured.emojis().isEmpty()
                        ? "No emoji."
                        : "Emoji: " + String.join(" ", measured.emojis()) + ".";
        return "%s Hashtags per text: %s. Lines that are list items: %s."
                .formatted(emoji, number(mean("hashtags_per_text")), percent("bullet_share"));
    }

    private String phrases() {
        var phrases =
                measured.signaturePhrases().stream()
                        .limit(NAMED)
                        .map(it -> "\u201C" + it.phrase() + "\u201D")
                        .toList();
        return phrases.isEmpty()
                ? "No phrase comes back often enough to be called the author's own."
                : "Comes back again and again: " + String.join(", ", phrases) + ".";
    }

    private static String most(Map<String, Double> shares) {
        return shares.entrySet().stream()
                .max(
                        Map.Entry.<String, Double>comparingByValue()
                                .thenComparing(Map.Entry.comparingByKey()))
                .map(it -> ENDS.getOrDefault(it.getKey(), it.getKey()))
                .orElse("nothing");
    }

    private static final Map<String, String> ENDS =
            Map.ofEntries(
                    Map.entry("question", "a question"),
                    Map.entry("number", "a number"),
                    Map.entry("quote", "a quotation"),
                    Map.entry("i_we", "\u201CI\u201D or \u201Cwe\u201D"),
                    Map.entry("imperative", "a request"),
                    Map.entry("short_hook", "a short sentence"),
                    Map.entry("statement", "a statement"),
                    Map.entry("call_to_action", "a request to readers"),
                    Map.entry("short_line", "a short line"),
                    Map.entry("hashtag_block", "hashtags"),
                    Map.entry("trailing_off", "an ellipsis"));

    private boolean has(String key) {
        return measured.features().containsKey(key);
    }

    private double mean(String key) {
        return measured.features().getOrDefault(key, new Stat(0, 0, 0, 0)).mean();
    }

    private String count(String key) {
        return number(mean(key));
    }

    private String percent(String key) {
        return Math.round(mean(key) * 100) + " %";
    }

    static String number(double value) {
        return value >= 10 || value == Math.rint(value)
                ? Long.toString(Math.round(value))
                : String.format(Locale.ROOT, "%.1f", value);
    }

    /** How many sentences begin with a word; the most frequent. */
    static Map<String, Integer> starters(List<ReadText> texts) {
        return top(
                texts.stream().flatMap(it -> it.sentences.stream()).map(TextFeatures::first),
                STARTERS);
    }

    /** The most frequent emoji. */
    static List<String> emojis(List<ReadText> texts) {
        return List.copyOf(
                top(
                                texts.stream()
                                        .flatMap(
                                                read ->
                                                        Objects.requireNonNull(
                                                                        Marks.in(read)
                                                                                .get(Marks.EMOJI))
                                                                .stream()
                                                                .map(
                                                                        it ->
                                                                                read.text.substring(
                                                                                        it.start(),
                                                                                        it.end()))),
                                EMOJIS)
                        .keySet());
    }

    private static Map<String, Integer> top(Stream<String> values, int most) {
        var counts = new HashMap<String, Integer>();
        values.forEach(it -> counts.merge(it, 1, Integer::sum));
        var best = new LinkedHashMap<String, Integer>();
        counts.entrySet().stream()
                .sorted(
                        Map.Entry.<String, Integer>comparingByValue()
                                .reversed()
                                .thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .forEach(it -> best.put(it.getKey(), it.getValue()));
        return best;
    }
}
