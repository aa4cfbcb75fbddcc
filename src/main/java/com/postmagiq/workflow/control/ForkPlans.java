package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.config.WorkflowTier;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.PinnedConfigs;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.Runs;
import com.postmagiq.workflow.run.StoredJson;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/** Works out what a fork inherits, runs and costs; changes nothing. */
@Component
class ForkPlans {
    private final Visits visits;
    private final Outputs outputs;
    private final Decisions decisions;
    private final Invocations invocations;
    private final Runs runs;
    private final PinnedConfigs configs;
    private final Configurations configurations;
    private final ChangedConfigs changedConfigs;
    private final RunCredits credits;
    private final StoredJson json;

    ForkPlans(
            Visits visits,
            Outputs outputs,
            Decisions decisions,
            Invocations invocations,
            Runs runs,
            PinnedConfigs configs,
            Configurations configurations,
            ChangedConfigs changedConfigs,
            RunCredits credits,
            StoredJson json) {
        this.visits = visits;
        this.outputs = outputs;
        this.decisions = decisions;
        this.invocations = invocations;
        this.runs = runs;
        this.configs = configs;
        this.configurations = configurations;
        this.changedConfigs = changedConfigs;
        this.credits = credits;
        this.json = json;
    }

    /**
     * What a fork will be.
     *
     * @param entry the visit it stands in for
     * @param inherited the texts it refers to
     * @param path the states it will pass when everything goes well
     */
    record Plan(
            Run source,
            Configurations.Choice choice,
            Visit entry,
            Fork fork,
            List<Output> inherited,
            List<String> path,
            CreditPrice.Quote price) {}

    Plan plan(Run source, ForkRequest request) {
        var before = configs.effective(source.configHash(), source.tier());
        var known = visits.withInherited(source.id());
        var entry = entry(before, known, request);
        var choice = changed(source, before, request.changes());
        var config = choice.config();
        var state = Objects.requireNonNull(config.states().get(entry.state()), entry.state());
        onlyDeclared(state, request.onlySlots());
        var visitIds =
                known.stream()
                        .filter(visit -> visit.completedAt() != null)
                        .filter(visit -> visit.startedAt().isBefore(entry.startedAt()))
                        .map(Visit::id)
                        .toList();
        var inherited =
                outputs.of(source.id()).stream()
                        .filter(
                                output ->
                                        !output.createdAt().isAfter(entry.startedAt())
                                                && !entry.id().equals(output.visitId()))
                        .collect(Collectors.toCollection(ArrayList::new));
        if (!request.onlySlots().isEmpty()) {
            inherited.addAll(kept(source, entry, request.onlySlots()));
        }
        var fork =
                new Fork(
                        source.id(),
                        entry.state(),
                        entry.visit(),
                        request.onlySlots(),
                        entry.seed(),
                        request.changes(),
                        ContentHash.of(json.write(request.changes())),
                        inherited.stream().map(Output::id).toList(),
                        visitIds,
                        notes(source, entry, request),
                        inheritedCost(source, entry),
                        source.postId() == null && source.fork() != null
                                ? source.fork().aboutPostId()
                                : source.postId());
        var path = StateGraph.forwardFrom(config, entry.state());
        var price = CreditPrice.partial(config, path, request.onlySlots(), credits::free);
        return new Plan(source, choice, entry, fork, inherited, path, price);
    }

    private static Visit entry(WorkflowConfig config, List<Visit> known, ForkRequest request) {
        var state = config.states().get(request.state());
        var possible = state instanceof State.Asking || state instanceof State.HumanApproval;
        return known.stream()
                .filter(visit -> possible && visit.state().equals(request.state()))
                .filter(visit -> request.visit() == null || visit.visit() == request.visit())
                .max(Comparator.comparingInt(Visit::visit))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        RunProblem.FORK_NOT_VISITED,
                                        "The run has made no such visit of '%s'; fork from a state it has visited that is neither its first nor an end."
                                                .formatted(request.state())));
    }

    private static void onlyDeclared(State state, List<String> onlySlots) {
        var known = state instanceof State.FanOut fanOut ? ArtefactNames.agents(fanOut) : List.of();
        if (!onlySlots.isEmpty() && !known.containsAll(onlySlots)) {
            throw new ProblemException(
                    RunProblem.FORK_INVALID,
                    "only_slots names %s, and the agents asked side by side in %s are %s."
                            .formatted(onlySlots, state.name(), known));
        }
    }

    private List<Output> kept(Run source, Visit entry, List<String> onlySlots) {
        return outputs.of(source.id()).stream()
                .filter(output -> entry.id().equals(output.visitId()))
                .filter(
                        output ->
                                !onlySlots.contains(Objects.requireNonNullElse(output.agent(), "")))
                .toList();
    }

    private List<String> notes(Run source, Visit entry, ForkRequest request) {
        var notes = new ArrayList<String>();
        if (source.fork() != null) {
            notes.addAll(source.fork().notes());
        }
        decisions.of(source.id()).stream()
                .filter(
                        point ->
                                point.decidedAt() != null
                                        && !point.decidedAt().isAfter(entry.startedAt()))
                .map(DecisionPoint::feedback)
                .filter(text -> text != null && !text.isBlank())
                .forEach(notes::add);
        if (request.note() != null && !request.note().isBlank()) {
            notes.add(request.note().strip());
        }
        return notes;
    }

    private BigDecimal inheritedCost(Run source, Visit entry) {
        var own =
                invocations.of(source.id()).stream()
                        .filter(call -> call.startedAt().isBefore(entry.startedAt()))
                        .map(Invocation::costUsd)
                        .filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
        return source.fork() == null ? own : own.add(source.fork().costUsd());
    }

    /** The source's configuration with the changes. */
    private Configurations.Choice changed(
            Run source, WorkflowConfig before, Fork.Overrides changes) {
        var yaml = runs.pinnedConfig(source.configHash());
        var changed = changedConfigs.with(changes, yaml, source.configHash(), before);
        return configurations.choice(
                source.configSlug(),
                changes.ofConfig() ? null : source.configVersion(),
                changed.yaml(),
                changed.hash(),
                WorkflowTier.valueOf(source.tier().toUpperCase(Locale.ROOT)),
                changed.config(),
                WorkflowCatalogue.Reason.REQUESTED);
    }

    /** The inherited texts that are given in another version. */
    static Map<UUID, Output> edited(Plan plan, ForkRequest request) {
        var known = plan.inherited().stream().collect(Collectors.toMap(Output::id, it -> it));
        request.texts()
                .forEach(
                        text -> {
                            if (!known.containsKey(text.outputId())) {
                                throw ChangedConfigs.invalid(
                                        "The text %s is none that this fork inherits; edit one that was written before the visit it begins with."
                                                .formatted(text.outputId()));
                            }
                        });
        return known;
    }
}
