package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.Transition;
import com.postmagiq.workflow.config.Transitions;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.limits.SoftRule;
import com.postmagiq.workflow.limits.Targets;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunChange;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * What a person decides becomes the run's next state, in the one transaction that lets exactly one
 * decision win.
 */
@Service
@Transactional
public class Deciding {
    private static final int LONGEST_FEEDBACK = 10_000;
    private static final String APPROVED = "approved";
    private static final String FEEDBACK = "feedback";
    private static final String RETRY = "retry";
    private static final String ABORT = "abort";
    private static final String HUMAN_HEADING = "## From the author: this must be incorporated";

    private final RunCommands commands;
    private final Decisions decisions;
    private final Visits visits;
    private final Outputs outputs;
    private final HumanEdits edits;
    private final PinnedConfigs configs;
    private final RunTasks tasks;
    private final PostProgress progress;
    private final Clock clock;

    Deciding(
            RunCommands commands,
            Decisions decisions,
            Visits visits,
            Outputs outputs,
            HumanEdits edits,
            PinnedConfigs configs,
            RunTasks tasks,
            PostProgress progress,
            Clock clock) {
        this.commands = commands;
        this.decisions = decisions;
        this.visits = visits;
        this.outputs = outputs;
        this.edits = edits;
        this.configs = configs;
        this.tasks = tasks;
        this.progress = progress;
        this.clock = clock;
    }

    public void decide(UUID runId, DecisionRequest request, Actor actor) {
        var change = commands.change(runId);
        var run = change.run;
        var hash =
                ContentHash.of(
                        request.decision()
                                + "\0"
                                + request.feedback()
                                + "\0"
                                + request.editedContent());
        var point = decisions.find(runId, request.decisionId()).orElseThrow(() -> stale(run));
        if (point.status().equals("decided")) {
            if (actor.userId().equals(point.decidedBy()) && hash.equals(point.requestHash())) {
                return;
            }
            throw alreadyMade(point);
        }
        if (!point.status().equals("open")) {
            throw stale(run);
        }
        if (run.status() != RunStatus.AWAITING_HUMAN) {
            throw new ProblemException(
                            RunProblem.NOT_AWAITING,
                            "Run %d is %s and waits for no decision."
                                    .formatted(run.number(), run.status().code()))
                    .with("status", run.status().code());
        }
        check(point, request, actor);
        take(change, point, request, actor, hash);
    }

    private static void check(DecisionPoint point, DecisionRequest request, Actor actor) {
        if (request.contentHash() != null && !request.contentHash().equals(point.contentHash())) {
            throw new ProblemException(
                    RunProblem.CONTENT_CHANGED,
                    "The text is no longer the one you looked at; load it again before you decide.");
        }
        if (!point.options().contains(request.decision())) {
            throw new ProblemException(
                    RunProblem.NOT_OFFERED,
                    "'%s' is not offered here; choose one of %s."
                            .formatted(request.decision(), String.join(", ", point.options())));
        }
        var text = request.feedback() == null ? "" : request.feedback();
        if (request.decision().equals(FEEDBACK) && text.isBlank()) {
            throw new ProblemException(
                    RunProblem.FEEDBACK_REQUIRED,
                    "Say what should change; feedback without words changes nothing.");
        }
        if (text.length() > LONGEST_FEEDBACK) {
            throw new ProblemException(
                    RunProblem.FEEDBACK_TOO_LONG,
                    "The feedback has %,d characters; the limit is %,d."
                            .formatted(text.length(), LONGEST_FEEDBACK));
        }
        if (request.decision().equals(APPROVED) && point.kind() != DecisionPoint.Kind.QUESTIONS) {
            actor.requirePerson();
        }
        var finalText =
                point.kind() == DecisionPoint.Kind.APPROVAL
                        || point.kind() == DecisionPoint.Kind.FINAL_FEEDBACK;
        if (finalText && request.decision().equals(APPROVED) && !actor.may(Scope.CONTENT_APPROVE)) {
            throw new ProblemException(
                            GeneralProblem.SCOPE_MISSING,
                            "Approving a final text needs content:approve.")
                    .with("required", List.of("content:approve"));
        }
    }

