package com.postmagiq.agents.speech;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.ApiKey;
import com.postmagiq.agents.Transcriber.Speech;
import com.postmagiq.agents.Transcript;
import com.postmagiq.agents.Usage;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * One file sent to {@code /audio/transcriptions}, streamed from the disk. Asks for the verbose
 * result, which says how long the audio is.
 *
 * @param baseUrl ends before {@code /audio}
 * @param provider its name in messages
 * @param timeout of the whole call
 */
public record AudioCall(
        String baseUrl, ApiKey key, String provider, String model, Duration timeout) {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final long LARGEST_ANSWER = 16L << 20;
    private static final Pattern SECONDS = Pattern.compile("\\d{1,6}(\\.\\d{1,9})?");
    private static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(CONNECT).build();
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** What came back. */
    public record Heard(
            String text,
            @Nullable String language,
            @Nullable BigDecimal durationSeconds,
            List<Transcript.Segment> segments) {}

    /**
     * @throws AgentFailure with the reason in our own words; a provider's may quote the key
     */
    public Heard send(Speech speech) {
        var answer = answer(request(speech));
        if (answer.statusCode() != 200) {
            throw refused(answer);
        }
        try {
            return heard(JSON.readTree(answer.body()));
        } catch (JacksonException e) {
            throw new AgentFailure(Kind.UNKNOWN, named("sent something that is no transcript."));
        }
    }

    private HttpRequest request(Speech speech) {
        var boundary = "postmagiq-" + UUID.randomUUID();
        var parts = new ArrayList<BodyPublisher>();
        parts.add(field(boundary, "model", model));
        parts.add(field(boundary, "response_format", "verbose_json"));
        parts.add(field(boundary, "temperature", "0"));
        var language = speech.language();
        if (language != null) {
            parts.add(field(boundary, "language", language));
        }
        var prompt = speech.prompt();
        if (prompt != null) {
            parts.add(field(boundary, "prompt", prompt));
        }
        parts.add(
                text(
                        "--%s\r\nContent-Disposition: form-data; name=\"file\"; filename=\"audio.%s\"\r\nContent-Type: application/octet-stream\r\n\r\n"
                                .formatted(boundary, speech.extension())));
        try {
            parts.add(BodyPublishers.ofFile(speech.audio()));
        } catch (FileNotFoundException _) {
            throw new AgentFailure(
                    Kind.CANCELLED, "The audio was removed before it could be sent.");
        }
        parts.add(text("\r\n--%s--\r\n".formatted(boundary)));
        return HttpRequest.newBuilder(URI.create(baseUrl + "/audio/transcriptions"))
                .timeout(timeout)
                .header("Authorization", "Bearer " + key.value())
                .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                .header("Accept", "application/json")
                .POST(BodyPublishers.concat(parts.toArray(BodyPublisher[]::new)))
                .build();
    }

    private static BodyPublisher field(String boundary, String name, String value) {
        return text(
                "--%s\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%s\r\n"
                        .formatted(boundary, name, value));
    }

    private static BodyPublisher text(String text) {
        return BodyPublishers.ofString(text, StandardCharsets.UTF_8);
    }

    /** The client's own limit ends with the headers, so the whole call is watched from outside. */
    private HttpResponse<byte[]> answer(HttpRequest request) {
        var call =
                HTTP.sendAsync(
                        request, BodyHandlers.limiting(BodyHandlers.ofByteArray(), LARGEST_ANSWER));
        try {
            return call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException _) {
            throw late();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AgentFailure(Kind.CANCELLED, named("was not waited for any longer."));
        } catch (ExecutionException e) {
            throw switch (e.getCause()) {
                case HttpTimeoutException _ -> late();
                case IOException _ ->
                        new AgentFailure(
                                Kind.NETWORK,
                                "The connection to %s failed; check the network and the provider's address."
                                        .formatted(provider));
                case null, default -> new AgentFailure(Kind.UNKNOWN, named("could not be called."));
            };
        } finally {
            call.cancel(true);
        }
    }

    private AgentFailure late() {
        return new AgentFailure(
                Kind.TIMEOUT, named("did not finish within %d s.".formatted(timeout.toSeconds())));
    }

    private AgentFailure refused(HttpResponse<byte[]> answer) {
        var status = answer.statusCode();
        return switch (status) {
            case 401, 403 ->
                    failure(Kind.AUTH, status, "does not accept the key; check the provider's key");
            case 404 -> failure(Kind.BAD_REQUEST, status, "is not known there; check the model");
            case 413 -> failure(Kind.BAD_REQUEST, status, "does not take a file of that size");
            case 408 -> failure(Kind.TIMEOUT, status, "gave up waiting");
            case 429 ->
                    new AgentFailure(
                            Kind.RATE_LIMITED,
                            named("wants fewer calls (HTTP 429)."),
                            retryAfter(answer),
                            Usage.NONE);
            default ->
                    status == 425 || status >= 500
                            ? new AgentFailure(
                                    Kind.OVERLOADED,
                                    named("has trouble (HTTP %d).".formatted(status)),
                                    retryAfter(answer),
                                    Usage.NONE)
                            : failure(
                                    Kind.BAD_REQUEST,
                                    status,
                                    "could not read the audio; try another recording or format");
        };
    }

    private AgentFailure failure(Kind kind, int status, String sentence) {
        return new AgentFailure(kind, named("%s (HTTP %d).".formatted(sentence, status)));
    }

    private String named(String rest) {
        return "%s (%s) %s".formatted(model, provider, rest);
    }

    private static @Nullable Duration retryAfter(HttpResponse<?> answer) {
        return answer.headers()
                .firstValue("Retry-After")
                .map(String::strip)
                .filter(value -> SECONDS.matcher(value).matches())
                .map(value -> Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)))
                .orElse(null);
    }

    private Heard heard(JsonNode body) {
        if (!body.path("text").isString()) {
            throw new AgentFailure(Kind.UNKNOWN, named("sent something that is no transcript."));
        }
        var segments =
                body.path("segments")
                        .valueStream()
                        .map(
                                part ->
                                        new Transcript.Segment(
                                                part.path("start").asDouble(0),
                                                part.path("end").asDouble(0),
                                                part.path("text").asString("").strip()))
                        .toList();
        var duration = body.path("duration");
        var language = body.path("language").asString("");
        return new Heard(
                body.path("text").asString().strip(),
                language.isEmpty() ? null : language,
                duration.isNumber() && duration.asDouble() >= 0 ? duration.decimalValue() : null,
                segments);
    }
}
