package com.postmagiq.agents.wire;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A model server of one's own: which models it holds, and how it is made to fetch one. */
public final class OllamaServer {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int OK = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(1);
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final String NEWEST = ":latest";

    /** Progress is told in steps of that many percent. */
    private static final int STEP = 5;

    private final Supplier<HttpClient> http;
    private final String host;
    private final Duration longestFetch;
    private final Map<String, ReentrantLock> fetching = new ConcurrentHashMap<>();
    private volatile @Nullable Listing seen;

    /**
     * @param host its address without a path
     * @param longestFetch how long fetching one model may take
     */
    OllamaServer(Supplier<HttpClient> http, String host, Duration longestFetch) {
        this.http = http;
        this.host = host.endsWith("/") ? host.substring(0, host.length() - 1) : host;
        this.longestFetch = longestFetch;
    }

    /** What it said it holds; empty when it did not answer. */
    private record Listing(Optional<Set<String>> models, long at) {
        boolean fresh() {
            return System.nanoTime() - at < REMEMBERED.toNanos();
        }
    }

    /**
     * Full names of the models it holds, as it said within the last seconds; empty when it does not
     * answer within one.
     */
    public Optional<Set<String>> models() {
        var listing = seen;
        if (listing == null || !listing.fresh()) {
            listing = new Listing(ask(), System.nanoTime());
            seen = listing;
        }
        return listing.models();
    }

    /** Whether it holds a model, named with or without {@code :latest}. */
    public boolean holds(String model) {
        return models().filter(names -> names.contains(full(model))).isPresent();
    }

    private static String full(String model) {
        return model.indexOf(':', model.lastIndexOf('/') + 1) < 0 ? model + NEWEST : model;
    }

    private Optional<Set<String>> ask() {
        var client = http.get(); // Making it is none of the server's time.
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        var time = new Exchange.Time(PATIENCE, deadline, null);
        var request = HttpRequest.newBuilder(URI.create(host + "/api/tags")).build();
        try (var exchange = new Exchange(client, request, time, new Failures("ollama", host))) {
            return exchange.head().status() == OK
                    ? OllamaFormat.read(exchange.rest()).map(OllamaServer::names)
                    : Optional.empty();
        } catch (AgentFailure _) {
            return Optional.empty(); // not there, or not Ollama: both mean start it
        }
    }

    private static Set<String> names(JsonNode list) {
        return list.path("models")
                .valueStream()
                .map(entry -> full(entry.path("name").asString("")))
                .collect(Collectors.toSet());
    }

    /**
     * Has a missing model fetched, and waits for it; does nothing when it is there. Of several that
     * want the same model one asks, the others wait for it.
     *
     * @param progress hears one sentence for every few percent
     * @throws AgentFailure {@code UNAVAILABLE} when it cannot be had, in time or at all; {@code
     *     CANCELLED} when the waiting thread is interrupted
     */
    public void fetch(String model, Consumer<String> progress) {
        var failures = new Failures("ollama", model);
        var lock = fetching.computeIfAbsent(full(model), _ -> new ReentrantLock());
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failures.cancelled();
        }
        try {
            if (!holds(model)) {
                pull(model, progress, failures);
                seen = null;
            }
        } finally {
            lock.unlock();
        }
    }

    private void pull(String model, Consumer<String> progress, Failures failures) {
        progress.accept("Fetching the model %s.".formatted(model));
        var body = JSON.writeValueAsString(Map.of("model", model, "stream", true));
        var request =
                HttpRequest.newBuilder(URI.create(host + "/api/pull"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        var time =
                new Exchange.Time(longestFetch, System.nanoTime() + longestFetch.toNanos(), null);
        var fetched = false;
        try (var exchange = new Exchange(http.get(), request, time, failures)) {
            if (exchange.head().status() != OK) {
                throw refused(model);
            }
            var told = 0;
            for (var line = exchange.line(); line != null; line = exchange.line()) {
                var step = OllamaFormat.read(line).orElseThrow(failures::unreadable);
                if (step.has("error")) {
                    throw refused(model);
                }
                fetched = step.path("status").asString("").equals("success");
                var percent = percent(step);
                if (percent >= told + STEP) {
                    told = percent;
                    progress.accept("Fetching the model %s: %d %%.".formatted(model, percent));
                }
            }
        } catch (AgentFailure failure) {
            throw switch (failure.kind()) {
                case CANCELLED, UNAVAILABLE -> failure;
                case TIMEOUT ->
                        unavailable(
                                "The model %s was not fetched within %d s; fetch it by hand: ollama pull %s."
                                        .formatted(model, longestFetch.toSeconds(), model));
                default -> brokenOff(model);
            };
        }
        if (!fetched) {
            throw brokenOff(model);
        }
    }

    /** A model comes in several parts; the largest one is by far the longest. */
    private static int percent(JsonNode step) {
        var total = step.path("total").asLong(0);
        return total <= 0 ? 0 : (int) (step.path("completed").asLong(0) * 100 / total);
    }

    private static AgentFailure refused(String model) {
        return unavailable(
                "Ollama could not fetch the model %s; check its name, the server's network and its disk."
                        .formatted(model));
    }

    private static AgentFailure brokenOff(String model) {
        return unavailable(
                "Fetching the model %s broke off; try again, or fetch it by hand: ollama pull %s."
                        .formatted(model, model));
    }

    private static AgentFailure unavailable(String message) {
        return new AgentFailure(Kind.UNAVAILABLE, message);
    }
}
