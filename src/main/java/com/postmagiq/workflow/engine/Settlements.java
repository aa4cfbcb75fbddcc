package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.Price;
import com.postmagiq.agents.Usage;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is booked of a call when it has ended, one way or another. */
final class Settlements {
    private Settlements() {}

    /** Of a call that was answered, usably or not. */
    static Invocations.Settlement of(
            Invocation.Status status,
            Invocation call,
            AgentAnswer answer,
            @Nullable BigDecimal contextUsedPercent,
            Instant started,
            Instant now,
            @Nullable String errorCode,
            @Nullable String error) {
        var usage = answer.usage();
        return new Invocations.Settlement(
                status,
                usage,
                price(call).of(usage.input(), usage.output()),
                answer.truncated(),
                answer.content(),
                answer.notes(),
                errorCode,
                error,
                null,
                contextUsedPercent,
                Duration.between(started, now).toMillis(),
                now);
    }

    static Invocations.Settlement failed(
            Invocation call,
            AgentFailure failure,
            @Nullable BigDecimal contextUsedPercent,
            Instant started,
            Instant now) {
        var status =
                failure.kind() == AgentFailure.Kind.TIMEOUT
                        ? Invocation.Status.TIMED_OUT
                        : Invocation.Status.FAILED;
        var retryAfter = failure.retryAfter();
        return new Invocations.Settlement(
                status,
                failure.usage(),
                price(call).of(failure.usage().input(), failure.usage().output()),
                false,
                null,
                List.of(),
                failure.kind().code(),
                failure.getMessage(),
                retryAfter == null ? null : retryAfter.toMillis(),
                contextUsedPercent,
                Duration.between(started, now).toMillis(),
                now);
    }

    static Invocations.Settlement cancelled(Invocation call, Usage usage, Instant now) {
        return new Invocations.Settlement(
                Invocation.Status.CANCELLED,
                usage,
                price(call).of(usage.input(), usage.output()),
                false,
                null,
                List.of(),
                AgentFailure.Kind.CANCELLED.code(),
                "The call was cut off.",
                null,
                null,
                Duration.between(call.startedAt(), now).toMillis(),
                now);
    }

    static Price price(Invocation call) {
        return new Price(call.priceIn(), call.priceOut());
    }

    /** The call as its row is now. */
    static Invocation ended(Invocation call, Invocations.Settlement end) {
        return new Invocation(
                call.id(),
                call.runId(),
                call.visitId(),
                call.state(),
                call.visit(),
                call.slot(),
                call.round(),
                call.attempt(),
                call.purpose(),
                call.agent(),
                call.plannedAgent(),
                call.provider(),
                call.model(),
                call.persona(),
                call.personaVersion(),
                end.status(),
                call.fence(),
                call.requestHash(),
                call.estimateUsd(),
                call.priceIn(),
                call.priceOut(),
                call.billing(),
                end.usage().input(),
                end.usage().output(),
                end.usage().estimated(),
                end.costUsd(),
                call.isLlm(),
                end.truncated(),
                end.answer(),
                end.notes(),
                end.errorCode(),
                end.error(),
                end.retryAfterMs(),
                end.contextUsedPercent(),
                end.durationMs(),
                call.startedAt(),
                end.at());
    }
}
