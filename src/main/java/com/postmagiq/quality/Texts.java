package com.postmagiq.quality;

import java.text.Normalizer;

/** The form every stored text has, and the removal of what a reader cannot see. */
public final class Texts {

    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;
    private static final int TEXT_STYLE = 0xFE0E;
    private static final int EMOJI_STYLE = 0xFE0F;

    private Texts() {}

    /**
     * A text without invisible characters.
     *
     * @param removed how many code points were taken out
     */
    public record Cleaned(String text, int removed) {}

    /** Composes characters (Unicode NFC) and ends every line with a single line feed. */
    public static String normalise(String text) {
        var unix = text.indexOf('\r') < 0 ? text : text.replace("\r\n", "\n").replace('\r', '\n');
        return Normalizer.isNormalized(unix, Normalizer.Form.NFC)
                ? unix
                : Normalizer.normalize(unix, Normalizer.Form.NFC);
    }

    /**
     * Takes out what can carry hidden orders or break a search: control characters, tag characters,
     * direction controls, zero-width characters, halves of surrogate pairs, and joiners or
     * variation selectors that join or vary nothing. Emoji sequences and the joiners that Arabic
     * and Indic scripts need stay.
     */
    public static Cleaned removeInvisible(String text) {
        var out = new StringBuilder(text.length());
        var removed = 0;
        var before = -1;
        for (var at = 0; at < text.length(); ) {
            var c = text.codePointAt(at);
            at += Character.charCount(c);
            var after = at < text.length() ? text.codePointAt(at) : -1;
            if (stays(c, before, after)) {
                out.appendCodePoint(c);
                before = c;
            } else {
                removed++;
            }
        }
        return new Cleaned(removed == 0 ? text : out.toString(), removed);
    }

    private static boolean stays(int c, int before, int after) {
        if (c == ZERO_WIDTH_JOINER) {
            return joinsScript(before) || (emojiPart(before) && isEmoji(after));
        }
        if (c == ZERO_WIDTH_NON_JOINER) {
            return joinsScript(before);
        }
        if (c == TEXT_STYLE || c == EMOJI_STYLE) {
            return isEmoji(before);
        }
        return !invisible(c);
    }

    private static boolean emojiPart(int c) {
        return isEmoji(c) || c == EMOJI_STYLE;
    }

    private static boolean isEmoji(int c) {
        return c >= 0 && Character.isEmoji(c);
    }

    private static boolean joinsScript(int c) {
        if (c < 0) {
            return false;
        }
        return switch (Character.UnicodeScript.of(c)) {
            case ARABIC,
                    SYRIAC,
                    DEVANAGARI,
                    BENGALI,
                    GURMUKHI,
                    GUJARATI,
                    ORIYA,
                    TAMIL,
                    TELUGU,
                    KANNADA,
                    MALAYALAM,
                    SINHALA,
                    MONGOLIAN,
                    KHMER ->
                    true;
            default -> false;
        };
    }

    private static boolean invisible(int c) {
        if (c == '\n' || c == '\t') {
            return false;
        }
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.FORMAT, Character.SURROGATE -> true;
            default -> blankLetter(c) || variationSelector(c) || (c >= 0xE0000 && c <= 0xE007F);
        };
    }

    private static boolean variationSelector(int c) {
        return (c >= 0xFE00 && c <= 0xFE0F)
                || (c >= 0xE0100 && c <= 0xE01EF)
                || (c >= 0x180B && c <= 0x180F);
    }

    /** Letters and marks that print as nothing. */
    private static boolean blankLetter(int c) {
        return c == 0x034F
                || c == 0x115F
                || c == 0x1160
                || c == 0x17B4
                || c == 0x17B5
                || c == 0x3164
                || c == 0xFFA0;
    }
}
