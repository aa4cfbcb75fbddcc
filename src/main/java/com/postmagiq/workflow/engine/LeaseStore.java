package com.postmagiq.workflow.engine;

import com.postmagiq.quality.Source;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.StoredJson;
import com.postmagiq.workflow.run.Visits;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/**
 * Claims runs and writes their progress. Every statement names the fencing number of the claim, so
 * a node that lost its lease changes nothing. Callers hold the transaction.
 */
@Repository
class LeaseStore {
    /** A state that takes its node down this often in a row is given up. */
    static final int MAX_CRASHES = 3;

    private static final String CLAIM =
            """
            update app.workflow_runs
               set fence = fence + 1, crashes = case when status = 'running' then crashes + 1 else 0 end,
                   status = 'running', started_at = coalesce(started_at, :now), held_cost_usd = 0,
                   last_seq = last_seq + case when started_at is null then 1 else 0 end
                       + case when status = 'running' then 1 else 0 end
             where id = :id
               and (status = 'running' or (status = 'queued' and not (pause_requested and not step_requested)))
            returning *
            """;
    private static final String SAVE =
            """
            update app.workflow_runs
               set status = :status, current_state = :currentState, counters = cast(:counters as jsonb),
                   transitions = :transitions, active_ms = :activeMs, pending_feedback = cast(:pending as jsonb),
                   error = cast(:error as jsonb), final_state = :finalState, final_score = :finalScore,
                   final_output_id = :finalOutputId, post_id = :postId, credits_charged = :creditsCharged,
                   pause_reason = :pauseReason, completed_at = :completedAt, crashes = 0,
                   step_requested = step_requested and not :stepDone,
                   last_seq = last_seq + :events
             where id = :id and fence = :fence and status = 'running'
            returning last_seq, pause_requested, step_requested
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final Runs runs;
    private final Visits visits;
    private final Outputs outputs;
    private final Invocations invocations;
    private final Decisions decisions;
    private final RunEvents events;
    private final PinnedConfigs configs;
    private final RecentPosts recentPosts;
    private final Losses losses;
    private final Clock clock;

    LeaseStore(
            JdbcClient jdbc,
            StoredJson json,
            Runs runs,
            Visits visits,
            Outputs outputs,
            Invocations invocations,
            Decisions decisions,
            RunEvents events,
            PinnedConfigs configs,
            RecentPosts recentPosts,
            Losses losses,
            Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.runs = runs;
        this.visits = visits;
        this.outputs = outputs;
        this.invocations = invocations;
        this.decisions = decisions;
        this.events = events;
        this.configs = configs;
        this.recentPosts = recentPosts;
        this.losses = losses;
        this.clock = clock;
    }

    /**
     * Has the next claim not count this lease as a crash; nothing when the run is no longer ours.
     */
    void forgive(Lease lease) {
        jdbc.sql(
                        "update app.workflow_runs set crashes = crashes - 1 where id = :id and fence = :fence and status = 'running'")
                .param("id", lease.run.id())
                .param("fence", lease.run.fence())
                .update();
    }

    /** What the row says after a write. */
    record Saved(long lastSeq, boolean pauseRequested, boolean stepRequested) {
        /** Whether the run pauses before its next state begins. */
        boolean pausing() {
            return pauseRequested && !stepRequested;
        }
    }

    /**
     * Takes a run that waits for work, or one whose owner died; empty when there is nothing to do.
     *
     * @param wakeUp the task that asks; null takes the run from whoever has it
     * @throws RunBusy when the task of another wake-up holds the run
     */
    Optional<Lease> claim(UUID runId, @Nullable String wakeUp) {
        var now = clock.instant();
        var before = runs.lock(runId);
        if (wakeUp != null
                && before.filter(run -> run.status() == RunStatus.RUNNING).isPresent()
                && workedOnElsewhere(runId, wakeUp)) {
            throw new RunBusy(runId);
        }
        var claimed =
                jdbc.sql(CLAIM)
                        .param("now", StoredJson.at(now))
                        .param("id", runId)
                        .query(runs::map)
                        .optional();
        if (claimed.isEmpty()) {
            return Optional.empty();
        }
        var run = claimed.get();
        var happened = new ArrayList<RunEvent>();
        if (before.orElseThrow().startedAt() == null) {
            happened.add(RunEvent.of("run.started", null, null, now, startFacts(run)));
        }
        var recovered = before.get().status() == RunStatus.RUNNING;
        if (recovered) {
            happened.add(recover(run, now));
        }
        events.append(run.workspaceId(), runId, run.lastSeq(), happened);
        return Optional.of(load(recovered ? runs.find(runId).orElseThrow() : run));
    }

    /** Books what the dead owner had in flight as uncertain cost. */
    private RunEvent recover(Run run, Instant now) {
        var lost = invocations.markLost(run.id(), run.fence(), now);
        losses.book(run.id(), lost);
        return RunEvent.of(
                "run.recovered", null, null, now, Map.of("lost_invocations", lost.size()));
    }

    /**
     * Whether another task of this run is being executed, here or anywhere. One whose node died
     * counts too: the scheduler gives it to another node, which then claims the run.
     */
    private boolean workedOnElsewhere(UUID runId, String wakeUp) {
        return jdbc.sql(
                        """
                        select exists (select 1 from core.scheduled_tasks
                                        where task_name = :task and picked
                                          and task_instance like :ofRun and task_instance <> :mine)
                        """)
                .param("task", RunTasks.ADVANCE.getTaskName())
                .param("ofRun", runId + ":%")
                .param("mine", wakeUp)
                .query(Boolean.class)
                .single();
    }

    private Lease load(Run run) {
        var human = new ArrayList<Source>();
        if (run.fork() != null) {
            run.fork()
                    .notes()
                    .forEach(note -> human.add(new Source(Source.Kind.FEEDBACK, null, note)));
        }
        for (var point : decisions.of(run.id())) {
            if (point.feedback() != null && !point.feedback().isBlank()) {
                human.add(new Source(Source.Kind.FEEDBACK, null, point.feedback()));
            }
        }
        var lease =
                new Lease(
                        run,
                        configs.effective(run.configHash(), run.tier()),
                        visits.withInherited(run.id()),
                        outputs.of(run.id()),
                        human,
                        recentPosts.before(run));
        lease.counters = withTotals(run);
        return lease;
    }

    private static RunCounters withTotals(Run run) {
        var stored = run.counters();
        return new RunCounters(
                run.transitions(),
                stored.visitsSinceHuman(),
                stored.recentTransitions(),
                run.activeMs(),
                run.totalCostUsd().add(run.uncertainCostUsd()),
                stored.allowances());
    }

    static Map<String, Object> startFacts(Run run) {
        return Map.of(
                "config_slug", run.configSlug(),
                "story_label", run.label(),
                "tier", run.tier(),
                "offline", run.offline(),
                "credits_quoted", run.creditsQuoted());
    }

    /**
     * Writes what the lease changed together with its events.
     *
     * @throws LostLease when the run is no longer ours
     */
    Saved save(Lease lease, List<RunEvent> happened) {
        lease.tick();
        var counters = lease.counters;
        return jdbc.sql(SAVE)
                .param("status", lease.status.code())
                .param("currentState", lease.currentState)
                .param("counters", json.write(counters))
                .param("transitions", counters.transitions())
                .param("activeMs", counters.activeMillis())
                .param("pending", json.write(lease.pending))
                .param("error", lease.error == null ? null : json.write(lease.error))
                .param("finalState", lease.finalState)
                .param("finalScore", lease.finalScore)
                .param("finalOutputId", lease.finalOutputId)
                .param("postId", lease.postId)
                .param("creditsCharged", lease.creditsCharged)
                .param("pauseReason", lease.pauseReason)
                .param(
                        "completedAt",
                        lease.completedAt == null ? null : StoredJson.at(lease.completedAt))
                .param("stepDone", lease.stepDone)
                .param("events", happened.size())
                .param("id", lease.run.id())
                .param("fence", lease.run.fence())
                .query(
                        (row, _) -> {
                            events.append(
                                    lease.run.workspaceId(),
                                    lease.run.id(),
                                    row.getLong("last_seq"),
                                    happened);
                            return new Saved(
                                    row.getLong("last_seq"),
                                    row.getBoolean("pause_requested"),
                                    row.getBoolean("step_requested"));
                        })
                .optional()
                .orElseThrow(
                        () -> new LostLease("Run %s is no longer ours".formatted(lease.run.id())));
    }

    /**
     * Whether the run is to stop before its next state, read under its row's lock: a command that
     * comes later sees what the caller writes, and one that came before is seen here.
     *
     * @throws LostLease when the run is no longer ours
     */
    boolean pauseWanted(Lease lease) {
        return jdbc.sql(
                        """
                        select pause_requested and not step_requested from app.workflow_runs
                         where id = :id and fence = :fence and status = 'running' for update
                        """)
                .param("id", lease.run.id())
                .param("fence", lease.run.fence())
                .query(Boolean.class)
                .optional()
                .orElseThrow(
                        () -> new LostLease("Run %s is no longer ours".formatted(lease.run.id())));
    }

    /** Whether a call may begin. */
    enum Permission {
        GRANTED,
        PAUSED,
        COST_CAP,
        /** A cap of the workspace or the installation. */
        BUDGET,
        LOST
    }

    /** Asks for room for one call's worst case, and holds it; writes nothing unless granted. */
    Permission hold(Lease lease, BigDecimal worstCase, List<RunEvent> started) {
        var granted =
                jdbc.sql(
                                """
                        update app.workflow_runs
                           set held_cost_usd = held_cost_usd + :worst, last_seq = last_seq + :events
                         where id = :id and fence = :fence and status = 'running'
                           and not (pause_requested and not step_requested)
                           and (:worst = 0
                                or total_cost_usd + uncertain_cost_usd + held_cost_usd + :worst <= max_cost_usd)
                        returning last_seq
                        """)
                        .param("worst", worstCase)
                        .param("events", started.size())
                        .param("id", lease.run.id())
                        .param("fence", lease.run.fence())
                        .query(Long.class)
                        .optional();
        if (granted.isPresent()) {
            events.append(lease.run.workspaceId(), lease.run.id(), granted.get(), started);
            return Permission.GRANTED;
        }
        var now = runs.find(lease.run.id()).orElseThrow();
        if (now.status() != RunStatus.RUNNING || now.fence() != lease.run.fence()) {
            return Permission.LOST;
        }
        return now.pauseRequested() && !now.stepRequested()
                ? Permission.PAUSED
                : Permission.COST_CAP;
    }

    /** Books a call that was answered in time; false when the run is no longer ours. */
    boolean book(
            Lease lease,
            BigDecimal held,
            BigDecimal cost,
            long input,
            long output,
            List<RunEvent> happened) {
        var seq =
                jdbc.sql(
                                """
                        update app.workflow_runs
                           set held_cost_usd = held_cost_usd - :held, total_cost_usd = total_cost_usd + :cost,
                               total_input_tokens = total_input_tokens + :input,
                               total_output_tokens = total_output_tokens + :output, last_seq = last_seq + :events
                         where id = :id and fence = :fence and status = 'running'
                        returning last_seq
                        """)
                        .param("held", held)
                        .param("cost", cost)
                        .param("input", input)
                        .param("output", output)
                        .param("events", happened.size())
                        .param("id", lease.run.id())
                        .param("fence", lease.run.fence())
                        .query(Long.class)
                        .optional();
        seq.ifPresent(
                last -> events.append(lease.run.workspaceId(), lease.run.id(), last, happened));
        return seq.isPresent();
    }

    /**
     * Books an answer nobody waited for any more, money and tokens only, in the place of the worst
     * case that stood for it.
     */
    void bookLate(UUID runId, BigDecimal worstCase, BigDecimal cost, long input, long output) {
        jdbc.sql(
                        """
                        update app.workflow_runs
                           set uncertain_cost_usd = uncertain_cost_usd - :worst, total_cost_usd = total_cost_usd + :cost,
                               total_input_tokens = total_input_tokens + :input,
                               total_output_tokens = total_output_tokens + :output
                         where id = :id
                        """)
                .param("worst", worstCase)
                .param("cost", cost)
                .param("input", input)
                .param("output", output)
                .param("id", runId)
                .update();
    }

    static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1000.0;
    }
}
