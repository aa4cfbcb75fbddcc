package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.Provenance;
import com.postmagiq.quality.Source;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.Runs;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Makes and changes golden sets. A set that an experiment works on is left alone until that has
 * ended, so that all its cells read the same stories.
 */
@Service
@Transactional
class SetEditing {
    static final int MOST_CASES = 200;
    private static final int MOST_FACTS = 20;
    private static final int LONGEST_FACT = 500;

    private final GoldenSets sets;
    private final Experiments experiments;
    private final ExperimentEnding ending;
    private final CaseLines lines;
    private final Runs runs;
    private final Outputs outputs;
    private final Reports reports;
    private final Clock clock;

    SetEditing(
            GoldenSets sets,
            Experiments experiments,
            ExperimentEnding ending,
            CaseLines lines,
            Runs runs,
            Outputs outputs,
            Reports reports,
            Clock clock) {
        this.sets = sets;
        this.experiments = experiments;
        this.ending = ending;
        this.lines = lines;
        this.runs = runs;
        this.outputs = outputs;
        this.reports = reports;
        this.clock = clock;
    }

    GoldenSets.Row create(String name, @Nullable String description) {
        var now = clock.instant();
        var row =
                new GoldenSets.Row(Ids.next(), free(name, null), text(description), 1, 0, now, now);
        sets.insert(row);
        return row;
    }

    GoldenSets.Row change(UUID id, String name, @Nullable String description) {
        var set = unused(id);
        sets.update(id, free(name, set.id()), text(description), clock.instant());
        return sets.get(id);
    }

    /** With its cases and its experiments, of which only what they cost stays. */
    void delete(UUID id) {
        unused(id);
        experiments.ofSet(id).forEach(ending::erase);
        sets.delete(id);
    }

    GoldenSets.Case add(UUID setId, CaseText text) {
        var set = unused(setId);
        room(set, 1);
        return stored(setId, text.accepted());
    }

    GoldenSets.Case change(UUID setId, UUID caseId, CaseText text) {
        unused(setId);
        known(setId, caseId);
        sets.updateCase(caseId, text.accepted());
        sets.touch(setId, clock.instant());
        return known(setId, caseId);
    }

    void remove(UUID setId, UUID caseId) {
        unused(setId);
        known(setId, caseId);
        sets.deleteCase(setId, caseId);
        sets.touch(setId, clock.instant());
    }

    /**
     * Adds every line, or none when one cannot be kept.
     *
     * @return how many there are
     */
    int addLines(UUID setId, @Nullable String file) {
        var set = unused(setId);
        var texts = lines.read(file == null ? "" : file);
        room(set, texts.size());
        texts.forEach(text -> sets.insertCase(setId, Ids.next(), text));
        sets.touch(setId, clock.instant());
        return texts.size();
    }

    String exported(UUID setId) {
        sets.get(setId);
        return lines.write(
                sets.cases(setId, 0, MOST_CASES).stream().map(GoldenSets.Case::text).toList());
    }

    /** Takes the story of a finished run, its text for reference, and what the text told of it. */
    GoldenSets.Case addRun(UUID setId, UUID runId, @Nullable String label) {
        var set = unused(setId);
        room(set, 1);
        var run =
                runs.find(runId)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                RunProblem.UNKNOWN_RUN,
                                                "There is no run %s in this workspace."
                                                        .formatted(runId)));
        var finalText = finalText(run);
        var story =
                outputs.of(runId).stream()
                        .filter(output -> output.type().equals(Output.STORY_TYPE))
                        .reduce((_, later) -> later)
                        .orElseThrow();
        return stored(
                setId,
                new CaseText(
                                label == null || label.isBlank() ? run.label() : label,
                                story.content(),
                                run.shape(),
                                run.platform(),
                                finalText.content(),
                                new Expectations(
                                        null, null, facts(story.content(), finalText), null, null),
                                List.of())
                        .accepted());
    }

    private Output finalText(Run run) {
        var id = run.finalOutputId();
        if (run.status() != RunStatus.COMPLETE || id == null) {
            throw new ProblemException(
                    ExperimentProblem.RUN_NOT_FINISHED,
                    "Run %d is %s; only a finished run has a text to compare with."
                            .formatted(run.number(), run.status().code()));
        }
        return outputs.find(run.id(), id).orElseThrow();
    }

    /** The sentences of the story that carry the text's own, in the order of the story. */
    private List<String> facts(String story, Output text) {
        return reports.ofOutput(text.id()).stream()
                .flatMap(report -> report.provenance().sentences().stream())
                .filter(
                        sentence ->
                                sentence.status() == Provenance.Status.VERBATIM
                                        || sentence.status() == Provenance.Status.SUPPORTED)
                .flatMap(sentence -> sentence.links().stream().limit(1))
                .filter(link -> link.source() == Source.Kind.STORY && link.end() <= story.length())
                .sorted((one, other) -> Integer.compare(one.start(), other.start()))
                .map(link -> story.substring(link.start(), link.end()).strip())
                .filter(fact -> !fact.isEmpty() && fact.length() <= LONGEST_FACT)
                .distinct()
                .limit(MOST_FACTS)
                .toList();
    }

    private GoldenSets.Case stored(UUID setId, CaseText text) {
        var id = Ids.next();
        sets.insertCase(setId, id, text);
        sets.touch(setId, clock.instant());
        return known(setId, id);
    }

    private GoldenSets.Case known(UUID setId, UUID caseId) {
        return sets.findCase(setId, caseId)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ExperimentProblem.UNKNOWN_CASE,
                                        "There is no case %s in this set.".formatted(caseId)));
    }

    private GoldenSets.Row unused(UUID id) {
        var set = sets.lock(id);
        if (experiments.workingOn(id)) {
            throw new ProblemException(
                    ExperimentProblem.SET_IN_USE,
                    "An experiment is working on '%s'; wait for its end or cancel it, then change the set."
                            .formatted(set.name()));
        }
        return set;
    }

    private static void room(GoldenSets.Row set, int more) {
        if (set.cases() + more > MOST_CASES) {
            throw new ProblemException(
                    ExperimentProblem.SET_FULL,
                    "'%s' has %d cases and %d more would make more than %d; take some out, or begin another set."
                            .formatted(set.name(), set.cases(), more, MOST_CASES));
        }
    }

    private String free(String name, @Nullable UUID except) {
        var wanted = name.strip();
        if (sets.nameTaken(wanted, except)) {
            throw new ProblemException(
                    ExperimentProblem.NAME_TAKEN,
                    "There is a golden set called '%s' already; choose another name."
                            .formatted(wanted));
        }
        return wanted;
    }

    private static String text(@Nullable String description) {
        return description == null ? "" : description.strip();
    }
}
