package com.postmagiq.workflow.history;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.Agents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.history.RunViews.Awaiting;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visits;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Everything there is to read about one run. */
@Service
@Transactional(readOnly = true)
public class RunHistory {
    private static final double MILLIS = 1000.0;

    private final Runs runs;
    private final Visits visits;
    private final Invocations invocations;
    private final Outputs outputs;
    private final Decisions decisions;
    private final Verdicts verdicts;
    private final Reports reports;
    private final RunEvents events;
    private final PinnedConfigs configs;
    private final Agents agents;
    private final Clock clock;

    RunHistory(
            Runs runs,
            Visits visits,
            Invocations invocations,
            Outputs outputs,
            Decisions decisions,
            Verdicts verdicts,
            Reports reports,
            RunEvents events,
            PinnedConfigs configs,
            Agents agents,
            Clock clock) {
        this.runs = runs;
        this.visits = visits;
        this.invocations = invocations;
        this.outputs = outputs;
        this.decisions = decisions;
        this.verdicts = verdicts;
        this.reports = reports;
        this.events = events;
        this.configs = configs;
        this.agents = agents;
        this.clock = clock;
    }

    /**
     * The id of a run somebody names by id or number.
     *
     * @throws ProblemException {@code run.not_found}
     */
    public UUID idOf(String reference) {
        return find(reference).id();
    }

    private Run find(String reference) {
        return runs.byReference(reference).orElseThrow(() -> RunCommands.unknown(reference));
    }

    /**
     * @param money whether the reader may see costs
     */
    public RunViews.Run run(String reference, boolean money) {
        var run = find(reference);
        var open = decisions.open(run.id());
        var story =
                outputs.of(run.id()).stream()
                        .filter(output -> output.type().equals(Output.STORY_TYPE))
                        .findFirst()
                        .orElseThrow();
        var config = configs.effective(run.configHash(), run.tier());
        var limits = config.breaker();
        return new RunViews.Run(
                run.id(),
                run.number(),
                run.label(),
                run.storyLabel(),
                run.storyKey(),
                run.iteration(),
                run.configSlug(),
                run.configVersion(),
                run.configHash(),
                run.tier(),
                run.status().code(),
                run.currentState(),
                run.finalState(),
                open.map(point -> new Awaiting(point.id(), point.kind().code())).orElse(null),
                run.offline(),
                run.totalTokens(),
                run.totalInputTokens(),
                run.totalOutputTokens(),
                money ? run.totalCostUsd() : null,
                money ? run.uncertainCostUsd() : null,
                run.creditsQuoted(),
                run.creditsCharged(),
                run.finalScore(),
                run.startedBy(),
                run.forcedBy() != null,
                run.createdAt(),
                run.startedAt(),
                run.completedAt(),
                run.platform(),
                run.shape(),
                run.unattended(),
                run.skipQuestions(),
                run.pauseRequested(),
                run.pauseReason(),
                run.attempt(),
                run.parentRunId(),
                run.activeMs() / MILLIS,
                wall(run),
                run.finalOutputId(),
                run.postId(),
                run.forcedBy(),
                run.forcedReason(),
                new RunViews.Story(story.id(), story.content()),
                open.map(RunHistory::decision).orElse(null),
                new RunViews.Breaker(
                        limits.stateVisitLimit(),
                        limits.transitionLimit(),
                        run.transitions(),
                        limits.timeoutSeconds(),
                        money ? limits.costLimit() : null,
                        money ? run.maxCostUsd() : null),
                progress(run, StateGraph.of(config)),
                run.error(),
                run.lastSeq(),
                forkOf(run.fork(), money));
    }

    private RunViews.@Nullable ForkOf forkOf(@Nullable Fork fork, boolean money) {
        return fork == null
                ? null
                : RunViews.ForkOf.of(
                        fork, runs.find(fork.of()).map(Run::number).orElse(null), money);
    }

    private double wall(Run run) {
        var end = Objects.requireNonNullElseGet(run.completedAt(), clock::instant);
        return Duration.between(run.createdAt(), end).toMillis() / MILLIS;
    }

    private static RunViews.Progress progress(Run run, StateGraph graph) {
        var path = graph.forwardPath();
        var index = path.indexOf(run.currentState());
        var last = Math.max(1, path.size() - 1);
        var percent =
                switch (run.status()) {
                    case COMPLETE -> 100;
                    case QUEUED, RUNNING, PAUSED, AWAITING_HUMAN, HALTED, FAILED, ABORTED ->
                            Math.max(0, index) * 100 / last;
                };
        return new RunViews.Progress(Math.max(0, index), path.size(), percent, run.currentState());
    }

    /**
     * The newest run that wrote a post.
     *
     * @throws ProblemException {@code run.not_found} when no run did
     */
    public RunViews.Run latestOfPost(UUID postId, boolean money) {
        var run =
                runs.newestOfPost(postId)
                        .orElseThrow(() -> RunCommands.unknown("of post " + postId));
        return run(run.id().toString(), money);
    }

    public List<RunViews.Decision> decisions(String reference) {
        return decisions.of(find(reference).id()).stream().map(RunHistory::decision).toList();
    }

