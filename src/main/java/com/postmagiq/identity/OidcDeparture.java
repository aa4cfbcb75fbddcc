package com.postmagiq.identity;

import com.postmagiq.identity.oidc.IssuerUnavailable;
import com.postmagiq.identity.oidc.Issuers;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.settings.Installation;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * Sends browsers to an issuer and takes them back. What goes wrong on the way is told in the
 * address of our page, since a browser shows no answer of ours in between.
 */
@Service
class OidcDeparture {
    private static final Logger LOG = LoggerFactory.getLogger(OidcDeparture.class);
    private static final String PAGE = "/auth/oidc#";

    /** A path of our own: no scheme, no host, nothing a browser could read as one. */
    private static final Pattern OWN_PATH = Pattern.compile("/(?![/\\\\])[!-~&&[^\\\\]]{0,500}");

    /** Where to send the browser, and what it has to keep in a cookie meanwhile. */
    record Departure(URI address, String browser) {}

    private final Issuers issuers;
    private final OidcVisits visits;
    private final Installation installation;

    OidcDeparture(Issuers issuers, OidcVisits visits, Installation installation) {
        this.issuers = issuers;
        this.visits = visits;
        this.installation = installation;
    }

    /**
     * Begins a visit.
     *
     * @param next page to open afterwards; one that is not ours is ignored
     * @throws ProblemException {@code auth.oidc_unknown}
     */
    Departure leave(
            String name,
            OidcVisits.Intent intent,
            @Nullable String next,
            @Nullable String inviteToken) {
        if (issuers.named(name).isEmpty()) {
            throw new ProblemException(
                    IdentityProblem.OIDC_UNKNOWN,
                    "This installation has no issuer of this name; sign in another way.");
        }
        var leaving =
                new OidcVisits.Leaving(
                        name,
                        OpaqueSecret.next(),
                        OpaqueSecret.next(),
                        OpaqueSecret.next(),
                        intent,
                        next != null && OWN_PATH.matcher(next).matches() ? next : null,
                        inviteToken);
        try {
            var address =
                    issuers.authorization(
                            visit(leaving),
                            visits.leave(leaving),
                            challenge(leaving.verifier()),
                            intent == OidcVisits.Intent.REAUTHENTICATE);
            return new Departure(address, leaving.browser());
        } catch (IssuerUnavailable e) {
            LOG.warn("Nobody can sign in by issuer {}: {}", name, e.getMessage());
            return new Departure(failed(IdentityProblem.OIDC_FAILED), leaving.browser());
        }
    }

    /**
     * Takes a browser back.
     *
     * @param issuer who says to answer (RFC 9207), if told
     * @param browser what its cookie holds
     * @return the page of ours to open, with a code or an error behind the #
     */
    URI comeBack(
            String name,
            @Nullable String state,
            @Nullable String code,
            @Nullable String issuer,
            @Nullable String browser) {
        var leaving =
                state == null
                        ? null
                        : visits.returning(state, browser)
                                .filter(left -> left.issuerName().equals(name))
                                .orElse(null);
        if (leaving == null) {
            return failed(IdentityProblem.LINK_INVALID);
        }
        if (code == null || !isOf(name, issuer)) {
            LOG.info("Issuer {} sent somebody back without a code", name);
            return failed(IdentityProblem.OIDC_FAILED);
        }
        try {
            var token = issuers.identify(visit(leaving), code);
            return page(
                    Map.of(
                            "code", visits.arrive(OidcVisits.Returned.of(leaving, token)),
                            "intent", leaving.intent().name().toLowerCase(Locale.ROOT),
                            "next", leaving.next() == null ? "/" : leaving.next()));
        } catch (IssuerUnavailable e) {
            LOG.warn("A sign-in by issuer {} failed: {}", name, e.getMessage());
            return failed(IdentityProblem.OIDC_FAILED);
        }
    }

    private boolean isOf(String name, @Nullable String issuer) {
        return issuer == null
                || issuers.named(name)
                        .map(each -> each.issuer().toString())
                        .filter(issuer::equals)
                        .isPresent();
    }

    private Issuers.Visit visit(OidcVisits.Leaving leaving) {
        var redirect =
                "%s/api/v1/auth/oidc/%s/callback"
                        .formatted(installation.publicBaseUrl(), leaving.issuerName());
        return new Issuers.Visit(
                leaving.issuerName(), URI.create(redirect), leaving.nonce(), leaving.verifier());
    }

    private static URI failed(IdentityProblem problem) {
        return page(Map.of("error", problem.code()));
    }

    /** What stands behind the # never leaves the browser. */
    private static URI page(Map<String, String> parts) {
        return URI.create(
                PAGE
                        + parts.entrySet().stream()
                                .map(
                                        part ->
                                                part.getKey()
                                                        + "="
                                                        + URLEncoder.encode(
                                                                part.getValue(),
                                                                StandardCharsets.UTF_8))
                                .sorted()
                                .collect(Collectors.joining("&")));
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Sha256.of(verifier));
    }
}
