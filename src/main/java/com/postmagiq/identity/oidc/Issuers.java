package com.postmagiq.identity.oidc;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.jwk.JWKSet;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The issuers of the settings: where to send people, and what came back with them. */
@Service
@EnableConfigurationProperties(OidcSettings.class)
public class Issuers {
    private static final Duration DOCUMENTS_KEPT = Duration.ofHours(1);
    private static final int MOST_DOCUMENTS = 100;
    private static final String DISCOVERY = "/.well-known/openid-configuration";

    private final OidcSettings settings;
    private final IssuerHttp http;
    private final IdTokens tokens;
    private final JsonMapper json;
    private final Cache<String, IssuerDocument> documents =
            Caffeine.newBuilder()
                    .maximumSize(MOST_DOCUMENTS)
                    .expireAfterWrite(DOCUMENTS_KEPT)
                    .build();

    Issuers(OidcSettings settings, IssuerHttp http, IdTokens tokens, JsonMapper json) {
        this.settings = settings;
        this.http = http;
        this.tokens = tokens;
        this.json = json;
    }

    /** All of them, in the order of their names. */
    public Map<String, OidcSettings.Issuer> all() {
        return new TreeMap<>(settings.oidc());
    }

    public Optional<OidcSettings.Issuer> named(String name) {
        return Optional.ofNullable(settings.oidc().get(name));
    }

    /**
     * One visit to an issuer.
     *
     * @param redirect where it sends the person back to
     * @param nonce must come back inside the token
     * @param verifier the secret behind {@code challenge} (RFC 7636)
     */
    public record Visit(String name, URI redirect, String nonce, String verifier) {}

    /**
     * Where to send a browser.
     *
     * @param state comes back unchanged
     * @param challenge SHA-256 of the visit's verifier, base64url
     * @param again whether the issuer shall ask even somebody who is signed in there
     */
    public URI authorization(Visit visit, String state, String challenge, boolean again)
            throws IssuerUnavailable {
        var issuer = settings(visit);
        var query = new LinkedHashMap<String, String>();
        query.put("response_type", "code");
        query.put("client_id", issuer.clientId());
        query.put("redirect_uri", visit.redirect().toString());
        query.put("scope", String.join(" ", issuer.scopes()));
        query.put("state", state);
        query.put("nonce", visit.nonce());
        query.put("code_challenge", challenge);
        query.put("code_challenge_method", "S256");
        if (again) {
            query.put("prompt", "login");
        }
        var address = document(visit.name(), issuer).authorization().toString();
        return URI.create(address + (address.contains("?") ? "&" : "?") + IssuerHttp.form(query));
    }

    /** Exchanges the code a browser brought back for what the issuer says of the person. */
    public IdToken identify(Visit visit, String code) throws IssuerUnavailable {
        var issuer = settings(visit);
        var answer =
                parsed(
                        http.post(
                                document(visit.name(), issuer).token(),
                                Map.of(
                                        "grant_type",
                                        "authorization_code",
                                        "code",
                                        code,
                                        "redirect_uri",
                                        visit.redirect().toString(),
                                        "code_verifier",
                                        visit.verifier()),
                                issuer.clientId(),
                                issuer.secret()));
        var token = answer.path("id_token").asString("");
        return tokens.verified(token, visit.nonce(), issuer, keys(visit.name(), issuer, token));
    }

    private OidcSettings.Issuer settings(Visit visit) throws IssuerUnavailable {
        return named(visit.name())
                .orElseThrow(() -> new IssuerUnavailable("No issuer is called " + visit.name()));
    }

    /** An issuer that has changed its keys since is asked once more. */
    private JWKSet keys(String name, OidcSettings.Issuer issuer, String token)
            throws IssuerUnavailable {
        var known = document(name, issuer).keys();
        var keyId = IdTokens.keyId(token);
        if (keyId == null || known.getKeyByKeyId(keyId) != null) {
            return known;
        }
        documents.invalidate(name);
        return document(name, issuer).keys();
    }

    private IssuerDocument document(String name, OidcSettings.Issuer issuer)
            throws IssuerUnavailable {
        var kept = documents.getIfPresent(name);
        if (kept != null) {
            return kept;
        }
        var read = read(issuer);
        documents.put(name, read);
        return read;
    }

    private IssuerDocument read(OidcSettings.Issuer issuer) throws IssuerUnavailable {
        var address = issuer.issuer().toString();
        var discovery = parsed(http.get(URI.create(address.replaceFirst("/$", "") + DISCOVERY)));
        if (!address.equals(discovery.path("issuer").asString(""))) {
            throw new IssuerUnavailable(
                    "%s calls itself %s".formatted(address, discovery.path("issuer")));
        }
        try {
            var keys = JWKSet.parse(http.get(uri(discovery, "jwks_uri")));
            return new IssuerDocument(
                    uri(discovery, "authorization_endpoint"),
                    uri(discovery, "token_endpoint"),
                    keys);
        } catch (ParseException e) {
            throw new IssuerUnavailable("The keys of %s cannot be read".formatted(address), e);
        }
    }

    private static URI uri(JsonNode document, String name) throws IssuerUnavailable {
        try {
            return URI.create(document.path(name).asString(""));
        } catch (IllegalArgumentException e) {
            throw new IssuerUnavailable("The issuer's %s is no address".formatted(name), e);
        }
    }

    private JsonNode parsed(String text) throws IssuerUnavailable {
        try {
            return json.readTree(text);
        } catch (JacksonException e) {
            throw new IssuerUnavailable("The issuer answered no JSON", e);
        }
    }
}
