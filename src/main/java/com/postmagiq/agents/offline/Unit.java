package com.postmagiq.agents.offline;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The smallest piece of a story that can be moved or left out: a sentence, or a clause of a long
 * one that stands by itself.
 *
 * @param index position in the story
 * @param paragraph which paragraph of the story it comes from
 * @param leans cannot be understood without the unit before it
 * @param text as it appears in a post
 */
record Unit(int index, int paragraph, boolean leans, String text) {
    /** A full stop inside a word, or a capital inside a sentence, marks a name. */
    private static final Pattern NAME = Pattern.compile("(?<=[\\p{Ll},] )\\p{Lu}\\p{L}+");

    private static final Pattern NUMBER =
            Pattern.compile(
                    "\\d|\\b(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty"
                            + "|forty|fifty|sixty|hundred|thousand|million|half|dozen|twice|sixpence"
                            + "|percent|pounds|dollars)\\b",
                    Pattern.CASE_INSENSITIVE);
    private static final int BEGINNING = 6;
    private static final String QUOTES = "\"\u201C\u201D";

    int words() {
        return list().size();
    }

    List<String> list() {
        return words(text);
    }

    /** Maximal runs without white space. */
    static List<String> words(String text) {
        var stripped = text.strip();
        return stripped.isEmpty() ? List.of() : Arrays.asList(stripped.split("\\s+"));
    }

    boolean hasNumber() {
        return NUMBER.matcher(text).find();
    }

    boolean hasName() {
        return NAME.matcher(text.replace(" I ", " i ")).find();
    }

    boolean hasQuote() {
        return text.chars().anyMatch(c -> QUOTES.indexOf(c) >= 0);
    }

    boolean hasSense() {
        return list().stream().map(Lexicon::bare).anyMatch(Lexicon.SENSORY::contains);
    }

    /** How many words in it point outside of it. */
    long pointers() {
        return list().stream().map(Lexicon::bare).filter(Lexicon.POINTING::contains).count();
    }

    /** How many words a reader who starts here would not understand. */
    long unexplained() {
        var words = list().stream().map(Lexicon::bare).toList();
        var early = words.stream().limit(BEGINNING).filter(Lexicon.POINTING::contains).count();
        var people = words.stream().skip(BEGINNING).filter(Lexicon.PERSONS::contains).count();
        return early + people;
    }

    /** The words that carry meaning, in lower case. */
    List<String> content() {
        return list().stream()
                .map(Lexicon::bare)
                .filter(word -> word.length() > 2 && !Lexicon.STOP_WORDS.contains(word))
                .toList();
    }

    String lower() {
        return text.replace('\u2019', '\'').toLowerCase(Locale.ROOT);
    }
}
