package com.postmagiq.agents.offline;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A change a person asks for, as far as rules can read it. */
sealed interface Instruction {
    /** One passage for another, everywhere. */
    record Replace(String passage, String replacement) implements Instruction {}

    record Remove(String passage) implements Instruction {}

    /**
     * A part by its position.
     *
     * @param number from 1; 0 is the last one
     */
    record RemovePart(boolean paragraph, int number) implements Instruction {}

    record StartWith(String words) implements Instruction {}

    record EndWith(String words) implements Instruction {}

    record Add(String words, boolean atStart) implements Instruction {}

    record Shorter() implements Instruction {}

    record Longer() implements Instruction {}

    record Undo() implements Instruction {}

    /** Nothing to do: praise and consent. */
    record Nothing() implements Instruction {}

    /** Not understood; kept in the person's words. */
    record Unknown() implements Instruction {}

    /** An instruction and the words it was read from. */
    record Read(Instruction instruction, String words) {}

    /** What a feedback asks for, in its order. */
    static List<Read> in(String feedback) {
        var quotes = new ArrayList<String>();
        var masked = masked(feedback.strip(), quotes);
        return Grammar.SEPARATOR
                .splitAsStream(masked)
                .map(part -> Grammar.POLITE.matcher(part.strip()).replaceFirst("").strip())
                .filter(
                        part ->
                                part.chars()
                                        .anyMatch(
                                                c ->
                                                        Character.isLetterOrDigit(c)
                                                                || c == Grammar.MARK))
                .map(part -> new Read(Grammar.read(part, quotes), unmasked(part, quotes)))
                .toList();
    }

    /** Quoted passages are set aside first: they may hold anything, instructions too. */
    private static String masked(String feedback, List<String> quotes) {
        var matcher = Grammar.QUOTED.matcher(feedback);
        return matcher.replaceAll(
                match -> {
                    var text = "";
                    for (var group = 1; group <= match.groupCount(); group++) {
                        text = match.group(group) == null ? text : match.group(group);
                    }
                    quotes.add(text);
                    return Matcher.quoteReplacement(Grammar.mask(quotes.size() - 1));
                });
    }

    private static String unmasked(String part, List<String> quotes) {
        var text = part;
        for (var i = quotes.size() - 1; i >= 0; i--) {
            text = text.replace(Grammar.mask(i), "\"" + quotes.get(i) + "\"");
        }
        return text;
    }

    /** The forms that are understood. */
    final class Grammar {
        private static final char MARK = '\uE000';
        private static final Pattern QUOTED =
                Pattern.compile(
                        "\u201C([^\u201C\u201D]+)\u201D|\"([^\"]+)\"|\u00AB([^\u00AB\u00BB]+)\u00BB|(?<![\\p{L}\\p{N}])['\u2018]([^'\u2018\u2019\n]+(?:['\u2019]\\p{L}[^'\u2018\u2019\n]*)*)['\u2019](?![\\p{L}\\p{N}])");
        private static final Pattern SEPARATOR =
                Pattern.compile(
                        "(?i)[\\n;]+|[.!?]+(?=\\s|$)|,?\\s+(?:and|then|also|and then|and also)\\s+(?=(?:please )?(?:change|replace|remove|delete|drop|cut|start|open|begin|end|close|add|make|shorten|undo)\\b)");
        private static final Pattern POLITE =
                Pattern.compile(
                        "(?i)^(?:[-*\u2022\\d.)\\s]*)(?:(?:please|can you|could you|would you|just|then|also|and|i want you to|i would like you to|let's|maybe),?\\s+)*");
        private static final String QUOTE = MARK + "(\\d+)" + MARK;
        private static final String WHAT =
                "(?:the )?(?:words?|phrase|sentence|paragraph|part|line|text|name|number)?\\s*";
        private static final String NUMBER =
                "(first|second|third|fourth|fifth|sixth|last|final|opening|closing|one|two|three|four|five|six|\\d{1,2})(?:st|nd|rd|th)?";

