package com.postmagiq.voice.measure;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * Something an author does not want to read in a text.
 *
 * @param pattern a word, a phrase or a regular expression; case does not matter
 * @param severity 1 to 3
 * @param replacement what to write instead
 */
public record AvoidRule(String pattern, Kind kind, int severity, @Nullable String replacement) {

    /** How the pattern is read. */
    @Schema(name = "AvoidKind")
    public enum Kind {
        @JsonProperty("word")
        WORD,
        @JsonProperty("phrase")
        PHRASE,
        @JsonProperty("regex")
        REGEX
    }

    private static final String BORDER_BEFORE = "(?<![\\p{L}\\p{N}])";
    private static final String BORDER_AFTER = "(?![\\p{L}\\p{N}])";
    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;
    private static final int PROBE = 40;
    private static final int PROBE_STEPS = 20_000;

    /** A repeat of a group that repeats inside: the usual way to run away. */
    private static final Pattern NESTED =
            Pattern.compile("\\((?:[^()\\\\]|\\\\.)*[+*](?:[^()\\\\]|\\\\.)*\\)\\s*[+*{]");

    /** Steps a pattern may take in a text, by its length. */
    private static final int STEPS_PER_CHARACTER = 400;

    private static final int LEAST_STEPS = 100_000;

    /** A place in the text where a rule was found. */
    record Hit(AvoidRule rule, Marks.Span span) {}

    /**
     * Why the pattern cannot be used; null when it can. Regular expressions are tried on texts that
     * make bad ones run away, and may take a fixed number of steps, so that the answer does not
     * depend on the machine.
     */
    public @Nullable String fault() {
        Pattern compiled;
        try {
            compiled = compiled();
        } catch (PatternSyntaxException e) {
            return "'%s' is no regular expression: %s.".formatted(pattern, e.getDescription());
        }
        if (kind != Kind.REGEX) {
            return pattern.isBlank() ? "A pattern must not be empty." : null;
        }
        if (NESTED.matcher(pattern).find()) {
            return tooLong();
        }
        for (var probe : probes()) {
            try {
                if (compiled.matcher(new Counted(probe, PROBE_STEPS)).find()
                        && compiled.matcher("").matches()) {
                    return "'%s' matches nothing at all, everywhere; write what must be there."
                            .formatted(pattern);
                }
            } catch (TooManySteps | StackOverflowError _) {
                return tooLong();
            }
        }
        return null;
    }

    private String tooLong() {
        return "'%s' takes too long on some texts; avoid repeats inside repeats such as (a+)+."
                .formatted(pattern);
    }

    private List<String> probes() {
        var letters = new StringBuilder("a1 -x");
        pattern.codePoints()
                .filter(
                        it ->
                                Character.isLetterOrDigit(it)
                                        && letters.indexOf(Character.toString(it)) < 0)
                .limit(8)
                .forEach(letters::appendCodePoint);
        var probes =
                new ArrayList<>(
                        letters.codePoints()
                                .mapToObj(it -> Character.toString(it).repeat(PROBE) + "\u0001")
                                .toList());
        probes.add("ab ".repeat(PROBE) + "\u0001");
        probes.add(letters.toString().repeat(PROBE / 4) + "\u0001");
        return probes;
    }

    private Pattern compiled() {
        return switch (kind) {
            case WORD, PHRASE ->
                    Pattern.compile(
                            BORDER_BEFORE
                                    + Pattern.quote(pattern.strip())
                                            .replaceAll("\\s+", "\\\\E\\\\s+\\\\Q")
                                    + BORDER_AFTER,
                            FLAGS);
            case REGEX -> Pattern.compile(pattern, FLAGS);
        };
    }

    /** Where the rule is broken; nowhere when its pattern runs away. */
    List<Hit> in(String text) {
        try {
            return compiled()
                    .matcher(
                            new Counted(
                                    text,
                                    Math.max(LEAST_STEPS, text.length() * STEPS_PER_CHARACTER)))
                    .results()
                    .filter(it -> it.end() > it.start())
                    .map(it -> new Hit(this, new Marks.Span(it.start(), it.end())))
                    .toList();
        } catch (TooManySteps | PatternSyntaxException | StackOverflowError _) {
            return List.of();
        }
    }

    private static final class TooManySteps extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** A text that can be looked at so many times and no more. */
    private static final class Counted implements CharSequence {
        private final CharSequence text;
        private int left;

        Counted(CharSequence text, int steps) {
            this.text = text;
            this.left = steps;
        }

        @Override
        public char charAt(int index) {
            if (left-- <= 0) {
                throw new TooManySteps();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return text.subSequence(start, end);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
