package com.postmagiq.workflow.control;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workflow.persona.WorkspaceVoice;
import com.postmagiq.workflow.run.Forks;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workspace.Actor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Starts runs that go on from a state of another run with changes, and pays only for what follows.
 * The other run is never changed.
 */
@Service
@Transactional
public class RunForks {
    private static final int LONGEST_NOTE = 10_000;
    private static final int LONGEST_LABEL = 200;

    private final Runs runs;
    private final Forks forks;
    private final ForkPlans plans;
    private final RunQuotes quotes;
    private final QuoteStore agreements;
    private final CostForecast forecast;
    private final HumanEdits edits;
    private final RunEvents events;
    private final RunTasks tasks;
    private final Counters counters;
    private final WorkspaceVoice voices;
    private final Clock clock;

    RunForks(
            Runs runs,
            Forks forks,
            ForkPlans plans,
            RunQuotes quotes,
            QuoteStore agreements,
            CostForecast forecast,
            HumanEdits edits,
            RunEvents events,
            RunTasks tasks,
            Counters counters,
            WorkspaceVoice voices,
            Clock clock) {
        this.runs = runs;
        this.forks = forks;
        this.plans = plans;
        this.quotes = quotes;
        this.agreements = agreements;
        this.forecast = forecast;
        this.edits = edits;
        this.events = events;
        this.tasks = tasks;
        this.counters = counters;
        this.voices = voices;
        this.clock = clock;
    }

    /** What the fork would cost; nothing is stored but the price. */
    public RunQuotes.Quote quote(UUID sourceId, ForkRequest request, Actor actor, boolean money) {
        var plan = planned(sourceId, request, actor);
        var choice = plan.choice();
        var texts =
                plan.inherited().stream()
                        .mapToLong(output -> CostForecast.tokens(output.content()))
                        .sum();
        var expected = forecast.expected(choice.config(), plan.path(), texts);
        var cap = cap(request, choice);
        return quotes.told(
                choice,
                new RunQuotes.Terms(
                        plan.price().total(),
                        items(plan),
                        Objects.requireNonNullElse(request.maxCredits(), plan.price().total())),
                RunQuotes.computed(
                        expected.usd(),
                        forecast.worst(choice.config(), story(plan).content()),
                        cap),
                new RunQuotes.Seconds(
                        RunQuotes.seconds(expected.seconds()),
                        RunQuotes.seconds(2 * expected.seconds())),
                cap,
                money);
    }

    /**
     * Starts the fork.
     *
     * @return its id
     * @throws ProblemException {@code fork.state_not_visited}, {@code fork.invalid_changes}, {@code
     *     agent.unavailable}, {@code run.cap_invalid}, {@code run.cap_below_quote}, {@code
     *     run.quote_changed}, {@code scope_missing} for a persona's text without {@code
     *     strategy:write}
     */
    public UUID start(UUID sourceId, ForkRequest request, Actor actor) {
        var plan = planned(sourceId, request, actor);
        var choice = plan.choice();
        StartChecks.checkAgents(choice);
        if (request.quoteId() != null) {
            quotes.confirm(request.quoteId(), choice, items(plan));
        }
        var given = ForkPlans.edited(plan, request);
        var now = clock.instant();
        var id = Ids.next();
        runs.pinConfig(choice.hash(), choice.yaml());
        runs.insert(run(plan, request, actor, id, now));
        voices.ofRun(plan.fork().of()).ifPresent(it -> voices.chooseForRun(id, it));
        forks.insert(id, plan.fork());
        agreements.agreed(id, request.quoteId(), request.maxCredits());
        var stored = runs.find(id).orElseThrow();
        request.texts()
                .forEach(
                        text ->
                                edits.storeInFork(
                                        stored,
                                        choice.config(),
                                        Objects.requireNonNull(given.get(text.outputId())),
                                        text.text(),
                                        now));
        events.append(
                stored.workspaceId(),
                id,
                List.of(
                        RunEvent.of(
                                "run.created",
                                null,
                                null,
                                now,
                                Map.of(
                                        "config_slug", stored.configSlug(),
                                        "story_label", stored.label(),
                                        "tier", stored.tier(),
                                        "offline", stored.offline(),
                                        "credits_quoted", stored.creditsQuoted(),
                                        "fork_of", sourceId))));
        tasks.wake(stored.workspaceId(), id, 1, now);
        return id;
    }