    private static RunViews.Decision decision(DecisionPoint point) {
        var by = point.decidedBy();
        return new RunViews.Decision(
                point.id(),
                point.runId(),
                point.state(),
                point.visit(),
                point.kind().code(),
                point.status(),
                point.prompt(),
                point.options(),
                point.questions(),
                point.contentOutputIds(),
                point.contentHash(),
                point.qualityReportId(),
                point.rule(),
                point.context().reviewer().isBlank() ? null : point.context().reviewer(),
                point.createdAt(),
                point.expiresAt(),
                point.decision(),
                point.feedback(),
                by == null
                        ? null
                        : new RunViews.Person(
                                by, Objects.requireNonNullElse(point.decidedByName(), "")),
                point.decidedAt());
    }

    public List<RunViews.Visit> states(String reference, boolean money) {
        var run = find(reference);
        var calls = invocations.of(run.id());
        var texts = outputs.of(run.id());
        return visits.of(run.id()).stream()
                .map(
                        visit ->
                                new RunViews.Visit(
                                        visit.id(),
                                        visit.state(),
                                        visit.type(),
                                        visit.visit(),
                                        visit.open() ? "running" : "done",
                                        visit.transition(),
                                        visit.nextState(),
                                        !visit.feedback().text().isBlank(),
                                        visit.inputOutputIds(),
                                        VisitViews.seconds(visit.durationMs()),
                                        visit.startedAt(),
                                        visit.completedAt(),
                                        VisitViews.slots(visit, calls, texts, money)))
                .toList();
    }

    public List<RunViews.Output> outputs(String reference) {
        var all = outputs.of(find(reference).id());
        var newest = new HashMap<String, Integer>();
        all.forEach(output -> newest.merge(output.path(), output.version(), Math::max));
        return all.stream()
                .map(
                        output ->
                                output(
                                        output,
                                        Objects.equals(
                                                newest.get(output.path()), output.version())))
                .toList();
    }

    public RunViews.Output output(String reference, UUID outputId) {
        return outputs(reference).stream()
                .filter(output -> output.id().equals(outputId))
                .findFirst()
                .orElseThrow(() -> unknownOutput(outputId));
    }

    private static RunViews.Output output(Output output, boolean latest) {
        return new RunViews.Output(
                output.id(),
                output.type(),
                output.path(),
                output.version(),
                latest,
                output.state(),
                output.visit(),
                output.slot(),
                output.agent(),
                output.provider(),
                output.model(),
                output.isLlm(),
                output.author().code(),
                output.words(),
                output.content(),
                output.contentHash(),
                output.cleanups(),
                output.notes(),
                output.createdAt());
    }

    /** What changed between two texts of a run, word by word. */
    public List<WordDiff.Hunk> diff(String reference, UUID outputId, UUID against) {
        return WordDiff.hunks(
                output(reference, against).content(), output(reference, outputId).content());
    }

    public List<RunViews.Verdict> audits(String reference) {
        return verdicts.of(find(reference).id()).stream().map(VerdictViews::of).toList();
    }

    /**
     * @param outputId null for the newest final, else the newest draft
     */
    public QualityViews.Quality quality(String reference, @Nullable UUID outputId) {
        var run = find(reference);
        var stored = report(run, outputId);
        return QualityViews.of(stored, run.id(), reports.dismissed(stored.report().contentHash()));
    }

    public QualityViews.ProvenanceView provenance(String reference, @Nullable UUID outputId) {
        var stored = report(find(reference), outputId);
        return QualityViews.of(stored.provenance(), stored.outputId());
    }

    private Reports.Stored report(Run run, @Nullable UUID outputId) {
        var wanted =
                outputId != null
                        ? outputs.find(run.id(), outputId).map(Output::id)
                        : newestText(run.id());
        return wanted.flatMap(reports::ofOutput)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        RunProblem.UNKNOWN_REPORT,
                                        "There is no report for this text of run %d; drafts and finals have one."
                                                .formatted(run.number())));
    }

    private Optional<UUID> newestText(UUID runId) {
        var all = outputs.of(runId);
        return newest(all, "final").or(() -> newest(all, "draft"));
    }

    private static Optional<UUID> newest(List<Output> all, String type) {
        return all.stream()
                .filter(output -> output.type().equals(type))
                .map(Output::id)
                .max(Comparator.naturalOrder());
    }

    public List<RunViews.Invocation> invocations(String reference, boolean money) {
        return invocations.of(find(reference).id()).stream()
                .map(call -> VisitViews.call(call, money))
                .toList();
    }

    public TokenViews.Tokens tokens(String reference, boolean money) {
        var run = find(reference);
        var windows =
                configs.effective(run.configHash(), run.tier()).agents().values().stream()
                        .collect(
                                Collectors.toMap(
                                        AgentDefinition::name,
                                        agent -> agents.route(agent).contextWindow()));
        return TokenBreakdown.of(
                run, visits.of(run.id()), invocations.of(run.id()), windows, money);
    }

    public GraphViews.Graph graph(String reference) {
        var run = find(reference);
        return GraphViews.of(configs.effective(run.configHash(), run.tier()));
    }

    public List<RunViews.Event> events(UUID workspaceId, UUID runId, long after, int limit) {
        return events.after(runId, after, limit).stream()
                .map(event -> event(workspaceId, runId, event))
                .toList();
    }

    public static RunViews.Event event(UUID workspaceId, UUID runId, RunEvent event) {
        return new RunViews.Event(
                event.seq() == 0 ? null : event.seq(),
                event.type(),
                runId,
                workspaceId,
                event.at(),
                event.state(),
                event.visit(),
                event.data());
    }

    private static ProblemException unknownOutput(UUID id) {
        return new ProblemException(
                RunProblem.UNKNOWN_OUTPUT, "This run has no output %s.".formatted(id));
    }
}
