package com.postmagiq.voice.measure;

import com.postmagiq.voice.measure.ReadText.Sentence;
import com.postmagiq.voice.measure.ReadText.Word;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * The numbers of one text. Lengths are words, shares lie between 0 and 1, rates count per 1000
 * words. Formulas:
 *
 * <ul>
 *   <li>moving-average type-token ratio: Covington and McFall, Cutting the Gordian Knot (2010),
 *       window of 50 words
 *   <li>reading ease and grade: Flesch (1948), Kincaid et al. (1975), syllables by vowel groups
 *   <li>automated readability index: Senter and Smith (1967)
 *   <li>quantiles: the nearest rank
 * </ul>
 */
final class TextFeatures {
    static final List<String> LENGTH_CLASSES =
            List.of("len_01_05", "len_06_10", "len_11_15", "len_16_20", "len_21_30", "len_31_up");

    private static final int[] CLASS_ENDS = {5, 10, 15, 20, 30};
    private static final int SHORT_SENTENCE = 8;
    private static final int LONG_SENTENCE = 20;
    private static final int FRAGMENT = 3;
    private static final int WINDOW = 50;
    private static final int LONG_WORD = 7;
    private static final int ADVERB = 5;
    private static final double PER = 1000;

    private final ReadText read;
    private final Vocabulary vocabulary;
    private final Map<String, List<Marks.Span>> marks;
    private final Map<String, Double> values = new TreeMap<>();

    private TextFeatures(ReadText read, Vocabulary vocabulary) {
        this.read = read;
        this.vocabulary = vocabulary;
        this.marks = Marks.in(read);
    }

    /** The numbers by key; one that needs a list the language has not is missing. */
    static Map<String, Double> of(ReadText read, Vocabulary vocabulary) {
        var features = new TextFeatures(read, vocabulary);
        if (!read.words.isEmpty()) {
            features.sentences();
            features.paragraphs();
            features.marks();
            features.words();
            features.readability();
            if (vocabulary.known()) {
                features.lists();
            }
        }
        return features.values;
    }

    private void sentences() {
        var lengths = read.sentences.stream().mapToInt(it -> it.words().size()).toArray();
        var mean = Arrays.stream(lengths).average().orElse(0);
        var sd = sd(lengths, mean);
        var change = 0.0;
        for (var i = 1; i < lengths.length; i++) {
            change += Math.abs(lengths[i] - lengths[i - 1]);
        }
        values.put("mean_len", mean);
        values.put("sd_len", sd);
        values.put("burstiness", sd / mean);
        values.put(
                "adjacent_change", lengths.length < 2 ? 0 : change / (lengths.length - 1) / mean);
        values.put("short_share", share(lengths, 0, SHORT_SENTENCE));
        values.put("long_share", share(lengths, LONG_SENTENCE + 1, Integer.MAX_VALUE));
        values.put("fragment_share", share(lengths, 0, FRAGMENT));
        var from = 1;
        for (var i = 0; i < LENGTH_CLASSES.size(); i++) {
            var to = i < CLASS_ENDS.length ? CLASS_ENDS[i] : Integer.MAX_VALUE;
            values.put(LENGTH_CLASSES.get(i), share(lengths, from, to));
            from = to + 1;
        }
        Arrays.sort(lengths);
        values.put("median_len", rank(lengths, 0.5));
        values.put("p10", rank(lengths, 0.1));
        values.put("p90", rank(lengths, 0.9));
        values.put("max_len", (double) lengths[lengths.length - 1]);
    }

    private static double sd(int[] values, double mean) {
        return Math.sqrt(
                Arrays.stream(values).mapToDouble(it -> (it - mean) * (it - mean)).sum()
                        / values.length);
    }

    private static double share(int[] lengths, int from, int to) {
        return (double) Arrays.stream(lengths).filter(it -> it >= from && it <= to).count()
                / lengths.length;
    }

    private static double rank(int[] sorted, double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }

    private void paragraphs() {
        var written = read.paragraphs.stream().filter(it -> !it.sentences().isEmpty()).toList();
        var count = (double) Math.max(1, written.size());
        values.put("para_words", read.words.size() / count);
        values.put("para_sentences", read.sentences.size() / count);
        values.put(
                "single_sentence_share",
                written.stream().filter(it -> it.sentences().size() == 1).count() / count);
        values.put("lines_per_para", written.stream().mapToInt(it -> it.lines()).sum() / count);
        var lines = (double) read.lines.size();
        values.put(
                "bullet_share", read.lines.stream().filter(ReadText.Line::bullet).count() / lines);
        values.put("blank_line_ratio", read.blankLines / (lines + read.blankLines));
    }

    private void marks() {
        Marks.PUNCTUATION.forEach(key -> values.put(key, rate(count(key))));
        values.put("emoji_rate", rate(count(Marks.EMOJI)));
        values.put("hashtags_per_text", (double) count(Marks.HASHTAG));
        values.put("mentions_per_text", (double) count("mention"));
        values.put("links_per_text", (double) read.links);
    }

