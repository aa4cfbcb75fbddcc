package com.postmagiq.kernel.web;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.text.Normalizer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Texts as they are stored: composed characters (Unicode NFC), lines that end with a line feed and
 * without blanks, nothing around it.
 */
public final class GivenText {
    private static final Pattern LINE_END = Pattern.compile("[\\t\\x0B\\f \\r]*\\n");

    private GivenText() {}

    /**
     * The text as it is stored; null when nothing is left of it.
     *
     * @param field as the sender spells it
     * @throws ProblemException {@code invalid_text} when it holds U+0000
     */
    public static @Nullable String of(String field, @Nullable String given) {
        if (given == null) {
            return null;
        }
        if (given.indexOf('\0') >= 0) {
            throw ProblemException.ofField(
                    GeneralProblem.INVALID_TEXT,
                    field,
                    "holds a NUL character, which cannot be stored; remove it");
        }
        var text =
                LINE_END.matcher(Normalizer.normalize(given, Normalizer.Form.NFC))
                        .replaceAll("\n")
                        .replace('\r', '\n')
                        .strip();
        return text.isEmpty() ? null : text;
    }

    /**
     * A text that must be there.
     *
     * @throws ProblemException {@code required_field} when it is missing or blank, {@code
     *     invalid_text}
     */
    public static String required(String field, @Nullable String given) {
        var text = of(field, given);
        if (text == null) {
            throw ProblemException.ofField(GeneralProblem.REQUIRED_FIELD, field, "cannot be empty");
        }
        return text;
    }
}
