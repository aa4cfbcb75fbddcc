package com.postmagiq.identity;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import jakarta.servlet.http.HttpServlet;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configuration.EnableWebSecurity;
import org.springframework.security.config.annotation.web.configuration.OAuth2AuthorizationServerConfiguration;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.oauth2.core.AuthorizationGrantType;
import org.springframework.security.oauth2.core.ClientAuthenticationMethod;
import org.springframework.security.oauth2.core.oidc.endpoint.OidcParameterNames;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.authorization.client.InMemoryRegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClient;
import org.springframework.security.oauth2.server.authorization.client.RegisteredClientRepository;
import org.springframework.security.oauth2.server.authorization.settings.AuthorizationServerSettings;
import org.springframework.security.oauth2.server.authorization.token.JwtEncodingContext;
import org.springframework.security.oauth2.server.authorization.token.OAuth2TokenCustomizer;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;
import org.springframework.security.web.SecurityFilterChain;

/**
 * An issuer nobody of ours has written: Spring Authorization Server on a port of this machine, with
 * people, passwords and a form to sign in.
 */
final class RealIssuer {
    static final String CLIENT = "postmagiq-at-a-real-issuer";
    static final String SECRET = "a secret: with signs & spaces";
    static final String REDIRECT = "http://localhost:8080/api/v1/auth/oidc/real/callback";

    private static final String PASSWORD = "a password at the issuer";
    private static final Pattern CSRF = Pattern.compile("name=\"_csrf\"[^>]*value=\"([^\"]+)\"");

    private record Profile(String email, String name) {}

    private final InMemoryUserDetailsManager people = new InMemoryUserDetailsManager();
    private final Map<String, Profile> profiles = new ConcurrentHashMap<>();
    private final AnnotationConfigServletWebServerApplicationContext server;

    RealIssuer() {
        server = new AnnotationConfigServletWebServerApplicationContext();
        server.registerBean(InMemoryUserDetailsManager.class, () -> people);
        server.registerBean(RealIssuer.class, () -> this);
        server.register(Parts.class);
        server.refresh();
        Runtime.getRuntime().addShutdownHook(Thread.ofVirtual().unstarted(server::close));
    }

    String address() {
        return "http://127.0.0.1:%d"
                .formatted(Objects.requireNonNull(server.getWebServer()).getPort());
    }

    void knows(String subject, String email, String name) {
        profiles.put(subject, new Profile(email, name));
        people.createUser(User.withUsername(subject).password("{noop}" + PASSWORD).build());
    }

    /**
     * Signs in with the form, as a browser that comes here for the first time.
     *
     * @param authorization where the product sent the browser
     * @return where the issuer sends it back to, with its code
     */
    String signIn(String authorization, String subject) {
        try (var browser = HttpClient.newBuilder().cookieHandler(new CookieManager()).build()) {
            var toForm = get(browser, authorization);
            var form = get(browser, location(toForm)).body();
            var token = CSRF.matcher(form);
            if (!token.find()) {
                throw new AssertionError("No form to sign in: " + form);
            }
            var signedIn =
                    send(
                            browser,
                            HttpRequest.newBuilder(URI.create(address() + "/login"))
                                    .header("Content-Type", "application/x-www-form-urlencoded")
                                    .POST(
                                            HttpRequest.BodyPublishers.ofString(
                                                    "username=%s&password=%s&_csrf=%s"
                                                            .formatted(
                                                                    subject,
                                                                    encoded(PASSWORD),
                                                                    encoded(token.group(1))))));
            return location(get(browser, location(signedIn)));
        }
    }

    private static HttpResponse<String> get(HttpClient browser, String address) {
        return send(browser, HttpRequest.newBuilder(URI.create(address)));
    }

    private static HttpResponse<String> send(HttpClient browser, HttpRequest.Builder request) {
        try {
            return browser.send(
                    request.header("Accept", "text/html").build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String location(HttpResponse<String> answer) {
        return answer.headers()
                .firstValue("Location")
                .map(next -> answer.uri().resolve(next).toString())
                .orElseThrow(
                        () ->
                                new AssertionError(
                                        "%s answered %d: %s"
                                                .formatted(
                                                        answer.uri(),
                                                        answer.statusCode(),
                                                        answer.body())));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** What the ID token says of a person besides who they are. */
    private void describe(JwtEncodingContext token) {
        if (token.getTokenType().getValue().equals(OidcParameterNames.ID_TOKEN)) {
            Authentication principal = Objects.requireNonNull(token.getPrincipal());
            var person = Objects.requireNonNull(profiles.get(principal.getName()));
            token.getClaims()
                    .claim("email", person.email())
                    .claim("email_verified", true)
                    .claim("name", person.name());
        }
    }

    /** Registered by hand and named by nothing, so that the application does not find it. */
    @EnableWebSecurity
    static class Parts {
        @Bean
        TomcatServletWebServerFactory port() {
            var factory = new TomcatServletWebServerFactory(0);
            factory.setAddress(InetAddress.getLoopbackAddress());
            return factory;
        }

        /** Filters stand before a servlet, and here they answer all there is. */
        @Bean
        HttpServlet behindTheFilters() {
            return new HttpServlet() {};
        }

        @Bean
        SecurityFilterChain doors(HttpSecurity http) throws Exception {
            return http.oauth2AuthorizationServer(server -> server.oidc(Customizer.withDefaults()))
                    .authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                    .formLogin(Customizer.withDefaults())
                    .build();
        }

        @Bean
        RegisteredClientRepository clients() {
            return new InMemoryRegisteredClientRepository(
                    RegisteredClient.withId(UUID.randomUUID().toString())
                            .clientId(CLIENT)
                            .clientSecret("{noop}" + SECRET)
                            .clientAuthenticationMethod(
                                    ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
                            .authorizationGrantType(AuthorizationGrantType.AUTHORIZATION_CODE)
                            .redirectUri(REDIRECT)
                            .scope("openid")
                            .scope("email")
                            .scope("profile")
                            .build());
        }

        @Bean
        JWKSource<SecurityContext> keys() throws JOSEException {
            return new ImmutableJWKSet<>(
                    new JWKSet(new RSAKeyGenerator(2048).keyID("theirs").generate()));
        }

        @Bean
        JwtDecoder tokens(JWKSource<SecurityContext> keys) {
            return OAuth2AuthorizationServerConfiguration.jwtDecoder(keys);
        }

        @Bean
        OAuth2TokenCustomizer<JwtEncodingContext> claims(RealIssuer issuer) {
            return issuer::describe;
        }

        @Bean
        AuthorizationServerSettings settings() {
            return AuthorizationServerSettings.builder().build();
        }
    }
}
