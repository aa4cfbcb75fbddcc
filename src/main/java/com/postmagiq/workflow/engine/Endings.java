package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.EndedTrials;
import com.postmagiq.workflow.run.FinishedPosts;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.StateTypes;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Ends runs: status, final text and score, the post, credits and events in one commit. */
@Component
class Endings {
    private final TransactionTemplate transactions;
    private final LeaseStore leases;
    private final Visits visits;
    private final Verdicts verdicts;
    private final FinishedPosts posts;
    private final PostProgress progress;
    private final Runs runs;
    private final RunCredits credits;
    private final EndedTrials trials;
    private final Clock clock;

    Endings(
            TransactionTemplate transactions,
            LeaseStore leases,
            Visits visits,
            Verdicts verdicts,
            FinishedPosts posts,
            PostProgress progress,
            Runs runs,
            RunCredits credits,
            EndedTrials trials,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.visits = visits;
        this.verdicts = verdicts;
        this.posts = posts;
        this.progress = progress;
        this.runs = runs;
        this.credits = credits;
        this.trials = trials;
        this.clock = clock;
    }

    /** Executes a terminal state. */
    Step terminal(Lease lease, State.Terminal state) {
        return endIn(
                lease,
                state,
                state.error()
                        ? new RunError(
                                "state.halted",
                                "The run reached %s, an end the configuration marks as an error."
                                        .formatted(state.name()),
                                state.name(),
                                null)
                        : null);
    }

    /**
     * Ends a cell of an experiment where others wait for a person: complete when the text came
     * there by success. Nobody's approval is recorded.
     */
    Step withoutPerson(Lease lease, State.HumanApproval state) {
        var asked = DecisionPoints.kind(lease, Inputs.forHuman(lease, state));
        return endIn(
                lease,
                state,
                asked == DecisionPoint.Kind.APPROVAL ? null : personNeeded(state.name()));
    }

    static RunError personNeeded(String state) {
        return new RunError(
                "trial.person_needed",
                "In %s a person would have been asked what to do, and an experiment asks nobody."
                        .formatted(state),
                state,
                null);
    }

    /**
     * @param error why the run is halted; null completes it
     */
    private Step endIn(Lease lease, State state, @Nullable RunError error) {
        var now = clock.instant();
        var visit =
                new Visit(
                        Ids.next(),
                        lease.run.id(),
                        state.name(),
                        StateTypes.of(state),
                        lease.visitsOf(state.name()) + 1,
                        0,
                        new PendingFeedback("", List.of()),
                        List.of(),
                        0,
                        "end",
                        null,
                        0L,
                        now,
                        now);
        var entered =
                RunEvent.of(
                        "state.entered",
                        state.name(),
                        visit.visit(),
                        now,
                        Map.of("type", visit.type(), "has_feedback", false));
        lease.finalState = state.name();
        var happened = new ArrayList<>(List.of(entered));
        var status = error == null ? RunStatus.COMPLETE : RunStatus.HALTED;
        end(lease, status, error, happened, () -> visits.insert(lease.run.workspaceId(), visit));
        return new Step.LetGo();
    }

    void end(
            Lease lease,
            RunStatus status,
            @Nullable RunError error,
            List<RunEvent> happened,
            Runnable alsoStore) {
        var now = clock.instant();
        lease.tick();
        lease.status = status;
        lease.error = error;
        lease.completedAt = now;
        lease.creditsCharged = credits.charged(lease, status, error);
        transactions.executeWithoutResult(
                _ -> {
                    // Before the post, as whoever aborts or decides the run does.
                    runs.lock(lease.run.id());
                    if (status == RunStatus.COMPLETE) {
                        finish(lease);
                    }
                    if (lease.finalOutputId == null) {
                        progress.failed(lease.run);
                    }
                    happened.add(
                            RunEvent.of(
                                    eventType(status), lease.finalState, null, now, facts(lease)));
                    leases.save(lease, happened);
                    alsoStore.run();
                    if (lease.run.trial() != null) {
                        trials.ended(lease.run.workspaceId(), lease.run.id());
                    }
                });
    }

    private void finish(Lease lease) {
        var text = finalText(lease);
        if (text.isPresent()) {
            lease.finalOutputId = text.get().id();
            lease.finalScore = score(lease, text.get());
            if (!lease.run.writesPost()) {
                // Nobody's post changes before somebody adopts the text.
                return;
            }
            lease.postId =
                    posts.store(
                            new FinishedPosts.Finished(
                                    lease.run.id(),
                                    lease.run.number(),
                                    lease.run.postId(),
                                    lease.run.label(),
                                    lease.shape(),
                                    lease.story().content(),
                                    text.get().content(),
                                    lease.run.startedBy(),
                                    lease.run.offline(),
                                    false));
        }
    }

    private static Optional<Output> finalText(Lease lease) {
        return lease.newest(OutputType.FINAL).or(() -> lease.newest(OutputType.DRAFT));
    }

    /**
     * The lowest score of the last audit of the text that was accepted; null when it was never
     * audited.
     */
    private @Nullable Integer score(Lease lease, Output text) {
        var audits =
                verdicts.of(lease.run.id()).stream()
                        .filter(stored -> text.contentHash().equals(stored.contentHash()))
                        .toList();
        if (audits.isEmpty()) {
            return null;
        }
        var last = audits.getLast().visitId();
        return audits.stream()
                .filter(stored -> stored.visitId().equals(last))
                .flatMap(stored -> Optional.ofNullable(stored.verdict().score()).stream())
                .min(Integer::compare)
                .orElse(null);
    }

    private static String eventType(RunStatus status) {
        return switch (status) {
            case COMPLETE -> "run.completed";
            case HALTED -> "run.halted";
            case FAILED -> "run.failed";
            case ABORTED -> "run.aborted";
            case QUEUED, RUNNING, PAUSED, AWAITING_HUMAN ->
                    throw new IllegalArgumentException("%s is no end".formatted(status));
        };
    }

    private static Map<String, @Nullable Object> facts(Lease lease) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("final_state", lease.finalState);
        facts.put("duration_s", lease.counters.activeMillis() / 1000.0);
        facts.put("total_cost_usd", lease.counters.costUsd());
        facts.put("credits_charged", lease.creditsCharged);
        facts.put("final_score", lease.finalScore);
        facts.put("error", lease.error);
        return facts;
    }
}
