package com.postmagiq.identity;

import com.postmagiq.identity.oidc.IdToken;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Visits to issuers under way. The browser carries only opaque names of them: first the state that
 * comes back from the issuer, then a code for our own page.
 */
@Component
class OidcVisits {
    /** What a visit is for. */
    enum Intent {
        LOGIN,
        LINK,
        REAUTHENTICATE
    }

    /**
     * Somebody who is on their way.
     *
     * @param browser what the cookie of the browser holds that began
     * @param next page of ours to open afterwards
     */
    record Leaving(
            String issuerName,
            String nonce,
            String verifier,
            String browser,
            Intent intent,
            @Nullable String next,
            @Nullable String inviteToken) {}

    /** Somebody who is back, with what the issuer says of them. */
    record Returned(
            String issuerName,
            String issuer,
            String subject,
            @Nullable String email,
            boolean emailVerified,
            @Nullable String fullName,
            @Nullable String locale,
            boolean secondFactor,
            @Nullable Long authenticatedAt,
            Intent intent,
            @Nullable String inviteToken) {

        static Returned of(Leaving left, IdToken token) {
            return new Returned(
                    left.issuerName(),
                    token.issuer(),
                    token.subject(),
                    token.email(),
                    token.emailVerified(),
                    token.name(),
                    token.locale(),
                    token.secondFactor(),
                    token.authenticatedAt() == null
                            ? null
                            : token.authenticatedAt().getEpochSecond(),
                    left.intent(),
                    left.inviteToken());
        }

        /** Whether the issuer asked them later than this; one that does not tell is believed. */
        boolean authenticatedSince(Instant instant) {
            return authenticatedAt == null || authenticatedAt >= instant.getEpochSecond();
        }
    }

    private final SignInAttempts attempts;
    private final JsonMapper json;

    OidcVisits(SignInAttempts attempts, JsonMapper json) {
        this.attempts = attempts;
        this.json = json;
    }

    /** The state to give to the issuer; good for ten minutes. */
    String leave(Leaving leaving) {
        return attempts.begin(
                SignInAttempts.Kind.OIDC_STATE, null, json.writeValueAsString(leaving));
    }

    /** Whose state this is, once; empty when it is none, or began in another browser. */
    Optional<Leaving> returning(String state, @Nullable String browser) {
        return attempts.use(SignInAttempts.Kind.OIDC_STATE, state)
                .map(attempt -> json.readValue(attempt.payload(), Leaving.class))
                .filter(leaving -> leaving.browser().equals(browser));
    }

    /** The code to give to our own page; good for a minute. */
    String arrive(Returned returned) {
        return attempts.begin(
                SignInAttempts.Kind.OIDC_CODE, null, json.writeValueAsString(returned));
    }

    /** What a code is for; empty when it is over. */
    Optional<Intent> intent(String code) {
        return attempts.look(SignInAttempts.Kind.OIDC_CODE, code)
                .map(attempt -> json.readValue(attempt.payload(), Returned.class).intent());
    }

    /** Who is behind a code, once. */
    Optional<Returned> arrived(String code) {
        return attempts.use(SignInAttempts.Kind.OIDC_CODE, code)
                .map(attempt -> json.readValue(attempt.payload(), Returned.class));
    }
}
