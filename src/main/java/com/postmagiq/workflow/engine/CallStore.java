package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.Price;
import com.postmagiq.agents.Route;
import com.postmagiq.agents.Usage;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.answer.ReadAnswer;
import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.limits.NextAttempt;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.StoredJson;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The two commits around each call: its row and its held money before, its answer and its price
 * after.
 */
@Component
class CallStore {
    private static final int PREVIEW_CHARS = 300;

    private final TransactionTemplate transactions;
    private final LeaseStore leases;
    private final Invocations invocations;
    private final Outputs outputs;
    private final Reports reports;
    private final TextChecks checks;
    private final Conversations sessions;
    private final StoredJson json;
    private final Clock clock;

    CallStore(
            TransactionTemplate transactions,
            LeaseStore leases,
            Invocations invocations,
            Outputs outputs,
            Reports reports,
            TextChecks checks,
            Conversations sessions,
            StoredJson json,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.invocations = invocations;
        this.outputs = outputs;
        this.reports = reports;
        this.checks = checks;
        this.sessions = sessions;
        this.json = json;
        this.clock = clock;
    }

    /** The call's row, or why it may not begin. */
    record Begun(@Nullable Invocation call, @Nullable SlotResult refused) {}

    Begun begin(
            Lease lease,
            SlotRunner.Place place,
            NextAttempt.Ask ask,
            Route route,
            Prompts.Prepared prepared,
            int attempt) {
        var definition = Objects.requireNonNull(lease.config.agents().get(ask.agent()));
        var worst = route.price().of(prepared.worstCaseTokens(), definition.maxTokens());
        var now = clock.instant();
        var call =
                new Invocation(
                        Ids.next(),
                        lease.run.id(),
                        place.visit().id(),
                        place.state().name(),
                        place.visit().visit(),
                        place.slot(),
                        place.visit().round(),
                        attempt,
                        ask.purpose().code(),
                        ask.agent(),
                        place.agent(),
                        route.provider(),
                        route.model(),
                        place.persona(),
                        prepared.personaVersion(),
                        Invocation.Status.STARTED,
                        lease.run.fence(),
                        prepared.requestHash(),
                        worst,
                        route.price().input(),
                        route.price().output(),
                        route.mode().equals("cli")
                                ? Invocation.Billing.SUBSCRIPTION
                                : Invocation.Billing.METERED,
                        null,
                        null,
                        false,
                        null,
                        route.isLlm(),
                        false,
                        null,
                        List.of(),
                        null,
                        null,
                        null,
                        null,
                        now,
                        null);
        var facts = new LinkedHashMap<String, @Nullable Object>(agentFacts(call));
        facts.put("delay_s", ask.delay().isZero() ? null : ask.delay().toMillis() / 1000.0);
        var started = new ArrayList<RunEvent>();
        var warning = route.modelWarning();
        if (warning != null) {
            started.add(event("log", place, now, Map.of("text", warning)));
        }
        if (prepared.conversation().resumed()) {
            started.add(event("session.resumed", place, now, Map.of("agent", ask.agent())));
        }
        started.add(event(attempt == 1 ? "agent.started" : "agent.retrying", place, now, facts));
        var permission =
                inTransaction(
                        _ -> {
                            var granted = leases.hold(lease, worst, started);
                            if (granted == LeaseStore.Permission.GRANTED) {
                                invocations.insertStarted(lease.run.workspaceId(), call);
                            }
                            return granted;
                        });
        return switch (permission) {
            case GRANTED -> new Begun(call, null);
            case PAUSED -> new Begun(null, new SlotResult.Paused(place.slot(), place.agent()));
            case COST_CAP ->
                    new Begun(
                            null,
                            new SlotResult.OverCap(
                                    place.slot(),
                                    place.agent(),
                                    "A call of %s may cost up to %s USD, and the run may cost at most %s USD in all."
                                            .formatted(
                                                    ask.agent(),
                                                    worst.toPlainString(),
                                                    lease.run.maxCostUsd().toPlainString())));
            case LOST -> throw new LostLease("Run %s is no longer ours".formatted(lease.run.id()));
        };
    }

