package com.postmagiq.agents.wire;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.Usage;
import java.io.InterruptedIOException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Puts what went wrong into our own words. A provider's message is never repeated: some quote the
 * key, or the text they were sent.
 */
public final class Failures {
    private static final Pattern PLAIN_CODE = Pattern.compile("[a-z_]{3,40}");
    private static final Pattern SECONDS = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private final String model;

    public Failures(String provider, String model) {
        this.model = "%s (%s)".formatted(model, provider);
    }

    /** A call that brought no answer at all. */
    public AgentFailure unanswered(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof InterruptedIOException || cause instanceof HttpTimeoutException) {
                return new AgentFailure(Kind.TIMEOUT, model + " could not be reached in time.");
            }
        }
        return new AgentFailure(
                Kind.NETWORK,
                "The connection to %s failed; check the network and the provider's address."
                        .formatted(model));
    }

    /** An answer that does not follow the provider's own format. */
    public AgentFailure unreadable() {
        return new AgentFailure(
                Kind.UNKNOWN, model + " sent something that could not be understood.");
    }

    /**
     * An answer that reports an error.
     *
     * @param code the provider's own word for it, in OpenAI's vocabulary; empty when there is none
     * @param header the answer's headers by name
     */
    public AgentFailure refused(
            int status, String code, Function<String, Optional<String>> header) {
        var word = PLAIN_CODE.matcher(code).matches() ? code : "";
        var detail = word.isEmpty() ? "HTTP " + status : "HTTP %d, %s".formatted(status, word);
        return switch (word) {
            case "context_length_exceeded" ->
                    failure(Kind.CONTEXT_OVERFLOW, "%s cannot read that much text at once", detail);
            case "content_filter", "content_policy_violation" -> filtered();
            case "insufficient_quota" ->
                    failure(
                            Kind.UNAVAILABLE,
                            "%s: the account behind the key has no credit left",
                            detail);
            case "invalid_api_key" -> keyRefused(detail);
            default -> byStatus(status, detail, retryAfter(header));
        };
    }

    private AgentFailure keyRefused(String detail) {
        return failure(Kind.AUTH, "%s does not accept the key; check the provider's key", detail);
    }

    private AgentFailure byStatus(int status, String detail, Optional<Duration> retryAfter) {
        return switch (status) {
            case 401, 403 -> keyRefused(detail);
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
    private static Optional<Duration> retryAfter(Function<String, Optional<String>> header) {
        var value = header.apply("Retry-After").map(String::strip).orElse("");
        if (SECONDS.matcher(value).matches()) {
            return Optional.of(Duration.ofMillis(Math.round(Double.parseDouble(value) * 1000)));
        }
        var now = header.apply("Date").map(String::strip).orElse("");
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

    public AgentFailure silent(Duration patience) {
        return new AgentFailure(
                Kind.TIMEOUT, "%s sent nothing for %s.".formatted(model, inSeconds(patience)));
    }

    public AgentFailure late(Duration total) {
        return new AgentFailure(
                Kind.TIMEOUT, "%s did not finish within %s.".formatted(model, inSeconds(total)));
    }

    private static String inSeconds(Duration time) {
        return time.toMillis() < 1000 ? time.toMillis() + " ms" : time.toSeconds() + " s";
    }

    public AgentFailure cancelled() {
        return new AgentFailure(Kind.CANCELLED, "The call to %s was stopped.".formatted(model));
    }

    public AgentFailure brokenOff() {
        return new AgentFailure(Kind.NETWORK, model + " stopped in the middle of its answer.");
    }

    public AgentFailure filtered() {
        return new AgentFailure(
                Kind.CONTENT_FILTERED,
                model + " refused the text; its content filter objected to something in it.");
    }

    public AgentFailure endless() {
        return new AgentFailure(Kind.UNKNOWN, model + " wrote far more than was asked for.");
    }

    public String emptyMessage() {
        return model + " answered with nothing.";
    }
}