    private int count(String key) {
        return marks.getOrDefault(key, List.of()).size();
    }

    private double rate(long count) {
        return count * PER / read.words.size();
    }

    private void words() {
        var letters = 0;
        var longer = 0;
        var capitals = 0;
        var uses = new HashMap<String, Integer>();
        for (var word : read.words) {
            var size = letters(word.lower());
            letters += size;
            longer += size >= LONG_WORD ? 1 : 0;
            uses.merge(word.lower(), 1, Integer::sum);
            var written = read.text.substring(word.start(), word.end());
            capitals += size > 1 && written.equals(written.toUpperCase(Locale.ROOT)) ? 1 : 0;
        }
        var words = (double) read.words.size();
        values.put("mean_word_len", letters / words);
        values.put("long_word_share", longer / words);
        values.put("hapax_share", uses.values().stream().filter(it -> it == 1).count() / words);
        values.put("all_caps_rate", rate(capitals));
        values.put("mattr50", movingRatio());
        values.put("number_rate", rate(numbers()));
    }

    private static int letters(String word) {
        return (int) word.codePoints().filter(Character::isLetter).count();
    }

    private double movingRatio() {
        var window = new HashMap<String, Integer>();
        var sum = 0.0;
        var windows = 0;
        for (var i = 0; i < read.words.size(); i++) {
            window.merge(read.words.get(i).lower(), 1, Integer::sum);
            if (i >= WINDOW) {
                window.computeIfPresent(
                        read.words.get(i - WINDOW).lower(), (_, n) -> n == 1 ? null : n - 1);
            }
            if (i >= WINDOW - 1) {
                sum += (double) window.size() / WINDOW;
                windows++;
            }
        }
        return windows == 0 ? (double) window.size() / read.words.size() : sum / windows;
    }

    private long numbers() {
        var count = 0L;
        var inside = false;
        for (var i = 0; i < read.text.length(); i++) {
            var c = read.text.charAt(i);
            if (Character.isDigit(c)) {
                count += inside ? 0 : 1;
                inside = true;
            } else if (c != '.' && c != ',') {
                inside = false;
            }
        }
        return count + uses("numbers");
    }

    private long uses(String list) {
        var words = vocabulary.list(list);
        return read.words.stream().filter(it -> words.contains(it.lower())).count();
    }

    private void readability() {
        var words = (double) read.words.size();
        var sentences = (double) read.sentences.size();
        var characters = read.words.stream().mapToInt(it -> it.end() - it.start()).sum();
        values.put("ari", 4.71 * characters / words + 0.5 * words / sentences - 21.43);
        if (vocabulary.known()) {
            var syllables = read.words.stream().mapToInt(it -> syllables(it.lower())).sum();
            values.put(
                    "flesch_ease", 206.835 - 1.015 * words / sentences - 84.6 * syllables / words);
            values.put("fk_grade", 0.39 * words / sentences + 11.8 * syllables / words - 15.59);
        }
    }

    /** Groups of vowels, without a silent e at the end; at least one. */
    static int syllables(String word) {
        var count = 0;
        var before = false;
        for (var i = 0; i < word.length(); i++) {
            var vowel = "aeiouy".indexOf(word.charAt(i)) >= 0;
            count += vowel && !before ? 1 : 0;
            before = vowel;
        }
        if (word.endsWith("e") && !word.endsWith("le") && count > 1) {
            count--;
        }
        return Math.max(1, count);
    }

    private void lists() {
        values.put("contraction_rate", rate(uses("contractions")));
        values.put("intensifier_rate", rate(uses("intensifiers")));
        values.put("hedge_rate", rate(uses("hedges")));
        values.put("formal_rate", rate(uses("formal")));
        values.put("casual_rate", rate(uses("casual")));
        values.put("i_rate", rate(uses("first_person")));
        values.put("we_rate", rate(uses("we_person")));
        values.put("you_rate", rate(uses("second_person")));
        values.put("they_rate", rate(uses("third_person")));
        values.put("adverb_rate", rate(read.words.stream().filter(this::adverb).count()));
        values.put(
                "conjunction_start_share",
                (double)
                                read.sentences.stream()
                                        .filter(it -> vocabulary.in("conjunctions", first(it)))
                                        .count()
                        / read.sentences.size());
        var uses = new HashMap<String, Integer>();
        read.words.forEach(it -> uses.merge(it.lower(), 1, Integer::sum));
        var number = 0;
        for (var word : vocabulary.functionWords()) {
            number++;
            values.put(functionWord(number), rate(uses.getOrDefault(word, 0)));
        }
    }

    /** The key of a function word by its place in the list, from 1. */
    static String functionWord(int number) {
        return "fw_%03d".formatted(number);
    }

    private boolean adverb(Word word) {
        return word.lower().length() >= ADVERB
                && word.lower().endsWith("ly")
                && !vocabulary.in("no_adverb", word.lower());
    }

    static String first(Sentence sentence) {
        return sentence.words().getFirst().lower();
    }
}
