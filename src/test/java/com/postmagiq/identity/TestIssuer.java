package com.postmagiq.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.postmagiq.kernel.crypto.Sha256;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID Connect issuer on this machine. It keeps the protocol strictly where it listens (client
 * secret, PKCE, each code once) and lies in its tokens where a test tells it to.
 */
final class TestIssuer {
    static final String CLIENT = "postmagiq-tests";
    static final String SECRET = "a secret of the issuer";

    /** How a token is signed. */
    enum Signing {
        ITS_KEY,
        ANOTHER_KEY,
        THE_CLIENT_SECRET,
        NOT_AT_ALL
    }

    /** What one visit was begun with. */
    private record Visit(String nonce, String challenge, String redirect) {}

    private final HttpServer server;
    private final RSAKey key;
    private final RSAKey anotherKey;
    private final Map<String, Visit> visits = new ConcurrentHashMap<>();
    private volatile Map<String, Object> person = Map.of();
    private volatile Consumer<JWTClaimsSet.Builder> lie = _ -> {};
    private volatile Signing signing = Signing.ITS_KEY;

    TestIssuer() {
        try {
            key = new RSAKeyGenerator(2048).keyID("now").generate();
            // The same name, so that only the signature tells them apart.
            anotherKey = new RSAKeyGenerator(2048).keyID("now").generate();
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/.well-known/openid-configuration", this::discovery);
        server.createContext("/keys", exchange -> answer(exchange, 200, keys()));
        server.createContext("/authorize", this::authorize);
        server.createContext("/token", this::token);
        server.start();
    }

    String address() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Who signs in there from now on; it tells the truth about them. */
    void signedIn(String subject, @Nullable String email, boolean verified) {
        person =
                email == null
                        ? Map.of("sub", subject)
                        : Map.of(
                                "sub", subject,
                                "email", email,
                                "email_verified", verified,
                                "name", "Ada Lovelace");
        lie = _ -> {};
        signing = Signing.ITS_KEY;
    }

    /** What it changes in its tokens from now on. */
    void lie(Consumer<JWTClaimsSet.Builder> change) {
        lie = change;
    }

    void sign(Signing how) {
        signing = how;
    }

    private void discovery(HttpExchange exchange) throws IOException {
        answer(
                exchange,
                200,
                """
                {"issuer":"%1$s","authorization_endpoint":"%1$s/authorize","token_endpoint":"%1$s/token","jwks_uri":"%1$s/keys"}
                """
                        .formatted(address()));
    }

    private String keys() {
        return new JWKSet(key).toPublicJWKSet().toString();
    }

    private void authorize(HttpExchange exchange) throws IOException {
        var query = form(exchange.getRequestURI().getRawQuery());
        var code = UUID.randomUUID().toString();
        visits.put(
                code,
                new Visit(
                        query.getOrDefault("nonce", ""),
                        query.getOrDefault("code_challenge", ""),
                        query.getOrDefault("redirect_uri", "")));
        exchange.getResponseHeaders()
                .add(
                        "Location",
                        "%s?code=%s&state=%s"
                                .formatted(
                                        query.getOrDefault("redirect_uri", ""),
                                        code,
                                        query.get("state")));
        answer(exchange, 302, "");
    }

    private void token(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var form = form(body);
        var visit = visits.remove(form.getOrDefault("code", ""));
        var client = exchange.getRequestHeaders().getFirst("Authorization");
        var known =
                "Basic "
                        + Base64.getEncoder()
                                .encodeToString(
                                        (CLIENT + ":" + SECRET.replace(' ', '+'))
                                                .getBytes(StandardCharsets.UTF_8));
        var verifier = Sha256.of(form.getOrDefault("code_verifier", ""));
        if (visit == null
                || !known.equals(client)
                || !visit.redirect().equals(form.get("redirect_uri"))
                || !visit.challenge()
                        .equals(Base64.getUrlEncoder().withoutPadding().encodeToString(verifier))) {
            answer(exchange, 400, "{\"error\":\"invalid_grant\"}");
            return;
        }
        answer(
                exchange,
                200,
                "{\"token_type\":\"Bearer\",\"access_token\":\"unused\",\"id_token\":\"%s\"}"
                        .formatted(idToken(visit)));
    }

    private String idToken(Visit visit) {
        var now = Instant.now();
        var claims =
                new JWTClaimsSet.Builder()
                        .issuer(address())
                        .audience(CLIENT)
                        .claim("nonce", visit.nonce())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(now.plusSeconds(300)));
        person.forEach(claims::claim);
        lie.accept(claims);
        return signed(claims.build());
    }

    private String signed(JWTClaimsSet claims) {
        try {
            return switch (signing) {
                case ITS_KEY -> signed(claims, JWSAlgorithm.RS256, new RSASSASigner(key));
                case ANOTHER_KEY ->
                        signed(claims, JWSAlgorithm.RS256, new RSASSASigner(anotherKey));
                case THE_CLIENT_SECRET ->
                        signed(
                                claims,
                                JWSAlgorithm.HS256,
                                new MACSigner(
                                        Arrays.copyOf(
                                                SECRET.getBytes(StandardCharsets.UTF_8), 32)));
                case NOT_AT_ALL -> new PlainJWT(claims).serialize();
            };
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String signed(JWTClaimsSet claims, JWSAlgorithm algorithm, JWSSigner signer)
            throws JOSEException {
        var token = new SignedJWT(new JWSHeader.Builder(algorithm).keyID("now").build(), claims);
        token.sign(signer);
        return token.serialize();
    }

    private static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&", -1))
                .map(part -> part.split("=", 2))
                .collect(
                        Collectors.toMap(
                                part -> part[0],
                                part -> URLDecoder.decode(part[1], StandardCharsets.UTF_8)));
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
