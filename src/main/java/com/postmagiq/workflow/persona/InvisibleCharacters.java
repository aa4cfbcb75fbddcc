package com.postmagiq.workflow.persona;

import java.text.Normalizer;
import java.util.Set;

/**
 * Takes characters nobody can see out of outside texts, since they can carry instructions to a
 * model. Joiners and variation selectors stay where emoji and joining scripts need them.
 */
public final class InvisibleCharacters {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200C;
    private static final int ZERO_WIDTH_JOINER = 0x200D;

    private static final Set<Character.UnicodeScript> JOINING_SCRIPTS =
            Set.of(
                    Character.UnicodeScript.ARABIC,
                    Character.UnicodeScript.SYRIAC,
                    Character.UnicodeScript.MONGOLIAN,
                    Character.UnicodeScript.DEVANAGARI,
                    Character.UnicodeScript.BENGALI,
                    Character.UnicodeScript.GURMUKHI,
                    Character.UnicodeScript.GUJARATI,
                    Character.UnicodeScript.ORIYA,
                    Character.UnicodeScript.TAMIL,
                    Character.UnicodeScript.TELUGU,
                    Character.UnicodeScript.KANNADA,
                    Character.UnicodeScript.MALAYALAM,
                    Character.UnicodeScript.SINHALA,
                    Character.UnicodeScript.KHMER,
                    Character.UnicodeScript.MYANMAR);

    private InvisibleCharacters() {}

    /**
     * A text in normal form C without invisible characters.
     *
     * @param removed how many code points were taken out
     */
    public record Cleaned(String text, int removed) {}

    public static Cleaned remove(String text) {
        var points = Normalizer.normalize(text, Normalizer.Form.NFC).codePoints().toArray();
        var kept = new StringBuilder(text.length());
        var removed = 0;
        for (var i = 0; i < points.length; i++) {
            var before = i == 0 ? -1 : points[i - 1];
            var after = i + 1 == points.length ? -1 : points[i + 1];
            if (isInvisible(points[i], before, after)) {
                removed++;
            } else {
                kept.appendCodePoint(points[i]);
            }
        }
        return new Cleaned(kept.toString(), removed);
    }

    private static boolean isInvisible(int point, int before, int after) {
        if (point == ZERO_WIDTH_JOINER || point == ZERO_WIDTH_NON_JOINER) {
            return !joinsLetters(before, after)
                    && !(point == ZERO_WIDTH_JOINER && joinsEmoji(before, after));
        }
        if (isVariationSelector(point)) {
            return before < 0 || !(Character.isEmoji(before) || Character.isIdeographic(before));
        }
        return isTag(point) || isBidiControl(point) || isZeroWidth(point) || isControl(point);
    }

    private static boolean joinsLetters(int before, int after) {
        return before >= 0
                && after >= 0
                && JOINING_SCRIPTS.contains(Character.UnicodeScript.of(before))
                && JOINING_SCRIPTS.contains(Character.UnicodeScript.of(after));
    }

    private static boolean joinsEmoji(int before, int after) {
        return before >= 0
                && after >= 0
                && Character.isExtendedPictographic(after)
                && (Character.isEmoji(before) || before == 0xFE0F);
    }

    private static boolean isVariationSelector(int point) {
        return (point >= 0xFE00 && point <= 0xFE0F) || (point >= 0xE0100 && point <= 0xE01EF);
    }

    private static boolean isTag(int point) {
        return point >= 0xE0000 && point <= 0xE007F;
    }

    private static boolean isBidiControl(int point) {
        return point == 0x061C
                || point == 0x200E
                || point == 0x200F
                || (point >= 0x202A && point <= 0x202E)
                || (point >= 0x2066 && point <= 0x2069);
    }

    private static boolean isZeroWidth(int point) {
        return point == 0x200B
                || point == 0x180E
                || (point >= 0x2060 && point <= 0x2064)
                || point == 0xFEFF;
    }

    private static boolean isControl(int point) {
        return Character.isISOControl(point) && point != '\n' && point != '\t' && point != '\r';
    }
}
