package com.postmagiq.agents.wire;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.ApiKey;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Makes agents of the providers that are asked without a client library of their own; all share one
 * HTTP client, which holds no key.
 */
public final class HttpAgents implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** A redirect is never followed: it would carry the key to another address. */
    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(CONNECT)
                    .executor(Executors.newVirtualThreadPerTaskExecutor())
                    .build();

    /**
     * What an agent calls.
     *
     * @param baseUrl without the version, such as {@code https://api.anthropic.com}
     * @param idleTimeout longest silence, the first byte included; null allows the whole time
     */
    public record Target(String baseUrl, ApiKey key, String model, @Nullable Duration idleTimeout) {

        /** An address below the base. */
        String address(String path) {
            return (baseUrl.endsWith("/") ? baseUrl.substring(0, baseUrl.length() - 1) : baseUrl)
                    + path;
        }
    }

    /** A Claude model; streams, so that silence can be told from work. */
    public Agent anthropic(Target target) {
        return new HttpAgent(
                http,
                new AnthropicFormat(target),
                new Failures("anthropic", target.model()),
                target.idleTimeout());
    }

    /**
     * A Gemini model; its answer comes whole, since its stream does not tell an end from a break.
     */
    public Agent gemini(Target target) {
        return new HttpAgent(
                http,
                new GeminiFormat(target),
                new Failures("gemini", target.model()),
                target.idleTimeout());
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
