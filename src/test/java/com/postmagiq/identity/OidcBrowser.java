package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

/** A browser on its way from the sign-in page to an issuer and back, one redirect at a time. */
record OidcBrowser(Api stranger) {
    private static final String OWN = "http://localhost:8080";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    /** A redirect, and the cookie that goes along. */
    record Hop(String address, String cookie) {}

    /** Off to the issuer of a name. */
    Hop start(String issuer, String intent) {
        return leave("%s/start?intent=%s".formatted(issuer, intent));
    }

    /** Off to an issuer. */
    Hop leave(String start) {
        return follow(stranger.base() + "/api/v1/auth/oidc/" + start, "");
    }

    /** Back from an issuer: what our page gets. */
    Map<String, String> arrive(String address, String cookie) {
        assertThat(address).startsWith(OWN);
        return page(follow(stranger.base() + address.substring(OWN.length()), cookie).address());
    }

    Api.Answer exchange(Map<String, String> page) {
        assertThat(page).containsKey("code");
        return stranger.post("/api/v1/auth/oidc/exchange", Map.of("code", page.get("code")));
    }

    static Hop follow(String address, String cookie) {
        var request = HttpRequest.newBuilder(URI.create(address));
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
            return new Hop(
                    answer.headers().firstValue("Location").orElseThrow(),
                    answer.headers().firstValue("Set-Cookie").orElse("").split(";", 2)[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static Map<String, String> page(String address) {
        var parts = new HashMap<String, String>();
        assertThat(address).startsWith("/auth/oidc#");
        for (var part : address.split("#", 2)[1].split("&", -1)) {
            var pair = part.split("=", 2);
            parts.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return parts;
    }
}
