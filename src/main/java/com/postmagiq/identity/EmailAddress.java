package com.postmagiq.identity;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.net.IDN;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An e-mail address that people sign in with.
 *
 * @param normal what is compared and stored: NFC, lower case, domain in ASCII, at most 254
 *     characters
 * @param display as the person typed it, without surrounding blanks
 */
public record EmailAddress(String normal, String display) {
    private static final int MAX_LENGTH = 254;
    private static final int MAX_LOCAL = 64;
    private static final Pattern LOCAL = Pattern.compile("[^\\s@\\p{Cntrl}<>()\\[\\],;:\\\\\"]+");
    private static final Pattern DOMAIN =
            Pattern.compile("(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9-]{2,63}");

    /** Reads an address; empty when it cannot be one. */
    public static Optional<EmailAddress> of(String typed) {
        var display = Normalizer.normalize(typed.strip(), Normalizer.Form.NFC);
        var at = display.lastIndexOf('@');
        if (at < 1 || at > MAX_LOCAL || display.length() > MAX_LENGTH) {
            return Optional.empty();
        }
        var local = display.substring(0, at);
        var domain = asciiDomain(display.substring(at + 1));
        var normal = local.toLowerCase(Locale.ROOT) + "@" + domain;
        var sound = LOCAL.matcher(local).matches() && DOMAIN.matcher(domain).matches();
        return sound && normal.length() <= MAX_LENGTH
                ? Optional.of(new EmailAddress(normal, display))
                : Optional.empty();
    }

    /**
     * Reads an address somebody wants to register.
     *
     * @throws ProblemException {@code validation_failed} when it cannot be one
     */
    public static EmailAddress require(String typed) {
        return of(typed)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                                GeneralProblem.VALIDATION_FAILED,
                                                "The e-mail address is not complete; it looks like name@example.com.")
                                        .with(
                                                "errors",
                                                List.of(
                                                        Map.of(
                                                                "field",
                                                                "email",
                                                                "code",
                                                                "email",
                                                                "message",
                                                                "is not a complete e-mail address"))));
    }

    /** The part before the @, which must not be the password. */
    String local() {
        return normal.substring(0, normal.lastIndexOf('@'));
    }

    private static String asciiDomain(String domain) {
        try {
            return IDN.toASCII(domain).toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }
}
