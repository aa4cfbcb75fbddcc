package com.postmagiq.agents.openai;

import com.openai.client.OpenAIClientAsyncImpl;
import com.openai.client.OpenAIClientImpl;
import com.openai.core.ClientOptions;
import com.openai.core.Timeout;
import com.postmagiq.agents.Agent;
import com.postmagiq.agents.ApiKey;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.openai.OpenAiChatModel;
import org.springframework.ai.openai.OpenAiChatOptions;
import org.springframework.ai.openai.http.okhttp.SpringAiOpenAiHttpClient;

/** Makes agents out of addresses; keeps one HTTP client for each provider, address and key. */
public final class OpenAiCompatible implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /** The caller watches the time of each call, so the client must not. */
    private static final Duration NO_LIMIT = Duration.ZERO;

    private static final int CALLS_AT_ONCE = 1024;

    private final Map<Service, Client> clients = new ConcurrentHashMap<>();

    /**
     * What an agent calls.
     *
     * @param provider its name in messages
     * @param baseUrl ends before {@code /chat/completions}
     * @param reasoning the model thinks first: other limit parameter, no temperature
     * @param effort low, medium or high; null leaves it to the provider
     * @param idleTimeout longest silence, the first byte included; null allows the whole time
     */
    public record Target(
            String provider,
            String baseUrl,
            ApiKey key,
            String model,
            boolean reasoning,
            @Nullable String effort,
            @Nullable Duration idleTimeout) {}

    private record Service(String provider, String baseUrl, ApiKey key) {}

    /** One provider's client and the calls it has open. */
    record Client(OpenAiChatModel model, OpenCalls calls, SpringAiOpenAiHttpClient http) {}

    public Agent agent(Target target) {
        var service = new Service(target.provider(), target.baseUrl(), target.key());
        return new OpenAiAgent(
                target, clients.computeIfAbsent(service, OpenAiCompatible::connected));
    }

    private static Client connected(Service service) {
        var timeout =
                Timeout.builder()
                        .connect(CONNECT)
                        .read(NO_LIMIT)
                        .write(NO_LIMIT)
                        .request(NO_LIMIT)
                        .build();
        var calls = new OpenCalls();
        var http = SpringAiOpenAiHttpClient.builder().timeout(timeout).interceptor(calls).build();
        var dispatcher = http.getOkHttpClient().dispatcher();
        dispatcher.setMaxRequests(CALLS_AT_ONCE);
        dispatcher.setMaxRequestsPerHost(CALLS_AT_ONCE); // five by default: too few for one run
        var options =
                ClientOptions.builder()
                        .httpClient(http)
                        .baseUrl(service.baseUrl())
                        .apiKey(service.key().value())
                        .timeout(timeout)
                        .maxRetries(0)
                        .build();
        var model =
                OpenAiChatModel.builder()
                        .openAiClient(new OpenAIClientImpl(options))
                        .openAiClientAsync(new OpenAIClientAsyncImpl(options))
                        .options(OpenAiChatOptions.builder().build())
                        .build();
        return new Client(model, calls, http);
    }

    @Override
    public void close() {
        clients.values().forEach(client -> client.http().close());
        clients.clear();
    }
}
