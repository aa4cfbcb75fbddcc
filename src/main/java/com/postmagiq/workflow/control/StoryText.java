package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import java.text.Normalizer;

/** A story as it is stored: NFC, LF line ends, trimmed, and really text. */
public final class StoryText {
    static final int SHORTEST = 20;
    static final int LONGEST = 100_000;
    private static final int LABEL_CHARS = 60;

    private StoryText() {}

    /**
     * @throws ProblemException {@code story.too_short}, {@code story.too_long} or {@code
     *     story.not_text}
     */
    public static String accept(String given) {
        if (given.length() > 4 * LONGEST) {
            throw tooLong(given.length());
        }
        if (unreadable(given)) {
            throw new ProblemException(
                    RunProblem.STORY_NOT_TEXT,
                    "The story holds characters that no text has, such as NUL; send plain text in UTF-8.");
        }
        var text =
                Normalizer.normalize(
                                given.replace("\r\n", "\n").replace('\r', '\n'),
                                Normalizer.Form.NFC)
                        .strip();
        var length = text.codePointCount(0, text.length());
        if (length < SHORTEST) {
            throw new ProblemException(
                    RunProblem.STORY_TOO_SHORT,
                    "The story has %d characters; it needs at least %d. Tell what happened, in your own words."
                            .formatted(length, SHORTEST));
        }
        if (length > LONGEST) {
            throw tooLong(length);
        }
        return text;
    }

    private static ProblemException tooLong(int length) {
        return new ProblemException(
                RunProblem.STORY_TOO_LONG,
                "The story has %,d characters; the limit is %,d. Split it into several stories."
                        .formatted(length, LONGEST));
    }

    private static boolean unreadable(String text) {
        for (var i = 0; i < text.length(); i++) {
            var c = text.charAt(i);
            var control = Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t';
            if (control || c == '\uFFFD' || loneSurrogate(text, i)) {
                return true;
            }
        }
        return false;
    }

    private static boolean loneSurrogate(String text, int i) {
        var c = text.charAt(i);
        if (Character.isHighSurrogate(c)) {
            return i + 1 == text.length() || !Character.isLowSurrogate(text.charAt(i + 1));
        }
        return Character.isLowSurrogate(c)
                && (i == 0 || !Character.isHighSurrogate(text.charAt(i - 1)));
    }

    /** The first words, cut at a word. */
    public static String label(String story) {
        var line = story.replaceAll("\\s+", " ").strip();
        if (line.length() <= LABEL_CHARS) {
            return line;
        }
        var cut = line.lastIndexOf(' ', LABEL_CHARS);
        var end = cut > 0 ? cut : LABEL_CHARS;
        return line.substring(0, Character.isHighSurrogate(line.charAt(end - 1)) ? end - 1 : end);
    }
}