    SlotResult answered(
            Lease lease,
            SlotRunner.Place place,
            Prompts.Prepared prepared,
            Invocation call,
            AgentAnswer answer,
            ReadAnswer read,
            Instant started) {
        var now = clock.instant();
        var output = output(lease, place, call, answer, read, now);
        var report = checks.report(lease, place.state().work().outputType(), output);
        var settlement =
                settlement(Invocation.Status.SUCCEEDED, call, answer, started, now, null, null);
        var happened = new ArrayList<RunEvent>();
        happened.add(event("agent.completed", place, now, completion(call, answer, settlement)));
        if (prepared.conversation().begins()) {
            happened.add(event("session.created", place, now, Map.of("agent", call.agent())));
        }
        happened.add(
                event(
                        "output.written",
                        place,
                        now,
                        Map.of(
                                "output_id", output.id(),
                                "output_type", output.type(),
                                "agent", call.agent(),
                                "slot", place.slot(),
                                "words", output.words(),
                                "content", output.content())));
        if (report != null) {
            happened.add(
                    event(
                            "quality.report",
                            place,
                            now,
                            Map.of(
                                    "report_id", report.id(),
                                    "output_id", output.id(),
                                    "score", report.report().score(),
                                    "passed", report.report().passed(),
                                    "blocking", report.report().blocking().size())));
        }
        var booked =
                inTransaction(
                        status -> {
                            if (!book(lease, call, settlement, happened, status)) {
                                return false;
                            }
                            outputs.insert(lease.run.workspaceId(), output);
                            sessions.append(lease, prepared, call, answer, now);
                            if (report != null) {
                                reports.insert(lease.run.workspaceId(), lease.run.id(), report);
                            }
                            return true;
                        });
        if (!booked) {
            late(lease, call, answer.usage());
            throw new LostLease("The answer of %s came too late".formatted(call.agent()));
        }
        lease.spend(settlement.costUsd());
        return new SlotResult.Answered(place.slot(), place.agent(), place.persona(), output, read);
    }

    Invocation malformed(
            Lease lease,
            SlotRunner.Place place,
            Invocation call,
            AgentAnswer answer,
            ReadAnswer.Malformed malformed,
            Instant started) {
        var reason = String.join(" ", malformed.errors());
        return end(
                lease,
                place,
                call,
                settlement(
                        Invocation.Status.MALFORMED,
                        call,
                        answer,
                        started,
                        clock.instant(),
                        "malformed",
                        reason));
    }

    Invocation failed(
            Lease lease,
            SlotRunner.Place place,
            Invocation call,
            AgentFailure failure,
            Instant started) {
        var now = clock.instant();
        var status =
                failure.kind() == AgentFailure.Kind.TIMEOUT
                        ? Invocation.Status.TIMED_OUT
                        : Invocation.Status.FAILED;
        var retryAfter = failure.retryAfter();
        return end(
                lease,
                place,
                call,
                new Invocations.Settlement(
                        status,
                        failure.usage(),
                        price(call).of(failure.usage().input(), failure.usage().output()),
                        false,
                        null,
                        List.of(),
                        failure.kind().code(),
                        failure.getMessage(),
                        retryAfter == null ? null : retryAfter.toMillis(),
                        null,
                        Duration.between(started, now).toMillis(),
                        now));
    }

