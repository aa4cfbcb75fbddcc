package com.postmagiq.content;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is counted of texts, from the texts as they are stored. */
public final class PlainText {
    private PlainText() {}

    /**
     * A text as it is stored.
     *
     * @param field as the sender spells it
     * @param longest in UTF-16 code units
     * @return null for nothing but blanks
     * @throws ProblemException {@code invalid_text}, {@code validation_failed} when too long
     */
    public static @Nullable String of(String field, @Nullable String given, int longest) {
        var text = GivenText.of(field, given);
        if (text != null && text.length() > longest) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    field,
                    "has %,d characters; the limit is %,d".formatted(text.length(), longest));
        }
        return text;
    }

    /** Runs of anything but blanks. */
    public static int words(String text) {
        return text.isBlank() ? 0 : text.strip().split("\\s+").length;
    }

    /** Code points. */
    public static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    /** 64 hexadecimal digits of the SHA-256 of the stored bytes. */
    public static String hash(String text) {
        return HexFormat.of().formatHex(Sha256.of(text));
    }
}
