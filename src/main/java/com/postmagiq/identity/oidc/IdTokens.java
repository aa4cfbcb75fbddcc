package com.postmagiq.identity.oidc;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jwt.SignedJWT;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.security.oauth2.jwt.JwtException;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.stereotype.Component;

/** Checks ID tokens as OpenID Connect Core 1.0, section 3.1.3.7, says. */
@Component
class IdTokens {
    private static final Duration SKEW = Duration.ofSeconds(60);
    private static final int LONGEST_SUBJECT = 255;

    /** Signed with a key only the issuer has; a shared secret would let us sign too. */
    private static final Set<JWSAlgorithm> ALGORITHMS =
            Set.of(JWSAlgorithm.RS256, JWSAlgorithm.PS256, JWSAlgorithm.ES256, JWSAlgorithm.ES384);

    private final Clock clock;

    IdTokens(Clock clock) {
        this.clock = clock;
    }

    /** Which key a token says it is signed with, before anything of it is checked. */
    static @Nullable String keyId(String token) {
        try {
            return SignedJWT.parse(token).getHeader().getKeyID();
        } catch (ParseException _) {
            return null;
        }
    }

    /**
     * What a token says.
     *
     * @throws IssuerUnavailable when anything of it is not right; the message says what
     */
    IdToken verified(String token, String nonce, OidcSettings.Issuer issuer, JWKSet keys)
            throws IssuerUnavailable {
        Jwt jwt;
        try {
            jwt = decoder(keys).decode(token);
        } catch (JwtException e) {
            throw new IssuerUnavailable("The ID token is not signed by the issuer", e);
        }
        check(issuer.issuer().toString().equals(jwt.getClaimAsString("iss")), "issuer");
        check(audience(jwt, issuer.clientId()), "audience");
        check(nonce.equals(jwt.getClaimAsString("nonce")), "nonce");
        var now = clock.instant();
        var expires = jwt.getExpiresAt();
        check(expires != null && now.isBefore(expires.plus(SKEW)), "expiry");
        var issued = jwt.getIssuedAt();
        check(issued != null && !issued.isAfter(now.plus(SKEW)), "time of issue");
        var subject = jwt.getSubject();
        if (subject == null || subject.isBlank() || subject.length() > LONGEST_SUBJECT) {
            throw wrong("subject");
        }
        return read(jwt, issuer, subject);
    }

    private static boolean audience(Jwt jwt, String clientId) {
        @Nullable List<String> audience = jwt.getAudience();
        var party = jwt.getClaimAsString("azp");
        return audience != null
                && audience.contains(clientId)
                && (party == null ? audience.size() == 1 : party.equals(clientId));
    }

    private static IdToken read(Jwt jwt, OidcSettings.Issuer issuer, String subject) {
        @Nullable List<String> methods = jwt.getClaimAsStringList("amr");
        return new IdToken(
                issuer.issuer().toString(),
                subject,
                jwt.getClaimAsString("email"),
                "true".equals(String.valueOf(jwt.<Object>getClaim("email_verified"))),
                jwt.getClaimAsString("name"),
                jwt.getClaimAsString("locale"),
                methods == null ? List.of() : methods,
                jwt.hasClaim("auth_time") ? jwt.getClaimAsInstant("auth_time") : null);
    }

    private static NimbusJwtDecoder decoder(JWKSet keys) {
        var processor = new DefaultJWTProcessor<SecurityContext>();
        processor.setJWSKeySelector(
                new JWSVerificationKeySelector<>(ALGORITHMS, new ImmutableJWKSet<>(keys)));
        // Judged by our own clock, above.
        processor.setJWTClaimsSetVerifier((_, _) -> {});
        var decoder = new NimbusJwtDecoder(processor);
        decoder.setJwtValidator(
                _ -> org.springframework.security.oauth2.core.OAuth2TokenValidatorResult.success());
        return decoder;
    }

    private static void check(boolean holds, String part) throws IssuerUnavailable {
        if (!holds) {
            throw wrong(part);
        }
    }

    private static IssuerUnavailable wrong(String part) {
        return new IssuerUnavailable("The %s of the ID token is not right".formatted(part));
    }
}
