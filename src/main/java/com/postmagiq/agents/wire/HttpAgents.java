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

    private @Nullable HttpClient client;

    /**
     * What an agent calls.
     *
     * @param baseUrl without the version, such as {@code https://api.anthropic.com}
     * @param idleTimeout longest silence, the first byte included; null allows the whole time
     */
    public record Target(String baseUrl, ApiKey key, String model, @Nullable Duration idleTimeout) {

        /** An address below the base. */
        String address(String path) {
            return below(baseUrl, path);
        }
    }

    /**
     * A model on a server of one's own.
     *
     * @param host without a path
     * @param context tokens of prompt and answer that the server keeps room for
     * @param keepAlive how long the model stays loaded after a call
     */
    public record OwnServer(String host, String model, int context, Duration keepAlive) {
        String address(String path) {
            return below(host, path);
        }
    }

    private static String below(String base, String path) {
        return (base.endsWith("/") ? base.substring(0, base.length() - 1) : base) + path;
    }

    /** A Claude model; streams, so that silence can be told from work. */
    public Agent anthropic(Target target) {
        return new HttpAgent(
                this::http,
                new AnthropicFormat(target),
                new Failures("anthropic", target.model()),
                target.idleTimeout());
    }

    /**
     * A Gemini model; its answer comes whole, since its stream does not tell an end from a break.
     */
    public Agent gemini(Target target) {
        return new HttpAgent(
                this::http,
                new GeminiFormat(target),
                new Failures("gemini", target.model()),
                target.idleTimeout());
    }

    /**
     * A model of Ollama; nothing limits its silence but the whole time, since it may have to be
     * loaded first.
     */
    public Agent ollama(OwnServer target) {
        return new HttpAgent(
                this::http, new OllamaFormat(target), new Failures("ollama", target.model()), null);
    }

    /** The server those models live on. */
    public OllamaServer ollamaServer(String host, Duration longestFetch) {
        return new OllamaServer(this::http, host, longestFetch);
    }

    /**
     * Made for the first call, since it reads all authorities this machine trusts. A redirect is
     * never followed: it would carry the key to another address.
     */
    private synchronized HttpClient http() {
        if (client == null) {
            client =
                    HttpClient.newBuilder()
                            .version(HttpClient.Version.HTTP_1_1)
                            .followRedirects(HttpClient.Redirect.NEVER)
                            .connectTimeout(CONNECT)
                            .executor(Executors.newVirtualThreadPerTaskExecutor())
                            .build();
        }
        return client;
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.shutdownNow();
        }
    }
}
