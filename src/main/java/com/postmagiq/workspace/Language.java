package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a workspace writes in, by which the stems of its words are found. */
enum Language {
    DANISH,
    DUTCH,
    ENGLISH,
    FINNISH,
    FRENCH,
    GERMAN,
    HUNGARIAN,
    ITALIAN,
    NORWEGIAN,
    PORTUGUESE,
    ROMANIAN,
    RUSSIAN,
    /** Any other: words are found as they are. */
    SIMPLE,
    SPANISH,
    SWEDISH,
    TURKISH;

    /** As it stands in JSON and the database, where a dictionary is called so. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The language of a code.
     *
     * @throws ProblemException {@code validation_failed}
     */
    static Language require(String code) {
        return Arrays.stream(values())
                .filter(language -> language.code().equals(code))
                .findFirst()
                .orElseThrow(
                        () ->
                                ProblemException.ofField(
                                        GeneralProblem.VALIDATION_FAILED,
                                        "language",
                                        "must be one of "
                                                + Arrays.stream(values())
                                                        .map(Language::code)
                                                        .collect(Collectors.joining(", "))));
    }
}
