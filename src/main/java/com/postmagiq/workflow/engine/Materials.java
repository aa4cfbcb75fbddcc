package com.postmagiq.workflow.engine;

import com.postmagiq.agents.Material;
import com.postmagiq.quality.Source;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.StoredJson;
import com.postmagiq.workflow.run.Verdicts;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.verdict.MustNotUse;
import com.postmagiq.workflow.verdict.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** The texts a call is given, in prompt order, under the names the agent knows them by. */
@Component
class Materials {
    private final Verdicts verdicts;
    private final Audits audits;
    private final DraftRanks ranks;
    private final StoredJson json;

    Materials(Verdicts verdicts, Audits audits, DraftRanks ranks, StoredJson json) {
        this.verdicts = verdicts;
        this.audits = audits;
        this.ranks = ranks;
        this.json = json;
    }

    /**
     * @param fewer how many of the drafts are left out, the lowest-ranked ones first
     */
    List<Material> of(Lease lease, State.Asking state, Visit visit, int fewer) {
        var inputs =
                visit.inputOutputIds().stream().map(id -> lease.output(id).orElseThrow()).toList();
        var all = new ArrayList<Material>();
        inputs.stream()
                .filter(output -> !output.is(OutputType.DRAFT))
                .forEach(
                        output -> {
                            all.add(material(lease, output));
                            if (output.type().equals(Output.STORY_TYPE)) {
                                all.addAll(added(lease));
                            }
                        });
        all.addAll(drafts(lease, state, visit, inputs, fewer));
        if (state.work().outputType() == OutputType.FINAL) {
            mustNotUse(lease).ifPresent(all::add);
        }
        return all;
    }

    /** Agents of the drafting state whose drafts did not come about. */
    List<String> missing(Lease lease, State.Asking state) {
        var drafts =
                Inputs.resolve(lease, state).outputs().stream()
                        .filter(output -> output.is(OutputType.DRAFT))
                        .toList();
        if (drafts.isEmpty()) {
            return List.of();
        }
        var producer = lease.config.states().get(Objects.requireNonNull(drafts.getFirst().state()));
        if (!(producer instanceof State.FanOut fanOut)) {
            return List.of();
        }
        var present = drafts.stream().map(Output::slot).toList();
        var missing = new ArrayList<String>();
        for (var slot = 0; slot < fanOut.slots().size(); slot++) {
            if (!present.contains(slot)) {
                missing.add(fanOut.slots().get(slot).agent());
            }
        }
        return missing;
    }

    private Material material(Lease lease, Output output) {
        if (output.type().equals(Output.STORY_TYPE)) {
            return new Material(
                    output.path(),
                    Material.Kind.STORY,
                    "The author's story",
                    null,
                    output.content());
        }
        var kind =
                switch (OutputType.valueOf(output.type().toUpperCase(java.util.Locale.ROOT))) {
                    case REVIEW -> Material.Kind.REVIEW;
                    case PROCESSED -> Material.Kind.PROCESSED;
                    case DRAFT -> Material.Kind.DRAFT;
                    case AUDIT, FINAL_AUDIT -> Material.Kind.AUDIT;
                    case FINAL -> Material.Kind.FINAL;
                    case ANALYSIS, OTHER -> Material.Kind.OTHER;
                };
        var label =
                switch (kind) {
                    case REVIEW -> "Review of the story";
                    case PROCESSED -> "The story, processed";
                    case DRAFT -> "Draft";
                    case AUDIT -> "Audit";
                    case FINAL -> "The post as it stands";
                    case STORY, OTHER -> "Text";
                };
        return new Material(
                output.path(),
                kind,
                label,
                output.agent(),
                kind == Material.Kind.AUDIT ? verdictOf(lease, output) : output.content());
    }

    /**
     * An audit as it counts: after the server's rules, with drafts named by their agents instead of
     * by letters.
     */
    private String verdictOf(Lease lease, Output output) {
        return verdicts.of(lease.run.id()).stream()
                .filter(stored -> stored.visitId().equals(output.visitId()))
                .map(Verdicts.Stored::verdict)
                .filter(verdict -> Objects.equals(verdict.slot(), output.slot()))
                .findFirst()
                .map(json::write)
                .orElse(output.content());
    }

    private static List<Material> added(Lease lease) {
        var notes = new ArrayList<Material>();
        var number = 1;
        for (Source source : lease.humanSources()) {
            notes.add(
                    new Material(
                            "input/author_note_%d.md".formatted(number++),
                            Material.Kind.OTHER,
                            "What the author added later",
                            null,
                            source.text()));
        }
        return notes;
    }

    /** How many drafts a visit works on. */
    static int drafts(Lease lease, Visit visit) {
        return (int)
                visit.inputOutputIds().stream()
                        .flatMap(id -> lease.output(id).stream())
                        .filter(output -> output.is(OutputType.DRAFT))
                        .count();
    }

    private List<Material> drafts(
            Lease lease, State.Asking state, Visit visit, List<Output> inputs, int fewer) {
        var kept =
                new ArrayList<>(
                        inputs.stream().filter(output -> output.is(OutputType.DRAFT)).toList());
        kept.removeAll(ranks.worst(lease, List.copyOf(kept), fewer));
        var labels = Audits.labels(lease, visit);
        if (!state.work().outputType().auditFamily() || labels.agents().isEmpty()) {
            return kept.stream()
                    .map(
                            draft ->
                                    new Material(
                                            draft.path(),
                                            Material.Kind.DRAFT,
                                            "Draft by " + draft.agent(),
                                            draft.agent(),
                                            draft.content()))
                    .toList();
        }
        var shown = new ArrayList<Material>();
        labels.agents()
                .forEach(
                        (letter, agent) ->
                                kept.stream()
                                        .filter(draft -> agent.equals(draft.agent()))
                                        .forEach(
                                                draft ->
                                                        shown.add(
                                                                new Material(
                                                                        draft.path(),
                                                                        Material.Kind.DRAFT,
                                                                        "Draft " + letter,
                                                                        agent,
                                                                        draft.content()))));
        return shown;
    }

    private Optional<Material> mustNotUse(Lease lease) {
        var audit =
                lease.visits().reversed().stream()
                        .filter(
                                visit ->
                                        lease.config.states().get(visit.state())
                                                        instanceof State.Asking asking
                                                && asking.work().outputType() == OutputType.AUDIT)
                        .findFirst();
        if (audit.isEmpty()) {
            return Optional.empty();
        }
        List<Verdict> given =
                verdicts.of(lease.run.id()).stream()
                        .filter(stored -> stored.visitId().equals(audit.get().id()))
                        .map(Verdicts.Stored::verdict)
                        .toList();
        var items = MustNotUse.list(given, audits.checked(lease, audit.get()));
        return items.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Material(
                                "audits/must_not_use.md",
                                Material.Kind.OTHER,
                                "Passages that must not be used",
                                null,
                                MustNotUse.markdown(items)));
    }
}