        private static final Pattern REPLACE =
                form(
                        "(?:change|replace|swap|correct) "
                                + WHAT
                                + QUOTE
                                + " (?:to|with|by|into|for) "
                                + QUOTE);
        private static final Pattern REPLACE_PLAIN =
                form("(?:change|replace|swap|correct) (.+?) (?:to|with|by|into) (.+)");
        private static final Pattern REMOVE =
                form("(?:remove|delete|drop|cut|omit|leave out|take out) " + WHAT + QUOTE);
        private static final Pattern REMOVE_ORDINAL =
                form(
                        "(?:remove|delete|drop|cut|omit|leave out|take out) (?:the )?"
                                + NUMBER
                                + " (paragraph|sentence)");
        private static final Pattern REMOVE_NUMBER =
                form(
                        "(?:remove|delete|drop|cut|omit|leave out|take out) (?:the )?(paragraph|sentence) (?:number |no\\.? )?"
                                + NUMBER);
        private static final Pattern START =
                form("(?:start|open|begin)(?: it| the post)? with " + WHAT + QUOTE);
        private static final Pattern END =
                form("(?:end|close|finish)(?: it| the post)? with " + WHAT + QUOTE);
        private static final Pattern ADD =
                form(
                        "(?:add|insert|include|append) "
                                + WHAT
                                + QUOTE
                                + "(?: (?:at|to) the (start|beginning|top|end|bottom))?");
        private static final Pattern SHORTER =
                form(
                        "(?:make (?:it|this|the post) )?(?:a (?:bit|little) )?(?:shorter|more concise)|shorten(?: (?:it|this|the post))?|(?:it is|it's|this is)? ?too long|tighten(?: it)?");
        private static final Pattern LONGER =
                form(
                        "(?:make (?:it|this|the post) )?(?:a (?:bit|little) )?longer|lengthen(?: (?:it|this|the post))?|(?:it is|it's|this is)? ?too short|expand(?: it)?");
        private static final Pattern UNDO =
                form(
                        "(?:undo|revert|go back)(?: (?:it|this|that|the last change|your last change|last change|to the (?:last|previous) version))?");
        private static final Pattern CONSENT =
                form(
                        "(?:looks? good|good|great|perfect|fine|ok(?:ay)?|thanks?|thank you|approved?|lgtm|nice|proceed|keep (?:it|the rest|everything else)(?: as it is)?)");

        private static final Map<String, Integer> NUMBERS =
                Map.ofEntries(
                        Map.entry("first", 1),
                        Map.entry("one", 1),
                        Map.entry("opening", 1),
                        Map.entry("second", 2),
                        Map.entry("two", 2),
                        Map.entry("third", 3),
                        Map.entry("three", 3),
                        Map.entry("fourth", 4),
                        Map.entry("four", 4),
                        Map.entry("fifth", 5),
                        Map.entry("five", 5),
                        Map.entry("sixth", 6),
                        Map.entry("six", 6),
                        Map.entry("last", 0),
                        Map.entry("final", 0),
                        Map.entry("closing", 0));

        private Grammar() {}

        private static Pattern form(String pattern) {
            return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        }

        private static String mask(int index) {
            return MARK + String.valueOf(index) + MARK;
        }

        private static Instruction read(String part, List<String> quotes) {
            var text = part.strip().replaceAll("\\s+", " ").replaceAll("[,.:]+$", "");
            return match(REPLACE, text)
                    .map(m -> (Instruction) new Replace(quote(m, 1, quotes), quote(m, 2, quotes)))
                    .or(() -> match(REMOVE, text).map(m -> new Remove(quote(m, 1, quotes))))
                    .or(() -> match(REMOVE_ORDINAL, text).map(m -> part(m.group(2), m.group(1))))
                    .or(() -> match(REMOVE_NUMBER, text).map(m -> part(m.group(1), m.group(2))))
                    .or(() -> match(START, text).map(m -> new StartWith(quote(m, 1, quotes))))
                    .or(() -> match(END, text).map(m -> new EndWith(quote(m, 1, quotes))))
                    .or(
                            () ->
                                    match(ADD, text)
                                            .map(
                                                    m ->
                                                            new Add(
                                                                    quote(m, 1, quotes),
                                                                    atStart(m.group(2)))))
                    .or(() -> match(SHORTER, text).map(_ -> new Shorter()))
                    .or(() -> match(LONGER, text).map(_ -> new Longer()))
                    .or(() -> match(UNDO, text).map(_ -> new Undo()))
                    .or(() -> match(CONSENT, text).map(_ -> new Nothing()))
                    .or(() -> plainReplace(text))
                    .orElseGet(Unknown::new);
        }

        /** Without quotation marks the passage must be found as it stands, which is seen later. */
        private static Optional<Instruction> plainReplace(String text) {
            return text.indexOf(MARK) >= 0
                    ? Optional.empty()
                    : match(REPLACE_PLAIN, text).map(m -> new Replace(m.group(1), m.group(2)));
        }

        private static Optional<Matcher> match(Pattern form, String text) {
            var matcher = form.matcher(text);
            return matcher.matches() ? Optional.of(matcher) : Optional.empty();
        }

        private static String quote(Matcher match, int group, List<String> quotes) {
            return quotes.get(Integer.parseInt(match.group(group)));
        }

        private static Instruction part(String kind, String number) {
            var lower = number.toLowerCase(Locale.ROOT);
            var position = NUMBERS.containsKey(lower) ? NUMBERS.get(lower) : Integer.valueOf(lower);
            return new RemovePart(kind.equalsIgnoreCase("paragraph"), position);
        }

        private static boolean atStart(@Nullable String where) {
            return where != null
                    && !where.equalsIgnoreCase("end")
                    && !where.equalsIgnoreCase("bottom");
        }
    }
}
