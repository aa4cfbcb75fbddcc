package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.Transition;
import com.postmagiq.workflow.config.Transitions;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.limits.Targets;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Makes the questions that stop a run until a person answers. */
@Component
class DecisionPoints {
    private static final String APPROVED = "approved";
    private static final String FEEDBACK = "feedback";
    private static final String RETRY = "retry";
    private static final String ABORT = "abort";

    private final Decisions decisions;
    private final Reports reports;
    private final PostProgress progress;

    DecisionPoints(Decisions decisions, Reports reports, PostProgress progress) {
        this.decisions = decisions;
        this.reports = reports;
        this.progress = progress;
    }

    void open(Lease lease, DecisionPoint point) {
        decisions.insert(lease.run.workspaceId(), point);
        progress.asks(lease.run, point.kind());
    }

    RunEvent requested(Lease lease, DecisionPoint point, Instant at) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("decision_id", point.id());
        facts.put("kind", point.kind().code());
        facts.put("prompt", point.prompt());
        facts.put("options", point.options());
        facts.put("questions", point.questions());
        facts.put(
                "content_output_id",
                point.contentOutputIds().isEmpty() ? null : point.contentOutputIds().getFirst());
        facts.put("rule", point.rule());
        return RunEvent.of("decision.requested", point.state(), point.visit(), at, facts);
    }

    /** The question a human state asks about its texts. */
    DecisionPoint human(Lease lease, State.HumanApproval state, int visit, Instant now) {
        var content = Inputs.forHuman(lease, state);
        var kind = kind(lease, content);
        var options = new ArrayList<>(List.of(APPROVED));
        if (leads(lease, state, FEEDBACK)) {
            options.add(FEEDBACK);
        }
        if (leads(lease, state, RETRY) || lease.newest(OutputType.DRAFT).isPresent()) {
            options.add(RETRY);
        }
        options.add(ABORT);
        var waits =
                state.timeout() != null
                        ? state.timeout()
                        : lease.config.settings().approvalTimeout();
        var pending = lease.pending.get(state.name());
        return point(
                lease,
                state.name(),
                visit,
                kind,
                state.prompt(),
                options,
                kind == DecisionPoint.Kind.QUESTIONS ? questions(content) : List.of(),
                content,
                null,
                new DecisionPoint.Context(null, null, pending == null ? "" : pending.text()),
                now,
                waits);
    }

    DecisionPoint auditIncomplete(
            Lease lease, State state, @Nullable Visit visit, Result result, Instant now) {
        return point(
                lease,
                state.name(),
                visit == null ? 1 : visit.visit(),
                DecisionPoint.Kind.AUDIT_INCOMPLETE,
                "Too few auditors gave a verdict on this text. %s"
                        .formatted(result.reason())
                        .strip(),
                List.of(RETRY, APPROVED, FEEDBACK, ABORT),
                List.of(),
                present(lease),
                null,
                new DecisionPoint.Context(result.key(), forward(lease, state), feedback(result)),
                now,
                null);
    }

    DecisionPoint circuitBreak(
            Lease lease,
            State state,
            @Nullable Visit visit,
            Result result,
            String target,
            List<Breaker.Trip> trips,
            Instant now) {
        return point(
                lease,
                state.name(),
                visit == null ? 1 : visit.visit(),
                DecisionPoint.Kind.CIRCUIT_BREAK,
                trips.stream().map(Breaker.Trip::message).collect(Collectors.joining(" ")),
                List.of(APPROVED, FEEDBACK, ABORT),
                List.of(),
                present(lease),
                trips.stream().map(trip -> trip.rule().code()).collect(Collectors.joining(",")),
                new DecisionPoint.Context(result.key(), target, feedback(result)),
                now,
                null);
    }

    private DecisionPoint point(
            Lease lease,
            String state,
            int visit,
            DecisionPoint.Kind kind,
            @Nullable String prompt,
            List<String> options,
            List<String> questions,
            List<Output> content,
            @Nullable String rule,
            DecisionPoint.Context context,
            Instant now,
            @Nullable Duration waits) {
        var report =
                content.size() == 1
                        ? reports.newestId(content.getFirst().id())
                        : Optional.<UUID>empty();
        return new DecisionPoint(
                Ids.next(),
                lease.run.id(),
                state,
                visit,
                kind,
                "open",
                prompt,
                List.copyOf(options),
                questions,
                content.stream().map(Output::id).toList(),
                content.isEmpty() ? null : hash(content),
                report.orElse(null),
                rule,
                context,
                now,
                waits == null ? null : now.plus(waits),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    /** What a decision is bound to: the hash of the one text, or of all of them in order. */
    static String hash(List<Output> content) {
        return content.size() == 1
                ? content.getFirst().contentHash()
                : ContentHash.of(
                        content.stream()
                                .map(Output::contentHash)
                                .collect(Collectors.joining("\n")));
    }

    /** What a human state would ask about. */
    static DecisionPoint.Kind kind(Lease lease, List<Output> content) {
        if (!content.isEmpty() && content.getFirst().is(OutputType.REVIEW)) {
            return DecisionPoint.Kind.QUESTIONS;
        }
        var last = lease.visits().reversed().stream().filter(visit -> !visit.open()).findFirst();
        var sentBack =
                last.filter(
                                visit ->
                                        lease.config.states().get(visit.state())
                                                        instanceof State.Asking asking
                                                && asking.work().outputType()
                                                        == OutputType.FINAL_AUDIT)
                        .map(Visit::transition)
                        .filter(
                                key ->
                                        !key.equals("proceed")
                                                && !key.equals("all_success")
                                                && !key.equals("partial_success"));
        return sentBack.isPresent()
                ? DecisionPoint.Kind.FINAL_FEEDBACK
                : DecisionPoint.Kind.APPROVAL;
    }

    private static List<String> questions(List<Output> content) {
        var parsed = Objects.requireNonNull(content.getFirst().parsed());
        return parsed.path("questions")
                .valueStream()
                .map(node -> node.asString(""))
                .filter(q -> !q.isBlank())
                .toList();
    }

    private static List<Output> present(Lease lease) {
        return lease.newest(OutputType.FINAL)
                .map(List::of)
                .orElseGet(() -> Inputs.latestOfType(lease, OutputType.DRAFT));
    }

    private static boolean leads(Lease lease, State state, String key) {
        return Transitions.resolve(lease.config, state, key) instanceof Transition.ToState;
    }

    private static @Nullable String forward(Lease lease, State state) {
        return Targets.approve(lease.config.states(), state.name()).orElse(null);
    }

    private static String feedback(Result result) {
        return Objects.requireNonNullElse(result.feedback(), "");
    }
}
