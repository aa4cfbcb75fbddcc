package com.postmagiq.identity;

import com.nulabinc.zxcvbn.Zxcvbn;
import com.postmagiq.kernel.problem.Problem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Which passwords are accepted: long enough, and not among those that are guessed first. No rules
 * about letters and digits. Strength is the score of zxcvbn (Wheeler, USENIX Security 2016), 0 to
 * 4.
 */
final class PasswordRules {
    static final int MIN_LENGTH = 10;
    static final int MAX_LENGTH = 128;
    private static final int LOWEST_SCORE = 2;

    /** Scoring time grows with the square of the length; no guesser gets further than this. */
    private static final int SCORED_LENGTH = 72;

    private static final Zxcvbn STRENGTH = new Zxcvbn();

    private PasswordRules() {}

    /**
     * Refuses a password that is too short, too long or easy to guess.
     *
     * @param own words of this person (name, address, workspace) that a guesser would try
     */
    static void check(String password, List<String> own) {
        var normal = Passwords.normal(password);
        var length = normal.codePointCount(0, normal.length());
        if (length < MIN_LENGTH) {
            throw refused(
                    IdentityProblem.PASSWORD_TOO_SHORT,
                    "The password has %d characters; take at least %d. Three or four unrelated words do well."
                            .formatted(length, MIN_LENGTH));
        }
        if (length > MAX_LENGTH) {
            throw refused(
                    IdentityProblem.PASSWORD_TOO_LONG,
                    "The password has %d characters; take at most %d."
                            .formatted(length, MAX_LENGTH));
        }
        var scored =
                length <= SCORED_LENGTH
                        ? normal
                        : normal.substring(0, normal.offsetByCodePoints(0, SCORED_LENGTH));
        var strength = STRENGTH.measure(scored, guesses(own));
        if (strength.getScore() < LOWEST_SCORE) {
            var suggestions = strength.getFeedback().getSuggestions(Locale.ENGLISH);
            var advice =
                    suggestions.isEmpty()
                            ? "Take three or four unrelated words."
                            : suggestions.getFirst();
            throw refused(
                    IdentityProblem.PASSWORD_WEAK,
                    "This password would be guessed quickly. " + advice);
        }
    }

    private static List<String> guesses(List<String> own) {
        var words = new ArrayList<String>();
        words.add("postmagiq");
        for (var text : own) {
            words.add(text);
            words.addAll(List.of(text.split("[^\\p{L}\\p{N}]+")));
        }
        words.removeIf(word -> word.length() < 3);
        return words;
    }

    private static ProblemException refused(Problem problem, String detail) {
        return new ProblemException(problem, detail)
                .with(
                        "errors",
                        List.of(
                                Map.of(
                                        "field",
                                        "password",
                                        "code",
                                        problem.code(),
                                        "message",
                                        detail)));
    }
}