    private ForkPlans.Plan planned(UUID sourceId, ForkRequest request, Actor actor) {
        var source =
                runs.find(sourceId).orElseThrow(() -> RunCommands.unknown(sourceId.toString()));
        ChangedConfigs.checkPersonas(request.changes(), actor);
        checkLength("note", request.note(), LONGEST_NOTE);
        checkLength("label", request.label(), LONGEST_LABEL);
        var plan = plans.plan(source, request);
        var hard = plan.choice().config().breaker().maxCostHard();
        if (request.maxCostUsd() != null
                && (request.maxCostUsd().signum() < 0
                        || request.maxCostUsd().compareTo(hard) > 0)) {
            throw new ProblemException(
                    RunProblem.CAP_TOO_LOW,
                    "The cap %s is not between 0 and the %s USD this configuration allows."
                            .formatted(request.maxCostUsd().toPlainString(), hard.toPlainString()));
        }
        if (request.maxCredits() != null && request.maxCredits() < plan.price().total()) {
            throw new ProblemException(
                    RunProblem.CAP_BELOW_QUOTE,
                    "The fork costs %d credits, more than the %d it may cost."
                            .formatted(plan.price().total(), request.maxCredits()));
        }
        return plan;
    }

    private static void checkLength(String field, @Nullable String value, int longest) {
        if (value != null && value.length() > longest) {
            throw ChangedConfigs.invalid(
                    "The %s has %,d characters; the limit is %,d."
                            .formatted(field, value.length(), longest));
        }
    }

    private static List<RunQuotes.Item> items(ForkPlans.Plan plan) {
        return plan.price().breakdown().stream().map(RunQuotes::item).toList();
    }

    private static BigDecimal cap(ForkRequest request, Configurations.Choice choice) {
        return Objects.requireNonNullElse(
                request.maxCostUsd(), choice.config().breaker().maxCostHard());
    }

    private static Output story(ForkPlans.Plan plan) {
        return plan.inherited().stream()
                .filter(output -> output.type().equals(Output.STORY_TYPE))
                .findFirst()
                .orElseThrow();
    }

    private Run run(ForkPlans.Plan plan, ForkRequest request, Actor actor, UUID id, Instant now) {
        var source = plan.source();
        var choice = plan.choice();
        // The lock on the workspace's run numbers also makes iterations one after another.
        var number = counters.next("run");
        var label =
                request.label() == null || request.label().isBlank()
                        ? source.label()
                        : request.label().strip();
        return new Run(
                source.workspaceId(),
                id,
                number,
                label,
                source.storyLabel(),
                source.storyKey(),
                runs.countByStory(source.storyKey()) + 1,
                choice.slug(),
                choice.version(),
                choice.hash(),
                choice.tier().slug(),
                source.platform(),
                source.shape(),
                choice.offline(),
                source.unattended(),
                source.skipQuestions(),
                actor.userId(),
                source.id(),
                1,
                RunStatus.QUEUED,
                plan.entry().state(),
                null,
                false,
                false,
                null,
                null,
                RunCounters.START,
                0,
                0,
                cap(request, choice),
                0,
                0,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                BigDecimal.ZERO,
                plan.price().total(),
                null,
                pending(plan, request),
                0,
                0,
                0,
                null,
                null,
                null,
                null,
                null,
                now,
                null,
                null,
                plan.fork(),
                null);
    }

    /** What the entered state was told at that time, and what is added now. */
    private static Map<String, PendingFeedback> pending(ForkPlans.Plan plan, ForkRequest request) {
        var before = plan.entry().feedback();
        var note = request.note() == null ? "" : request.note().strip();
        if (before.text().isBlank() && note.isEmpty()) {
            return Map.of();
        }
        var human = new ArrayList<>(before.human());
        if (!note.isEmpty()) {
            human.add(note);
        }
        return Map.of(
                plan.entry().state(),
                new PendingFeedback((before.text() + "\n\n" + note).strip(), human));
    }
}
