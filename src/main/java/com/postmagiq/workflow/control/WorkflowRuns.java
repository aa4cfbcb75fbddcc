package com.postmagiq.workflow.control;

import com.postmagiq.content.strategy.GoalVoices;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.quality.CheckRequest;
import com.postmagiq.quality.QualityChecks;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.engine.TextChecks;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workflow.persona.Voices;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PostProgress;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.StoredJson;
import com.postmagiq.workspace.Actor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts runs: everything is checked before anything is stored, then all of it is stored at once.
 */
@Service
public class WorkflowRuns {
    private static final String INJECTION = "safety.injection";

    private final Configurations configurations;
    private final Runs runs;
    private final Outputs outputs;
    private final RunEvents events;
    private final RunTasks tasks;
    private final StoredJson json;
    private final JdbcClient jdbc;
    private final Counters counters;
    private final RunQuotes quotes;
    private final QuoteStore agreements;
    private final PostProgress progress;
    private final WorkspaceVoice voice;
    private final Voices voices;
    private final GoalVoices goalVoices;
    private final TransactionTemplate transactions;
    private final QualityChecks checks = new QualityChecks();
    private final Clock clock;

    WorkflowRuns(
            Configurations configurations,
            Runs runs,
            Outputs outputs,
            RunEvents events,
            RunTasks tasks,
            StoredJson json,
            JdbcClient jdbc,
            Counters counters,
            RunQuotes quotes,
            QuoteStore agreements,
            PostProgress progress,
            WorkspaceVoice voice,
            Voices voices,
            GoalVoices goalVoices,
            TransactionTemplate transactions,
            Clock clock) {
        this.configurations = configurations;
        this.runs = runs;
        this.outputs = outputs;
        this.events = events;
        this.tasks = tasks;
        this.json = json;
        this.jdbc = jdbc;
        this.counters = counters;
        this.quotes = quotes;
        this.agreements = agreements;
        this.progress = progress;
        this.voice = voice;
        this.voices = voices;
        this.goalVoices = goalVoices;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Starts a run.
     *
     * @param idempotencyKey the same key with the same request gives the same run; null for none
     * @return the run's id
     */
    public UUID start(StartRequest request, Actor actor, @Nullable String idempotencyKey) {
        return start(
                request,
                actor,
                idempotencyKey,
                configurations.choose(request.config(), request.tier()));
    }

    /**
     * Starts a run of a configuration that was chosen already, such as a file named on the command
     * line.
     */
    public UUID start(
            StartRequest request,
            Actor actor,
            @Nullable String idempotencyKey,
            Configurations.Choice choice) {
        return start(request, idempotencyKey, choice, new Origin(actor.userId(), null, null));
    }

    /** Starts a run that takes the place of another one, which it names. */
    UUID startAgain(StartRequest request, Actor actor, Configurations.Choice choice, UUID parent) {
        return start(request, null, choice, new Origin(actor.userId(), parent, null));
    }

    /**
     * Starts a cell of an experiment, in the caller's transaction: a run that asks nobody and
     * writes no post.
     *
     * @param choice with the arm's changes in its text
     * @param changes the arm's; those of personas count in the run alone
     */
    public UUID startTrial(
            StartRequest request,
            @Nullable UUID startedBy,
            Configurations.Choice choice,
            Fork.Overrides changes) {
        return start(request, null, choice, new Origin(startedBy, null, changes));
    }

    /**
     * Where a run comes from.
     *
     * @param parent the run it takes the place of
     * @param trial set for a cell of an experiment
     */
    private record Origin(
            @Nullable UUID startedBy, @Nullable UUID parent, Fork.@Nullable Overrides trial) {}

    private UUID start(
            StartRequest request,
            @Nullable String idempotencyKey,
            Configurations.Choice choice,
            Origin origin) {
        var story = StoryText.accept(request.story());
        StartChecks.check(request, choice);
        if (request.voice() != null) {
            voices.check(request.voice());
        }
        // Before the transaction, which holds the lock on the workspace's run numbers.
        var suspicious = suspicious(story);
        return Objects.requireNonNull(
                transactions.execute(
                        _ -> stored(request, story, suspicious, idempotencyKey, choice, origin)));
    }

    /** Orders to a model inside the story: told to people, never followed. */
    private List<RunEvent> suspicious(String story) {
        var now = clock.instant();
        return checks.check(CheckRequest.of(story, List.of())).findings().stream()
                .filter(finding -> finding.check().equals(INJECTION))
                .map(
                        finding ->
                                RunEvent.of(
                                        "story.suspicious",
                                        null,
                                        null,
                                        now,
                                        Map.of(
                                                "check", finding.check(),
                                                "text", finding.text(),
                                                "message", finding.message())))
                .toList();
    }

    private UUID stored(
            StartRequest request,
            String story,
            List<RunEvent> suspicious,
            @Nullable String idempotencyKey,
            Configurations.Choice choice,
            Origin origin) {
        var id = Ids.next();
        if (idempotencyKey != null) {
            var known =
                    claimKey(
                            idempotencyKey,
                            ContentHash.of(json.write(request)),
                            CurrentWorkspace.id(),
                            id);
            if (!known.equals(id)) {
                return known;
            }
        }
        if (request.quoteId() != null) {
            quotes.confirm(request.quoteId(), choice, RunQuotes.items(choice));
        }
        var now = clock.instant();
        runs.pinConfig(choice.hash(), choice.yaml());
        var run = run(request, story, choice, origin, id, now);
        runs.insert(run);
        progress.started(run);
        spokenIn(request).ifPresent(slug -> voice.chooseForRun(id, slug));
        if (request.quoteId() != null || request.maxCredits() != null) {
            agreements.agreed(id, request.quoteId(), request.maxCredits());
        }
        var text = story(run, story, now);
        outputs.insert(run.workspaceId(), text);
        var happened = new ArrayList<RunEvent>();
        happened.add(
                RunEvent.of(
                        "run.created",
                        null,
                        null,
                        now,
                        Map.of(
                                "config_slug", run.configSlug(),
                                "story_label", run.label(),
                                "tier", run.tier(),
                                "offline", run.offline(),
                                "credits_quoted", run.creditsQuoted())));
        happened.addAll(suspicious);
        events.append(run.workspaceId(), id, happened);
        if (run.status() == RunStatus.QUEUED) {
            tasks.wake(run.workspaceId(), id, happened.size(), now);
        }
        return id;
    }

    /** The voice the request names, else that of the strategy its post belongs to. */
    private Optional<String> spokenIn(StartRequest request) {
        return request.voice() != null || request.postId() == null
                ? Optional.ofNullable(request.voice())
                : goalVoices.ofPost(request.postId()).map(VoiceProfiles.Choice::slug);
    }

    /**
     * The run of this key: the given new one, or the one an earlier request made. Callers at once
     * queue here.
     */
    private UUID claimKey(String key, String requestHash, UUID workspaceId, UUID runId) {
        jdbc.sql(
                        """
                        insert into app.idempotency_keys (workspace_id, key, request_hash, run_id, created_at)
                        values (:workspaceId, :key, :hash, :runId, :at)
                        on conflict (workspace_id, key) do nothing
                        """)
                .param("workspaceId", workspaceId)
                .param("key", key)
                .param("hash", requestHash)
                .param("runId", runId)
                .param("at", StoredJson.at(clock.instant()))
                .update();
        record Known(String requestHash, @Nullable UUID runId) {}
        var known =
                jdbc.sql("select request_hash, run_id from app.idempotency_keys where key = :key")
                        .param("key", key)
                        .query(Known.class)
                        .single();
        if (known.runId() == null || !known.requestHash().equals(requestHash)) {
            throw new ProblemException(
                    GeneralProblem.IDEMPOTENCY_CONFLICT,
                    "This Idempotency-Key was used for another request; use a new one for a new run.");
        }
        return known.runId();
    }

    private Run run(
            StartRequest request,
            String story,
            Configurations.Choice choice,
            Origin origin,
            UUID id,
            Instant now) {
        var label =
                request.storyLabel() == null || request.storyLabel().isBlank()
                        ? StoryText.label(story)
                        : request.storyLabel().strip();
        var storyKey = ContentHash.of(story);
        var paused = request.startPaused();
        return new Run(
                CurrentWorkspace.id(),
                id,
                counters.next("run"),
                label,
                request.storyLabel(),
                storyKey,
                runs.countByStory(storyKey) + 1,
                choice.slug(),
                choice.version(),
                choice.hash(),
                choice.tier().slug(),
                Objects.requireNonNullElse(request.platform(), "linkedin"),
                request.shape() == null ? null : request.shape().toUpperCase(Locale.ROOT),
                choice.offline(),
                request.unattended(),
                request.skipQuestions(),
                origin.startedBy(),
                origin.parent(),
                1,
                paused ? RunStatus.PAUSED : RunStatus.QUEUED,
                initial(choice),
                null,
                paused,
                false,
                paused ? "start_paused" : null,
                null,
                RunCounters.START,
                0,
                0,
                Objects.requireNonNullElse(
                        request.maxCostUsd(), choice.config().breaker().maxCostHard()),
                0,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                choice.price().total(),
                null,
                Map.of(),
                0,
                0,
                0,
                null,
                null,
                request.postId(),
                null,
                null,
                now,
                null,
                null,
                null,
                origin.trial());
    }

    private static String initial(Configurations.Choice choice) {
        return choice.config().states().values().stream()
                .filter(State.Initial.class::isInstance)
                .map(State::name)
                .findFirst()
                .orElseThrow();
    }

    private static Output story(Run run, String story, Instant now) {
        return new Output(
                Ids.next(),
                run.id(),
                null,
                null,
                null,
                null,
                null,
                Output.STORY_TYPE,
                Output.STORY_PATH,
                1,
                Output.Author.HUMAN,
                null,
                null,
                null,
                false,
                story,
                ContentHash.of(story),
                TextChecks.words(story),
                null,
                List.of(),
                List.of(),
                now);
    }
}
