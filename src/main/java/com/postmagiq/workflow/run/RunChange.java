package com.postmagiq.workflow.run;

import com.postmagiq.workflow.limits.RunCounters;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people's commands change in a run whose row they have locked; starts as the row is. */
public final class RunChange {
    public final Run run;
    public RunStatus status;
    public String currentState;
    public @Nullable String finalState;
    public boolean pauseRequested;
    public boolean stepRequested;
    public @Nullable String pauseReason;
    public @Nullable RunError error;
    public RunCounters counters;
    public final Map<String, PendingFeedback> pending;
    public int attempt;
    public @Nullable Integer creditsCharged;
    public @Nullable Integer finalScore;
    public @Nullable UUID finalOutputId;
    public @Nullable UUID postId;
    public @Nullable UUID forcedBy;
    public @Nullable String forcedReason;
    public @Nullable Instant completedAt;

    public RunChange(Run run) {
        this.run = run;
        this.status = run.status();
        this.currentState = run.currentState();
        this.finalState = run.finalState();
        this.pauseRequested = run.pauseRequested();
        this.stepRequested = run.stepRequested();
        this.pauseReason = run.pauseReason();
        this.error = run.error();
        this.counters = run.counters();
        this.pending = new LinkedHashMap<>(run.pendingFeedback());
        this.attempt = run.attempt();
        this.creditsCharged = run.creditsCharged();
        this.finalScore = run.finalScore();
        this.finalOutputId = run.finalOutputId();
        this.postId = run.postId();
        this.forcedBy = run.forcedBy();
        this.forcedReason = run.forcedReason();
        this.completedAt = run.completedAt();
    }
}
