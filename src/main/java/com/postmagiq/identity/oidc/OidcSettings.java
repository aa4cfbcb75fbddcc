package com.postmagiq.identity.oidc;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where else people may sign in.
 *
 * @param oidc issuers by the short name that stands in addresses
 */
@ConfigurationProperties("postmagiq.identity")
public record OidcSettings(@DefaultValue Map<String, Issuer> oidc) {
    private static final String PREFIX = "postmagiq.identity.oidc.";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * One issuer.
     *
     * @param issuer its address, exactly as it names itself
     * @param clientSecret as the issuer gave it; or {@code clientSecretFile}
     * @param label on the button
     * @param register whether people it knows and we do not may get an account
     * @param allowedDomains of addresses that may sign in; empty for all
     * @param trustSecondFactor whether a second factor shown there counts here
     */
    public record Issuer(
            URI issuer,
            String clientId,
            @Nullable String clientSecret,
            @Nullable Path clientSecretFile,
            @Nullable String label,
            @DefaultValue({"openid", "email", "profile"}) List<String> scopes,
            @DefaultValue("true") boolean register,
            @DefaultValue List<String> allowedDomains,
            @DefaultValue("false") boolean trustSecondFactor) {

        /** Whether this address may sign in by this issuer. */
        public boolean allows(@Nullable String email) {
            if (allowedDomains.isEmpty() || email == null) {
                return allowedDomains.isEmpty();
            }
            var address = email.toLowerCase(Locale.ROOT);
            return allowedDomains.stream()
                    .map(domain -> "@" + domain.toLowerCase(Locale.ROOT))
                    .anyMatch(address::endsWith);
        }

        String secret() {
            if (clientSecret != null) {
                return clientSecret;
            }
            if (clientSecretFile == null) {
                throw new IllegalStateException("An issuer without a secret passed its check");
            }
            try {
                return Files.readString(clientSecretFile).strip();
            } catch (IOException e) {
                throw new IllegalStateException(
                        "The secret of issuer %s cannot be read from %s: %s"
                                .formatted(issuer, clientSecretFile, e.getMessage()),
                        e);
            }
        }
    }

    public OidcSettings {
        oidc = Map.copyOf(oidc);
        oidc.forEach(OidcSettings::check);
    }

    private static void check(String name, Issuer settings) {
        if (!name.matches("[a-z0-9-]{1,40}")) {
            throw new IllegalArgumentException(
                    PREFIX
                            + name
                            + ": the name takes letters a to z, digits and -, such as google");
        }
        @Nullable URI issuer = settings.issuer();
        if (issuer == null
                || issuer.getHost() == null
                || !("https".equals(issuer.getScheme()) || LOOPBACK.contains(issuer.getHost()))) {
            throw new IllegalArgumentException(
                    "%s%s.issuer is %s; it must be an https address, for example https://accounts.google.com"
                            .formatted(PREFIX, name, issuer));
        }
        @Nullable String clientId = settings.clientId();
        if (clientId == null || clientId.isBlank()) {
            throw new IllegalArgumentException(
                    "%s%s.client-id is not set; the issuer gives it when you register this installation there"
                            .formatted(PREFIX, name));
        }
        if ((settings.clientSecret() == null) == (settings.clientSecretFile() == null)) {
            throw new IllegalArgumentException(
                    "%s%s needs exactly one of client-secret and client-secret-file"
                            .formatted(PREFIX, name));
        }
    }
}