    private void take(
            RunChange change,
            DecisionPoint point,
            DecisionRequest request,
            Actor actor,
            String hash) {
        var run = change.run;
        var now = clock.instant();
        var config = configs.effective(run.configHash(), run.tier());
        var happened = new ArrayList<RunEvent>();
        var edited = edits.store(run, config, point, request, actor, now, happened);
        if (!decisions.decide(
                point.id(),
                request.decision(),
                request.feedback(),
                actor.userId(),
                actor.fullName(),
                now,
                hash)) {
            throw stale(run);
        }
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("decision_id", point.id());
        facts.put("decision", request.decision());
        facts.put("by", actor.userId());
        facts.put("by_name", actor.fullName());
        facts.put("has_feedback", request.feedback() != null);
        facts.put("edited_output_id", edited.orElse(null));
        happened.add(RunEvent.of("decision.made", point.state(), point.visit(), now, facts));
        switch (target(config, run, point, request.decision())) {
            case Way.Ends _ -> {
                completeVisit(run, point, request.decision(), null, now);
                commands.aborted(change, actor, happened);
            }
            case Way.Leads(var target) -> go(change, config, point, request, target, now, happened);
        }
    }

    private void go(
            RunChange change,
            WorkflowConfig config,
            DecisionPoint point,
            DecisionRequest request,
            String target,
            Instant now,
            List<RunEvent> happened) {
        var run = change.run;
        completeVisit(run, point, request.decision(), target, now);
        if (point.kind() == DecisionPoint.Kind.CIRCUIT_BREAK) {
            var rules = rules(point);
            change.counters = change.counters.overridden(rules, false);
            happened.add(
                    event(
                            "circuit_break.overridden",
                            point,
                            now,
                            Map.of("rule", rules.getFirst().code())));
        }
        if (request.decision().equals(FEEDBACK)) {
            var words = Objects.requireNonNull(request.feedback()).strip();
            var reviewer = point.context().reviewer();
            var text = (reviewer + "\n\n" + HUMAN_HEADING + "\n\n" + words).strip();
            change.pending.put(target, new PendingFeedback(text, List.of(words)));
        } else if (!point.context().reviewer().isBlank() && request.decision().equals(RETRY)) {
            change.pending.put(target, new PendingFeedback(point.context().reviewer(), List.of()));
        }
        var hard = Breaker.hardBeforeMove(config.breaker(), change.counters);
        if (hard.isPresent()) {
            change.status = RunStatus.HALTED;
            change.completedAt = now;
            change.creditsCharged = 0;
            change.error =
                    new RunError(hard.get().code(), hard.get().message(), point.state(), null);
            happened.add(event("run.halted", point, now, Map.of("error", change.error)));
            commands.save(change, happened.toArray(RunEvent[]::new));
            progress.failed(run);
            return;
        }
        change.counters = change.counters.movedByHuman(target);
        change.currentState = target;
        change.status = change.pauseRequested ? RunStatus.PAUSED : RunStatus.QUEUED;
        happened.add(
                event(
                        "state.completed",
                        point,
                        now,
                        Map.of("transition", request.decision(), "next_state", target)));
        if (change.status == RunStatus.PAUSED) {
            change.pauseReason = "requested";
            happened.add(event("run.paused", point, now, Map.of("reason", "requested")));
        }
        var seq = commands.save(change, happened.toArray(RunEvent[]::new));
        progress.goesOn(run);
        if (change.status == RunStatus.QUEUED) {
            tasks.wake(run.workspaceId(), run.id(), seq, now);
        }
    }

    private sealed interface Way {
        record Leads(String target) implements Way {}

