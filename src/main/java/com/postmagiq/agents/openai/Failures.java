package com.postmagiq.agents.openai;

import com.openai.core.http.Headers;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.Usage;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Puts what went wrong into our own words. A provider's message is never repeated: some quote the
 * key, or the text they were sent.
 */
final class Failures {
    private static final Pattern PLAIN_CODE = Pattern.compile("[a-z_]{3,40}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final String model;

    Failures(String provider, String model) {
        this.model = "%s (%s)".formatted(model, provider);
    }

    AgentFailure of(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException answered) {
                return refused(answered);
            }
            if (cause instanceof InterruptedIOException) {
                return new AgentFailure(Kind.TIMEOUT, model + " could not be reached in time.");
            }
            if (cause instanceof OpenAIIoException || cause instanceof IOException) {
                if (cause.getCause() instanceof InterruptedIOException) {
                    continue;
                }
                return new AgentFailure(
                        Kind.NETWORK,
                        "The connection to %s failed; check the network and the provider's address."
                                .formatted(model));
            }
        }
        return new AgentFailure(
                Kind.UNKNOWN, model + " sent something that could not be understood.");
    }

    private AgentFailure refused(OpenAIServiceException answer) {
        var status = answer.statusCode();
        var code = answer.code().filter(c -> PLAIN_CODE.matcher(c).matches()).orElse("");
        var detail = code.isEmpty() ? "HTTP " + status : "HTTP %d, %s".formatted(status, code);
        return switch (code) {
            case "context_length_exceeded" ->
                    failure(Kind.CONTEXT_OVERFLOW, "%s cannot read that much text at once", detail);
            case "content_filter", "content_policy_violation" -> filtered();
            case "insufficient_quota" ->
                    failure(
                            Kind.UNAVAILABLE,
                            "%s: the account behind the key has no credit left",
                            detail);
            default -> byStatus(status, detail, retryAfter(answer.headers()));
        };
    }

    private AgentFailure byStatus(int status, String detail, Optional<Duration> retryAfter) {
        return switch (status) {
            case 401, 403 ->
                    failure(
                            Kind.AUTH,
                            "%s does not accept the key; check the provider's key",
                            detail);
            case 408 -> failure(Kind.TIMEOUT, "%s gave up waiting", detail);
            case 413 ->
                    failure(Kind.CONTEXT_OVERFLOW, "%s cannot read that much text at once", detail);
            case 429 ->
                    new AgentFailure(
                            Kind.RATE_LIMITED,
                            "%s wants fewer calls (%s).".formatted(model, detail),
                            retryAfter.orElse(null),
                            Usage.NONE);
            case 404 -> failure(Kind.BAD_REQUEST, "%s is not known there; check the model", detail);
            default -> {
                if (status >= 400 && status < 500 && status != 425) {
                    yield failure(Kind.BAD_REQUEST, "%s refused the request", detail);
                }
                yield status == 425 || status >= 500
                        ? new AgentFailure(
                                Kind.OVERLOADED,
                                "%s has trouble (%s).".formatted(model, detail),
                                retryAfter.orElse(null),
                                Usage.NONE)
                        : failure(Kind.UNKNOWN, "%s reported an error", detail);
            }
        };
    }

    private AgentFailure failure(Kind kind, String sentence, String detail) {
        return new AgentFailure(kind, "%s (%s).".formatted(sentence.formatted(model), detail));
    }

    /** Seconds, or a date, which is read against the answer's own date. */
    private static Optional<Duration> retryAfter(Headers headers) {
        var value = first(headers, "Retry-After");
        if (value == null) {
            return Optional.empty();
        }
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)));
        }
        var now = first(headers, "Date");
        if (now == null) {
            return Optional.empty();
        }
        try {
            var wait = Duration.between(date(now), date(value));
            return wait.isNegative() ? Optional.of(Duration.ZERO) : Optional.of(wait);
        } catch (DateTimeParseException _) {
            return Optional.empty(); // an unreadable wish is no wish
        }
    }

    private static ZonedDateTime date(String header) {
        return ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME);
    }

    private static @Nullable String first(Headers headers, String name) {
        return headers.values(name).stream().findFirst().map(String::strip).orElse(null);
    }

    AgentFailure silent(Duration patience) {
        return new AgentFailure(
                Kind.TIMEOUT, "%s sent nothing for %s.".formatted(model, inSeconds(patience)));
    }

    AgentFailure late(Duration total) {
        return new AgentFailure(
                Kind.TIMEOUT, "%s did not finish within %s.".formatted(model, inSeconds(total)));
    }

    private static String inSeconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    AgentFailure cancelled() {
        return new AgentFailure(Kind.CANCELLED, "The call to %s was stopped.".formatted(model));
    }

    AgentFailure brokenOff() {
        return new AgentFailure(Kind.NETWORK, model + " stopped in the middle of its answer.");
    }

    AgentFailure filtered() {
        return new AgentFailure(
                Kind.CONTENT_FILTERED,
                model + " refused the text; its content filter objected to something in it.");
    }

    AgentFailure endless() {
        return new AgentFailure(Kind.UNKNOWN, model + " wrote far more than was asked for.");
    }

    String emptyMessage() {
        return model + " answered with nothing.";
    }
}
