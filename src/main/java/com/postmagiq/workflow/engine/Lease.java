package com.postmagiq.workflow.engine;

import com.postmagiq.quality.Source;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workflow.persona.Personas;
import com.postmagiq.workflow.persona.VisitPrompts;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunError;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Visit;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run while this node advances it: the row as it was claimed, what belongs to it, and what the
 * next commit will change. One thread owns it; a write that fails makes the whole lease worthless,
 * so nothing here is ever rolled back.
 */
final class Lease {
    final Run run;
    final WorkflowConfig config;
    final List<String> previousPosts;
    private final List<Visit> visits;
    private final List<Output> outputs;
    private final List<Source> humanSources;

    RunStatus status = RunStatus.RUNNING;
    String currentState;
    RunCounters counters;
    final Map<String, PendingFeedback> pending;
    @Nullable RunError error;
    @Nullable String finalState;
    @Nullable Integer finalScore;
    @Nullable UUID finalOutputId;
    @Nullable UUID postId;
    @Nullable Integer creditsCharged;
    @Nullable String pauseReason;
    @Nullable Instant completedAt;
    boolean stepDone;

    /** The visit this lease entered last: nobody was asked in it before. */
    @Nullable UUID enteredVisit;

    /** What the prompts of that visit are made of; without the roles that cannot be had. */
    Map<VisitPrompts.Role, Personas.Parts> enteredParts = Map.of();

    /** The calls under way whose money is held. */
    final HeldCalls held = new HeldCalls();

    private BigDecimal spent = BigDecimal.ZERO;
    private long ticked = System.nanoTime();

    Lease(
            Run run,
            WorkflowConfig config,
            List<Visit> visits,
            List<Output> outputs,
            List<Source> humanSources,
            List<String> previousPosts) {
        this.run = run;
        this.config = config;
        this.visits = new ArrayList<>(visits);
        this.outputs = new ArrayList<>(outputs);
        this.humanSources = List.copyOf(humanSources);
        this.previousPosts = List.copyOf(previousPosts);
        this.currentState = run.currentState();
        this.counters = run.counters();
        this.pending = new LinkedHashMap<>(run.pendingFeedback());
        this.finalScore = run.finalScore();
        this.finalOutputId = run.finalOutputId();
        this.postId = run.postId();
    }

    /** Books money of a call; places of a visit speak at the same time. */
    synchronized void spend(BigDecimal usd) {
        spent = spent.add(usd);
    }

    /** Brings the counters up to what was spent and worked since the last commit. */
    synchronized void tick() {
        var now = System.nanoTime();
        counters = counters.spent(spent).active(Duration.ofNanos(now - ticked).toMillis());
        spent = BigDecimal.ZERO;
        ticked = now;
    }

    State state() {
        return Objects.requireNonNull(config.states().get(currentState), currentState);
    }

    State state(String name) {
        return Objects.requireNonNull(config.states().get(name), name);
    }

    List<Visit> visits() {
        return visits;
    }

    List<Output> outputs() {
        return outputs;
    }

    void add(Visit visit) {
        visits.removeIf(known -> known.id().equals(visit.id()));
        visits.add(visit);
    }

    void add(Output output) {
        outputs.add(output);
    }

    /** The visit of the current state that a dead node, or a wait, left unfinished. */
    Optional<Visit> openVisit() {
        return visits.stream()
                .filter(visit -> visit.open() && visit.state().equals(currentState))
                .findFirst();
    }

    int visitsOf(String state) {
        return (int) visits.stream().filter(visit -> visit.state().equals(state)).count();
    }

    /** In its newest version: a fork may have another one than its source. */
    Output story() {
        return outputs.stream()
                .filter(output -> output.type().equals(Output.STORY_TYPE))
                .max(Comparator.comparingInt(Output::version))
                .orElseThrow();
    }

    Optional<Output> output(UUID id) {
        return outputs.stream().filter(output -> output.id().equals(id)).findFirst();
    }

    /** The newest text of a type, by whoever wrote it. */
    Optional<Output> newest(OutputType type) {
        return outputs.stream()
                .filter(output -> output.is(type))
                .max(Comparator.comparing(Output::id));
    }

    int nextVersion(String path) {
        return outputs.stream()
                        .filter(output -> output.path().equals(path))
                        .mapToInt(Output::version)
                        .max()
                        .orElse(0)
                + 1;
    }

    /** Everything facts may come from: the story, then what people added, oldest first. */
    List<Source> sources() {
        var all = new ArrayList<Source>();
        var story = story();
        all.add(new Source(Source.Kind.STORY, story.id(), story.content()));
        all.addAll(humanSources);
        outputs.stream()
                .filter(
                        output ->
                                output.author() == Output.Author.HUMAN
                                        && !output.type().equals(Output.STORY_TYPE))
                .forEach(
                        edit ->
                                all.add(
                                        new Source(
                                                Source.Kind.FEEDBACK, edit.id(), edit.content())));
        return all;
    }

    List<Source> humanSources() {
        return humanSources;
    }

    /** The narrative shape: the wish of the start, else what the processed story says. */
    @Nullable String shape() {
        if (run.shape() != null) {
            return run.shape();
        }
        return newest(OutputType.PROCESSED)
                .map(Output::parsed)
                .map(parsed -> parsed.path("shape").asString(""))
                .filter(shape -> !shape.isEmpty())
                .orElse(null);
    }
}