    /** Books a call that was cut off: by an abort, a shutdown, or the end of the state's time. */
    void cancelled(Lease lease, Invocation call, Usage usage) {
        var now = clock.instant();
        var settlement =
                new Invocations.Settlement(
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
        if (!inTransaction(status -> book(lease, call, settlement, List.of(), status))) {
            late(lease, call, usage);
        }
    }

    private Invocation end(
            Lease lease,
            SlotRunner.Place place,
            Invocation call,
            Invocations.Settlement settlement) {
        var facts = new LinkedHashMap<String, @Nullable Object>(agentFacts(call));
        facts.put("error_code", settlement.errorCode());
        facts.put("message", settlement.error());
        var happened = List.of(event("agent.failed", place, settlement.at(), facts));
        if (!inTransaction(status -> book(lease, call, settlement, happened, status))) {
            late(lease, call, settlement.usage());
            throw new LostLease("The call of %s ended too late".formatted(call.agent()));
        }
        lease.spend(settlement.costUsd());
        return ended(call, settlement);
    }

    /**
     * False when the run is no longer ours, or the call was settled by others; then nothing stays
     * written.
     */
    private boolean book(
            Lease lease,
            Invocation call,
            Invocations.Settlement settlement,
            List<RunEvent> happened,
            TransactionStatus status) {
        var usage = settlement.usage();
        // The run's row first: it is the lock all writers of a run share.
        var ours =
                leases.book(
                        lease,
                        call.estimateUsd(),
                        settlement.costUsd(),
                        usage.input(),
                        usage.output(),
                        happened);
        var settled = ours && invocations.settle(call.id(), settlement);
        if (!settled) {
            status.setRollbackOnly();
        }
        return settled;
    }

    private void late(Lease lease, Invocation call, Usage usage) {
        transactions.executeWithoutResult(
                _ -> {
                    var cost = price(call).of(usage.input(), usage.output());
                    if (invocations.settleLate(call.id(), usage, cost, clock.instant())) {
                        leases.bookLate(lease.run.id(), cost, usage.input(), usage.output());
                    }
                });
    }

    private Output output(
            Lease lease,
            SlotRunner.Place place,
            Invocation call,
            AgentAnswer answer,
            ReadAnswer read,
            Instant now) {
        var text =
                switch (read) {
                    case ReadAnswer.Prose prose -> prose.text();
                    case ReadAnswer.Processed processed -> processed.text();
                    case ReadAnswer.Review _, ReadAnswer.Audit _, ReadAnswer.Detector _ ->
                            json.write(read.json());
                    case ReadAnswer.Malformed _ ->
                            throw new IllegalArgumentException("A malformed answer is no output");
                };
        var cleanups =
                switch (read) {
                    case ReadAnswer.Prose prose -> prose.cleanups();
                    case ReadAnswer.Processed processed -> processed.cleanups();
                    case ReadAnswer.Review _,
                            ReadAnswer.Audit _,
                            ReadAnswer.Detector _,
                            ReadAnswer.Malformed _ ->
                            List.<String>of();
                };
        var path = ArtefactNames.outputs(place.state()).get(place.slot());
        return new Output(
                Ids.next(),
                lease.run.id(),
                place.visit().id(),
                call.id(),
                place.state().name(),
                place.visit().visit(),
                place.slot(),
                place.state().work().outputType().name().toLowerCase(Locale.ROOT),
                path,
                lease.nextVersion(path),
                Output.Author.AGENT,
                call.agent(),
                call.provider(),
                call.model(),
                call.isLlm(),
                text,
                ContentHash.of(text),
                TextChecks.words(text),
                read instanceof ReadAnswer.Prose ? null : read.json(),
                cleanups,
                answer.notes(),
                now);
    }

    private Invocations.Settlement settlement(
            Invocation.Status status,
            Invocation call,
            AgentAnswer answer,
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
                null,
                Duration.between(started, now).toMillis(),
                now);
    }

    private static Price price(Invocation call) {
        return new Price(call.priceIn(), call.priceOut());
    }

    private static Map<String, Object> agentFacts(Invocation call) {
        return Map.of(
                "agent", call.agent(),
                "slot", call.slot(),
                "model", call.model(),
                "attempt", call.attempt(),
                "degraded", call.degraded());
    }

    private static Map<String, @Nullable Object> completion(
            Invocation call, AgentAnswer answer, Invocations.Settlement end) {
        var facts = new LinkedHashMap<String, @Nullable Object>(agentFacts(call));
        facts.put("tokens", end.usage().total());
        facts.put("cost_usd", end.costUsd());
        facts.put(
                "duration_s",
                BigDecimal.valueOf(end.durationMs())
                        .movePointLeft(3)
                        .setScale(3, RoundingMode.HALF_UP));
        var content = answer.content();
        facts.put("preview", content.substring(0, Math.min(PREVIEW_CHARS, content.length())));
        return facts;
    }

    private static RunEvent event(
            String type,
            SlotRunner.Place place,
            Instant at,
            Map<String, ? extends @Nullable Object> data) {
        return RunEvent.of(
                type,
                place.state().name(),
                place.visit().visit(),
                at,
                new LinkedHashMap<String, @Nullable Object>(data));
    }

    private static Invocation ended(Invocation call, Invocations.Settlement end) {
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
                end.durationMs(),
                call.startedAt(),
                end.at());
    }

    private <T> T inTransaction(Function<TransactionStatus, T> work) {
        return Objects.requireNonNull(transactions.execute(work::apply));
    }
}
