package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.postmagiq.kernel.problem.Problem;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("tenancy-7")
class AccessTokensTests {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final String SECRET = "a secret for these tests, 32 bytes or more";
    private static final String OLDER = "the one before it, 32 bytes or more as well";
    private static final SigningKeys KEYS = SigningKeys.of(SECRET, OLDER);

    private final UUID user = UUID.randomUUID();
    private final UUID session = UUID.randomUUID();
    private final AccessTokens tokens = at(NOW);

    @Test
    void given_a_token_of_ours__when_it_is_read__then_it_names_person_and_session() {
        var claims = tokens.verify(tokens.issue(user, session));

        assertThat(claims).isEqualTo(new AccessTokens.Claims(user, session));
    }

    @Test
    void given_a_token_of_ours__when_it_is_looked_into__then_it_holds_no_rights() throws Exception {
        var token = SignedJWT.parse(tokens.issue(user, session));

        assertThat(token.getHeader().getType()).hasToString("at+jwt");
        assertThat(token.getJWTClaimsSet().getClaims().keySet())
                .containsExactlyInAnyOrder("iss", "aud", "sub", "sid", "jti", "iat", "exp");
    }

    @Test
    void given_the_secret_was_rotated__when_a_token_of_the_older_one_comes__then_it_is_accepted() {
        var before = at(NOW, SigningKeys.of(OLDER, null)).issue(user, session);

        assertThat(tokens.verify(before).userId()).isEqualTo(user);
        assertRefused(before, IdentityProblem.TOKEN_INVALID, at(NOW, SigningKeys.of(SECRET, null)));
    }

    @Test
    void given_fifteen_minutes__when_they_and_the_skew_have_passed__then_the_token_is_expired() {
        var token = tokens.issue(user, session);

        assertThat(at(NOW.plus(Duration.ofSeconds(15 * 60 + 29))).verify(token).userId())
                .isEqualTo(user);
        assertRefused(
                token,
                IdentityProblem.SESSION_EXPIRED,
                at(NOW.plus(Duration.ofSeconds(15 * 60 + 30))));
    }

    @Test
    void given_no_signature__when_the_token_is_read__then_it_is_refused() {
        assertRefused(new PlainJWT(claims().build()).serialize(), IdentityProblem.TOKEN_INVALID);
    }

    @Test
    void given_another_secret__when_it_names_our_key__then_the_signature_is_refused()
            throws Exception {
        var forged = signed("another secret, also 32 bytes or more", "at+jwt", claims());

        assertRefused(forged, IdentityProblem.TOKEN_INVALID);
    }

    @Test
    void given_another_algorithm_with_our_secret__when_the_token_is_read__then_it_is_refused()
            throws Exception {
        var longSecret = "0123456789abcdef".repeat(4);
        var keys = SigningKeys.of(longSecret, null);
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS512)
                        .type(new JOSEObjectType("at+jwt"))
                        .keyID(keys.current().id())
                        .build();
        var token = new SignedJWT(header, claims().build());
        token.sign(new MACSigner(keys.current().secret()));

        assertRefused(token.serialize(), IdentityProblem.TOKEN_INVALID, at(NOW, keys));
    }

    @Test
    @Tag("tenancy-6")
    void given_a_token_for_another_purpose__when_it_is_sent_here__then_its_kind_is_refused()
            throws Exception {
        assertRefused(signed(SECRET, "pt+jwt", claims()), IdentityProblem.TOKEN_TYPE);
        assertRefused(
                signed(SECRET, "at+jwt", claims().audience("portal")), IdentityProblem.TOKEN_TYPE);
        assertRefused("rt_" + OpaqueSecret.next(), IdentityProblem.TOKEN_TYPE);
    }

    @Test
    void given_missing_or_foreign_claims__when_the_token_is_read__then_it_is_refused()
            throws Exception {
        assertRefused(
                signed(SECRET, "at+jwt", claims().issuer("other")), IdentityProblem.TOKEN_INVALID);
        assertRefused(
                signed(SECRET, "at+jwt", claims().expirationTime(null)),
                IdentityProblem.TOKEN_INVALID);
        assertRefused(
                signed(SECRET, "at+jwt", claims().claim("sid", null)),
                IdentityProblem.TOKEN_INVALID);
        assertRefused(
                signed(SECRET, "at+jwt", claims().subject("nobody")),
                IdentityProblem.TOKEN_INVALID);
        assertRefused(
                signed(
                        SECRET,
                        "at+jwt",
                        claims().issueTime(Date.from(NOW.plus(Duration.ofMinutes(5))))),
                IdentityProblem.TOKEN_INVALID);
    }

    @Test
    void given_a_changed_letter_or_rubbish__when_it_is_read__then_it_is_refused() {
        var token = tokens.issue(user, session);
        var dot = token.indexOf('.') + 5;
        var changed =
                token.substring(0, dot)
                        + (token.charAt(dot) == 'A' ? 'B' : 'A')
                        + token.substring(dot + 1);

        assertRefused(changed, IdentityProblem.TOKEN_INVALID);
        assertRefused("", IdentityProblem.TOKEN_INVALID);
        assertRefused("a.b.c", IdentityProblem.TOKEN_INVALID);
    }

    private JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder()
                .issuer("postmagiq")
                .audience("api")
                .subject(user.toString())
                .claim("sid", session.toString())
                .issueTime(Date.from(NOW))
                .expirationTime(Date.from(NOW.plus(Duration.ofMinutes(15))));
    }

    private static String signed(String secret, String type, JWTClaimsSet.Builder claims)
            throws Exception {
        var header =
                new JWSHeader.Builder(JWSAlgorithm.HS256)
                        .type(new JOSEObjectType(type))
                        .keyID(KEYS.current().id())
                        .build();
        var token = new SignedJWT(header, claims.build());
        token.sign(new MACSigner(secret));
        return token.serialize();
    }

    private void assertRefused(String token, Problem problem) {
        assertRefused(token, problem, tokens);
    }

    private static void assertRefused(String token, Problem problem, AccessTokens reader) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> reader.verify(token))
                .returns(problem, ProblemException::problem);
    }

    private static AccessTokens at(Instant now) {
        return at(now, KEYS);
    }

    private static AccessTokens at(Instant now, SigningKeys keys) {
        return new AccessTokens(keys, TestSettings.DEFAULTS, Clock.fixed(now, ZoneOffset.UTC));
    }
}
