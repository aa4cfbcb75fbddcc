package com.postmagiq.identity.oidc;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Requests to issuers, whose addresses the operator has set: no redirects, ten seconds and one
 * mebibyte at most.
 */
@Component
class IssuerHttp {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration TOTAL = Duration.ofSeconds(10);
    private static final long LONGEST = 1 << 20;

    private @Nullable HttpClient client;

    String get(URI address) throws IssuerUnavailable {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /** Posts a form with the client's name and secret as HTTP Basic (RFC 6749, 2.3.1). */
    String post(URI address, Map<String, String> form, String client, String secret)
            throws IssuerUnavailable {
        var credentials = encoded(client) + ":" + encoded(secret);
        var basic =
                Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
        return send(
                HttpRequest.newBuilder(address)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Authorization", "Basic " + basic)
                        .POST(HttpRequest.BodyPublishers.ofString(form(form))));
    }

    static String form(Map<String, String> parts) {
        return parts.entrySet().stream()
                .map(part -> encoded(part.getKey()) + "=" + encoded(part.getValue()))
                .collect(Collectors.joining("&"));
    }

    private String send(HttpRequest.Builder request) throws IssuerUnavailable {
        var built = request.timeout(TOTAL).header("Accept", "application/json").build();
        try {
            var answer =
                    client().send(
                                    built,
                                    HttpResponse.BodyHandlers.limiting(
                                            HttpResponse.BodyHandlers.ofString(), LONGEST));
            if (answer.statusCode() != 200) {
                throw new IssuerUnavailable(
                        "%s answered %d".formatted(built.uri(), answer.statusCode()));
            }
            return answer.body();
        } catch (IOException e) {
            throw new IssuerUnavailable("%s did not answer".formatted(built.uri()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IssuerUnavailable("%s was not waited for".formatted(built.uri()), e);
        }
    }

    /** Made for the first request, since it reads all authorities this machine trusts. */
    private synchronized HttpClient client() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .connectTimeout(CONNECT)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .build();
        }
        return client;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
