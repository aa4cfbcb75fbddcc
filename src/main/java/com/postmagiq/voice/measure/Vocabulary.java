package com.postmagiq.voice.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The word lists of a language. One file holds the lists by name, another how often common words
 * are in texts of all kinds. A language without lists has empty ones; features that need a list are
 * then left out.
 */
public final class Vocabulary {
    /** English, the language with lists of its own. */
    public static final Vocabulary ENGLISH = new Vocabulary("en");

    /** For every other language. */
    public static final Vocabulary NONE = new Vocabulary();

    private static final int COMPARED_FUNCTION_WORDS = 100;
    private static final double OF = 10_000;

    /** What a common phrase is thought to have at least. */
    private static final double LEAST_RATE = 1e-7;

    /** A word that is in no list. */
    private static final double UNLISTED_RATE = 2e-5;

    private final String language;
    private final Map<String, Set<String>> lists;
    private final Map<String, Double> rates;
    private final List<String> functionWords;
    private final Map<String, Writers> writers;

    private Vocabulary(String language) {
        this.language = language;
        this.rates = rates(lines(language, "background"));
        this.writers = Writers.read(lines(language, "writers"));
        this.lists = lists(lines(language, "lists"));
        var function = list("function");
        this.functionWords =
                rates.keySet().stream()
                        .filter(function::contains)
                        .limit(COMPARED_FUNCTION_WORDS)
                        .toList();
    }

    private Vocabulary() {
        this.language = "und";
        this.rates = Map.of();
        this.lists = Map.of();
        this.functionWords = List.of();
        this.writers = Map.of();
    }

    /** The lists of a language, by its ISO 639-1 code. */
    public static Vocabulary of(String language) {
        return language.equals(ENGLISH.language) ? ENGLISH : NONE;
    }

    public String language() {
        return language;
    }

    /** Whether there are lists at all. */
    boolean known() {
        return !lists.isEmpty();
    }

    boolean in(String list, String word) {
        return list(list).contains(word);
    }

    Set<String> list(String name) {
        return lists.getOrDefault(name, Set.of());
    }

    /** The most common function words, most common first. */
    List<String> functionWords() {
        return functionWords;
    }

    /** Common words and how large a share of all words each is, most common first. */
    Map<String, Double> rates() {
        return rates;
    }

    /** Other writers by the kind of habit they are compared in; none without lists. */
    Map<String, Writers> writers() {
        return writers;
    }

    /**
     * How large a share a phrase is thought to be of all sequences of its length, its words being
     * independent.
     */
    double rate(List<String> phrase) {
        var rate = 1.0;
        for (var word : phrase) {
            rate *= rates.getOrDefault(word, UNLISTED_RATE);
        }
        return Math.max(rate, LEAST_RATE);
    }

    /** Whether a piece of text ends with an abbreviation, so that its sentence goes on. */
    boolean goesOn(String piece) {
        var end = piece.stripTrailing();
        if (!end.endsWith(".")) {
            return false;
        }
        var last = end.substring(end.lastIndexOf(' ') + 1, end.length() - 1);
        var bare = last.replaceFirst("^[(\"\u201C\u2018']+", "");
        var initial = bare.length() == 1 && Character.isUpperCase(bare.charAt(0));
        return (initial && !bare.equals("I")) || in("abbreviations", bare.toLowerCase(Locale.ROOT));
    }

    private static Map<String, Double> rates(List<String> lines) {
        var rates = new LinkedHashMap<String, Double>();
        for (var line : lines) {
            var colon = line.indexOf(':');
            var rate = Double.parseDouble(line.substring(0, colon)) / OF;
            for (var word : line.substring(colon + 1).strip().split("\\s+", -1)) {
                if (rates.put(word, rate) != null) {
                    throw new IllegalStateException("The word '" + word + "' is listed twice.");
                }
            }
        }
        return rates;
    }

    /** A list begins with its name and a colon, and may go on over lines. */
    private static Map<String, Set<String>> lists(List<String> lines) {
        var lists = new HashMap<String, Set<String>>();
        var name = "";
        for (var line : lines) {
            var colon = line.indexOf(':');
            var words = line;
            if (colon >= 0) {
                name = line.substring(0, colon).strip();
                words = line.substring(colon + 1);
            }
            var list = lists.computeIfAbsent(name, _ -> new LinkedHashSet<>());
            for (var word : words.strip().split("\\s+", -1)) {
                if (!word.isEmpty()) {
                    list.add(word);
                }
            }
        }
        return lists;
    }

    private static List<String> lines(String language, String name) {
        var path = "/voice/" + language + "/" + name + ".txt";
        try (var in = Vocabulary.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("The list " + path + " is missing from the jar.");
            }
            var lines = new ArrayList<String>();
            new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                    .forEach(lines::add);
            return lines;
        } catch (IOException e) {
            throw new UncheckedIOException("The list " + path + " cannot be read.", e);
        }
    }
}