        record Ends() implements Way {}
    }

    private Way target(WorkflowConfig config, Run run, DecisionPoint point, String decision) {
        var state = Objects.requireNonNull(config.states().get(point.state()));
        var target =
                switch (point.kind()) {
                    case APPROVAL, QUESTIONS, FINAL_FEEDBACK ->
                            ofHumanState(config, run, state, decision);
                    case CIRCUIT_BREAK, AUDIT_INCOMPLETE ->
                            switch (decision) {
                                case APPROVED ->
                                        Optional.ofNullable(point.context().target())
                                                .filter(
                                                        _ ->
                                                                point.kind()
                                                                        == DecisionPoint.Kind
                                                                                .AUDIT_INCOMPLETE)
                                                .or(
                                                        () ->
                                                                Targets.approve(
                                                                        config.states(),
                                                                        point.state()));
                                case FEEDBACK ->
                                        Targets.feedback(
                                                config.states(),
                                                point.state(),
                                                writer(run, OutputType.FINAL),
                                                writer(run, OutputType.DRAFT));
                                case RETRY -> Optional.of(point.state());
                                default -> Optional.<String>empty();
                            };
                };
        if (decision.equals(ABORT)) {
            return target.<Way>map(Way.Leads::new).orElseGet(Way.Ends::new);
        }
        return new Way.Leads(
                target.orElseThrow(
                        () ->
                                new ProblemException(
                                        RunProblem.NOT_OFFERED,
                                        "The configuration leads nowhere from here by '%s'."
                                                .formatted(decision))));
    }

    private Optional<String> ofHumanState(
            WorkflowConfig config, Run run, State state, String decision) {
        if (Transitions.resolve(config, state, decision)
                instanceof Transition.ToState(var target)) {
            return Optional.of(target);
        }
        return decision.equals(RETRY)
                ? Optional.ofNullable(writer(run, OutputType.DRAFT))
                : Optional.empty();
    }

    private @Nullable String writer(Run run, OutputType type) {
        return outputs.of(run.id()).stream()
                .filter(output -> output.is(type) && output.state() != null)
                .max(Comparator.comparing(Output::id))
                .map(Output::state)
                .orElse(null);
    }

    private void completeVisit(
            Run run, DecisionPoint point, String key, @Nullable String next, Instant now) {
        visits.of(run.id()).stream()
                .filter(Visit::open)
                .filter(visit -> visit.state().equals(point.state()))
                .forEach(
                        visit ->
                                visits.complete(
                                        visit.id(),
                                        key,
                                        next,
                                        Duration.between(visit.startedAt(), now).toMillis(),
                                        now));
    }

    private static List<SoftRule> rules(DecisionPoint point) {
        return Arrays.stream(Objects.requireNonNull(point.rule()).split(","))
                .map(code -> SoftRule.valueOf(code.toUpperCase(Locale.ROOT)))
                .toList();
    }

    private static RunEvent event(
            String type,
            DecisionPoint point,
            Instant at,
            Map<String, ? extends @Nullable Object> data) {
        return RunEvent.of(
                type,
                point.state(),
                point.visit(),
                at,
                new LinkedHashMap<String, @Nullable Object>(data));
    }

    private static ProblemException stale(Run run) {
        return new ProblemException(
                        RunProblem.DECISION_STALE,
                        "This question of run %d is no longer open; load the run to see what it asks now."
                                .formatted(run.number()))
                .with("status", run.status().code());
    }

    private static ProblemException alreadyMade(DecisionPoint point) {
        return new ProblemException(
                        RunProblem.DECISION_MADE,
                        "%s decided this at %s: %s."
                                .formatted(
                                        point.decidedByName(), point.decidedAt(), point.decision()))
                .with("by", String.valueOf(point.decidedByName()))
                .with("at", String.valueOf(point.decidedAt()))
                .with("decision", String.valueOf(point.decision()));
    }
}
