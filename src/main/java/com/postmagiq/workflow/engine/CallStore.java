package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
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
import java.time.Clock;
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
    private final TransactionTemplate transactions;
    private final CallMoney money;
    private final Invocations invocations;
    private final Outputs outputs;
    private final Reports reports;
    private final TextChecks checks;
    private final Conversations sessions;
    private final StoredJson json;
    private final Clock clock;

    CallStore(
            TransactionTemplate transactions,
            CallMoney money,
            Invocations invocations,
            Outputs outputs,
            Reports reports,
            TextChecks checks,
            Conversations sessions,
            StoredJson json,
            Clock clock) {
        this.transactions = transactions;
        this.money = money;
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
                        null,
                        now,
                        null);
        var started = CallEvents.starting(place, call, ask.delay(), route, prepared);
        var held =
                inTransaction(
                        status -> {
                            var room = money.hold(lease, worst, now, started, status);
                            if (room.granted()) {
                                invocations.insertStarted(lease.run.workspaceId(), call);
                            }
                            return room;
                        });
        return switch (held.permission()) {
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
            case BUDGET ->
                    new Begun(
                            null,
                            new SlotResult.NoBudget(
                                    place.slot(),
                                    place.agent(),
                                    worst,
                                    Objects.requireNonNull(held.full())));
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
                Settlements.of(
                        Invocation.Status.SUCCEEDED,
                        call,
                        answer,
                        prepared.contextUsedPercent(answer.usage()),
                        started,
                        now,
                        null,
                        null);
        var happened = new ArrayList<RunEvent>();
        happened.add(
                CallEvents.of(
                        "agent.completed",
                        place,
                        now,
                        CallEvents.completion(call, answer, settlement)));
        if (prepared.conversation().begins()) {
            happened.add(
                    CallEvents.of("session.created", place, now, Map.of("agent", call.agent())));
        }
        happened.add(
                CallEvents.of(
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
                    CallEvents.of(
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
            Prompts.Prepared prepared,
            Invocation call,
            AgentAnswer answer,
            ReadAnswer.Malformed malformed,
            Instant started) {
        var reason = String.join(" ", malformed.errors());
        return end(
                lease,
                place,
                call,
                Settlements.of(
                        Invocation.Status.MALFORMED,
                        call,
                        answer,
                        prepared.contextUsedPercent(answer.usage()),
                        started,
                        clock.instant(),
                        "malformed",
                        reason));
    }

    Invocation failed(
            Lease lease,
            SlotRunner.Place place,
            Prompts.Prepared prepared,
            Invocation call,
            AgentFailure failure,
            Instant started) {
        var context = prepared.contextUsedPercent(failure.usage());
        return end(
                lease,
                place,
                call,
                Settlements.failed(call, failure, context, started, clock.instant()));
    }

    /** Books a call that was cut off: by an abort, a shutdown, or the end of the state's time. */
    void cancelled(Lease lease, Invocation call, Usage usage) {
        var settlement = Settlements.cancelled(call, usage, clock.instant());
        if (!inTransaction(status -> book(lease, call, settlement, List.of(), status))) {
            late(lease, call, usage);
        }
    }

    private Invocation end(
            Lease lease,
            SlotRunner.Place place,
            Invocation call,
            Invocations.Settlement settlement) {
        var facts = new LinkedHashMap<String, @Nullable Object>(CallEvents.agentFacts(call));
        facts.put("error_code", settlement.errorCode());
        facts.put("message", settlement.error());
        var happened = List.of(CallEvents.of("agent.failed", place, settlement.at(), facts));
        if (!inTransaction(status -> book(lease, call, settlement, happened, status))) {
            late(lease, call, settlement.usage());
            throw new LostLease("The call of %s ended too late".formatted(call.agent()));
        }
        lease.spend(settlement.costUsd());
        return Settlements.ended(call, settlement);
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
        var ours = money.book(lease, call, settlement.costUsd(), usage, happened);
        var settled = ours && invocations.settle(call.id(), settlement);
        if (!settled) {
            status.setRollbackOnly();
        }
        return settled;
    }

    private void late(Lease lease, Invocation call, Usage usage) {
        transactions.executeWithoutResult(
                _ -> {
                    var cost = Settlements.price(call).of(usage.input(), usage.output());
                    if (invocations.settleLate(call.id(), usage, cost, clock.instant())) {
                        money.bookLate(lease, call, cost, usage);
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

    private <T> T inTransaction(Function<TransactionStatus, T> work) {
        return Objects.requireNonNull(transactions.execute(work::apply));
    }
}
