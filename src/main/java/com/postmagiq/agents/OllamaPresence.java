package com.postmagiq.agents;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether a model server of one's own answers and holds a model; remembered for a few seconds. */
final class OllamaPresence {
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(PATIENCE)
                    .build();
    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Listing> seen = new ConcurrentHashMap<>();

    /** What a server said it holds; empty when it did not answer. */
    private record Listing(Optional<Set<String>> models, long at) {
        boolean fresh() {
            return System.nanoTime() - at < REMEMBERED.toNanos();
        }
    }

    /** Why the agent cannot be used, or null when it can. */
    @Nullable String missing(String baseUrl, String model, String agent) {
        var listing = seen.get(baseUrl);
        if (listing == null || !listing.fresh()) {
            listing = new Listing(ask(baseUrl), System.nanoTime());
            seen.put(baseUrl, listing);
        }
        var models = listing.models();
        if (models.isEmpty()) {
            return "Agent %s needs Ollama, which does not answer at %s; start it or set OLLAMA_HOST."
                    .formatted(agent, baseUrl);
        }
        var present = models.get().contains(model) || models.get().contains(model + ":latest");
        return present
                ? null
                : "Agent %s needs the model %s; fetch it with: ollama pull %s"
                        .formatted(agent, model, model);
    }

    private Optional<Set<String>> ask(String baseUrl) {
        var request = HttpRequest.newBuilder(URI.create(baseUrl + "/models")).timeout(PATIENCE);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            return response.statusCode() == 200
                    ? Optional.of(names(json.readTree(response.body())))
                    : Optional.empty();
        } catch (IOException | JacksonException _) {
            return Optional.empty(); // not there, or not Ollama: both mean start it
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Set<String> names(JsonNode list) {
        return list.path("data")
                .valueStream()
                .map(entry -> entry.path("id").asString(""))
                .collect(Collectors.toSet());
    }
}
