package com.postmagiq.identity;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Access tokens: short-lived JWTs (RFC 9068 header type) that name a person and a login session and
 * nothing else. What the person may do is read from the database each time.
 */
@Component
class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String ISSUER = "postmagiq";
    private static final String AUDIENCE = "api";
    private static final Duration SKEW = Duration.ofSeconds(30);

    private static final Duration REMEMBERED = Duration.ofMinutes(1);
    private static final int REMEMBERED_TOKENS = 20_000;

    /** What a sound token says. */
    record Claims(UUID userId, UUID sessionId) {}

    private record Sound(Claims claims, Instant expires) {}

    private final SigningKeys keys;
    private final Duration life;
    private final Clock clock;

    /**
     * Tokens whose signature and form were found sound; whether they have expired is asked anew.
     */
    private final Cache<String, Sound> sound =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_TOKENS)
                    .expireAfterWrite(REMEMBERED)
                    .build();

    AccessTokens(SigningKeys keys, IdentitySettings settings, Clock clock) {
        this.keys = keys;
        this.life = settings.accessTokenLife();
        this.clock = clock;
    }

    /** How long a new token is good for. */
    Duration life() {
        return life;
    }

    String issue(UUID userId, UUID sessionId) {
        return signed(claims(userId, sessionId, clock.instant().plus(life)));
    }

    /**
     * A token for an operator who acts for somebody: it names both (RFC 8693 4.1).
     *
     * @param end of the impersonation, which no token of it outlives
     */
    String issue(UUID userId, UUID sessionId, SignedIn.Support support, Instant end) {
        var expires = clock.instant().plus(life);
        return signed(
                claims(userId, sessionId, expires.isBefore(end) ? expires : end)
                        .claim("act", Map.of("sub", support.operatorId().toString()))
                        .claim("imp", support.id().toString()));
    }

    private JWTClaimsSet.Builder claims(UUID userId, UUID sessionId, Instant expires) {
        return new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience(AUDIENCE)
                .subject(userId.toString())
                .claim("sid", sessionId.toString())
                .jwtID(Ids.next().toString())
                .issueTime(Date.from(clock.instant()))
                .expirationTime(Date.from(expires));
    }

    private String signed(JWTClaimsSet.Builder claims) {
        var key = keys.current();
        var header = new JWSHeader.Builder(JWSAlgorithm.HS256).type(TYPE).keyID(key.id()).build();
        var token = new SignedJWT(header, claims.build());
        try {
            token.sign(new MACSigner(key.secret()));
        } catch (JOSEException e) {
            throw new IllegalStateException("The signing secret cannot sign", e);
        }
        return token.serialize();
    }

    /**
     * Reads a token somebody sent.
     *
     * @throws ProblemException {@code auth.token_type}, {@code auth.token_invalid} or {@code
     *     auth.session_expired}
     */
    Claims verify(String text) {
        if (text.startsWith(RefreshTokens.PREFIX)) {
            throw wrongType();
        }
        var token = sound.get(text, this::read);
        if (ended(token.expires(), clock.instant())) {
            throw expired();
        }
        return token.claims();
    }

    private Sound read(String text) {
        try {
            var token = SignedJWT.parse(text);
            checkHeaderAndSignature(token);
            return check(token.getJWTClaimsSet());
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw invalid();
        }
    }

    /** Like {@link #verify}, for callers to whom a bad token is as good as none. */
    Optional<Claims> ifSound(String text) {
        try {
            return Optional.of(verify(text));
        } catch (ProblemException _) {
            return Optional.empty();
        }
    }

    private void checkHeaderAndSignature(SignedJWT token) throws JOSEException {
        var header = token.getHeader();
        if (!JWSAlgorithm.HS256.equals(header.getAlgorithm())) {
            throw invalid();
        }
        var key = keys.named(header.getKeyID()).orElseThrow(AccessTokens::invalid);
        if (!token.verify(new MACVerifier(key.secret()))) {
            throw invalid();
        }
        if (!TYPE.equals(header.getType())) {
            throw wrongType();
        }
    }

    private Sound check(JWTClaimsSet claims) throws ParseException {
        if (!List.of(AUDIENCE).equals(claims.getAudience())) {
            throw wrongType();
        }
        var expires = claims.getExpirationTime();
        var issued = claims.getIssueTime();
        var now = clock.instant();
        if (!ISSUER.equals(claims.getIssuer())
                || expires == null
                || issued == null
                || issued.toInstant().isAfter(now.plus(SKEW))) {
            throw invalid();
        }
        if (ended(expires.toInstant(), now)) {
            throw expired();
        }
        return new Sound(
                new Claims(id(claims.getSubject()), id(claims.getStringClaim("sid"))),
                expires.toInstant());
    }

    private static UUID id(@Nullable String claim) {
        if (claim == null) {
            throw invalid();
        }
        return UUID.fromString(claim);
    }

    private static boolean ended(Instant expires, Instant now) {
        return !now.isBefore(expires.plus(SKEW));
    }

    private static ProblemException expired() {
        return new ProblemException(
                IdentityProblem.SESSION_EXPIRED,
                "The access token has expired; get a new one with POST /api/v1/auth/refresh.");
    }

    private static ProblemException invalid() {
        return new ProblemException(
                IdentityProblem.TOKEN_INVALID,
                "The access token was not made here or was changed; sign in again.");
    }

    private static ProblemException wrongType() {
        return new ProblemException(
                IdentityProblem.TOKEN_TYPE,
                "This token is for another purpose; send the access token that signing in returned.");
    }
}
