package com.postmagiq.quality;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Counts words as an author does, and cuts a text into the tokens that checks compare. */
public final class Words {

    private Words() {}

    /**
     * A run of letters and digits.
     *
     * @param start first UTF-16 code unit
     * @param end one past the last code unit
     * @param text as written
     * @param lower in lower case, with a straight apostrophe
     */
    public record Token(int start, int end, String text, String lower) {

        boolean capitalised() {
            return Character.isUpperCase(text.codePointAt(0));
        }

        boolean hasDigit() {
            for (var i = 0; i < text.length(); i++) {
                if (Character.isDigit(text.charAt(i))) {
                    return true;
                }
            }
            return false;
        }

        /** Without the ending of a possessive. */
        String base() {
            if (lower.endsWith("'s")) {
                return lower.substring(0, lower.length() - 2);
            }
            return lower;
        }
    }

    /** The number of maximal runs without white space. */
    public static int count(String text) {
        var words = 0;
        var inside = false;
        for (var i = 0; i < text.length(); i++) {
            var blank =
                    Character.isWhitespace(text.charAt(i)) || Character.isSpaceChar(text.charAt(i));
            if (!blank && !inside) {
                words++;
            }
            inside = !blank;
        }
        return words;
    }

    /**
     * Tokens are runs of letters, marks and digits. An apostrophe between letters, a full stop or
     * comma between digits, and the full stops of "U.S." belong to the token; a hyphen does not.
     */
    public static List<Token> tokens(String text) {
        var tokens = new ArrayList<Token>();
        for (var at = 0; at < text.length(); ) {
            var c = text.codePointAt(at);
            if (!Character.isLetterOrDigit(c)) {
                at += Character.charCount(c);
                continue;
            }
            var end = endOfToken(text, at);
            var written = text.substring(at, end);
            var lower = written.toLowerCase(Locale.ROOT).replace('\u2019', '\'');
            tokens.add(new Token(at, end, written, lower));
            at = end;
        }
        return tokens;
    }

    private static int endOfToken(String text, int start) {
        var at = start;
        while (at < text.length()) {
            var c = text.codePointAt(at);
            if (isWordPart(c) || joins(text, at)) {
                at += Character.charCount(c);
            } else {
                break;
            }
        }
        if (dottedInitials(text, start, at)) {
            at++;
        }
        return at;
    }

    private static boolean isWordPart(int c) {
        if (Character.isLetterOrDigit(c)) {
            return true;
        }
        var type = Character.getType(c);
        return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
    }

    private static boolean joins(String text, int at) {
        if (at == 0 || at + 1 >= text.length()) {
            return false;
        }
        var before = text.charAt(at - 1);
        var after = text.charAt(at + 1);
        return switch (text.charAt(at)) {
            case '\'', '\u2019' -> Character.isLetter(before) && Character.isLetter(after);
            case '.' ->
                    (Character.isDigit(before) && Character.isDigit(after))
                            || (capital(before) && capital(after) && standsAlone(text, at))
                            || halfOfDay(text, at);
            case ',' -> Character.isDigit(before) && threeDigits(text, at + 1);
            default -> false;
        };
    }

    /** "a.m." and "p.m." */
    private static boolean halfOfDay(String text, int stop) {
        var before = Character.toLowerCase(text.charAt(stop - 1));
        return (before == 'a' || before == 'p')
                && Character.toLowerCase(text.charAt(stop + 1)) == 'm'
                && (stop + 2 >= text.length() || !Character.isLetterOrDigit(text.charAt(stop + 2)))
                && (stop < 2 || !Character.isLetter(text.charAt(stop - 2)));
    }

    private static boolean capital(char c) {
        return Character.isUpperCase(c);
    }

    /** Whether the letter before the full stop is not the end of a longer word. */
    private static boolean standsAlone(String text, int stop) {
        return (stop < 2 || !Character.isLetterOrDigit(text.charAt(stop - 2)))
                && (stop + 2 >= text.length() || !Character.isLetterOrDigit(text.charAt(stop + 2)));
    }

    private static boolean threeDigits(String text, int from) {
        var at = from;
        while (at < text.length() && at < from + 3 && Character.isDigit(text.charAt(at))) {
            at++;
        }
        return at == from + 3 && (at == text.length() || !Character.isDigit(text.charAt(at)));
    }

    /** "U.S." keeps its last full stop, "it." does not. */
    private static boolean dottedInitials(String text, int start, int at) {
        return at - start >= 3
                && at < text.length()
                && text.charAt(at) == '.'
                && text.charAt(at - 2) == '.'
                && capital(text.charAt(at - 1));
    }
}
