package com.postmagiq.agents.wire;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.DeltaListener;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One model behind one provider's HTTP interface. */
final class HttpAgent implements Agent {
    private static final int OK = 200;

    private final Supplier<HttpClient> http;
    private final Format format;
    private final Failures failures;
    private final @Nullable Duration idle;

    /**
     * @param idle longest silence, the first byte included; null allows the whole time
     */
    HttpAgent(
            Supplier<HttpClient> http, Format format, Failures failures, @Nullable Duration idle) {
        this.http = http;
        this.format = format;
        this.failures = failures;
        this.idle = idle;
    }

    /** A connection that goes away before a word has come is tried once more at once. */
    @Override
    public AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        var client = http.get(); // Making it is none of the provider's time.
        var time =
                new Exchange.Time(
                        request.timeout(), System.nanoTime() + request.timeout().toNanos(), idle);
        var first = format.reading(request, failures);
        try {
            return attempt(client, request, onDelta, time, first);
        } catch (AgentFailure failure) {
            if (failure.kind() != AgentFailure.Kind.NETWORK || first.anything()) {
                throw paidFor(failure, first);
            }
        }
        var second = format.reading(request, failures);
        try {
            return attempt(client, request, onDelta, time, second);
        } catch (AgentFailure failure) {
            throw paidFor(failure, second);
        }
    }

    private AgentAnswer attempt(
            HttpClient client,
            AgentRequest request,
            DeltaListener onDelta,
            Exchange.Time time,
            Format.Reading reading) {
        try (var exchange = new Exchange(client, format.question(request), time, failures)) {
            var head = exchange.head();
            if (head.status() != OK) {
                throw failures.refused(
                        head.status(),
                        format.problem(exchange.rest()),
                        name -> head.headers().firstValue(name));
            }
            for (var line = exchange.line(); line != null; line = exchange.line()) {
                var piece = reading.take(line);
                if (!piece.isEmpty()) {
                    onDelta.piece(piece);
                }
            }
            return reading.end();
        }
    }

    /** What was written before the failure is paid for, so it is counted. */
    private static AgentFailure paidFor(AgentFailure failure, Format.Reading reading) {
        if (!reading.anything()) {
            return failure;
        }
        return new AgentFailure(
                failure.kind(),
                Objects.requireNonNullElse(failure.getMessage(), failure.kind().code()),
                failure.retryAfter(),
                reading.usage());
    }
}
