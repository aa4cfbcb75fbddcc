package com.postmagiq.workflow.control;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.quality.Source;
import com.postmagiq.quality.TextRange;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.engine.TextChecks;
import com.postmagiq.workflow.run.DecisionPoint;
import com.postmagiq.workflow.run.Decisions;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Outputs;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workspace.Actor;
import java.text.Normalizer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;

/**
 * A person's own version of a text at a decision: checked first, stored as a new version, never
 * billed.
 */
@Component
class HumanEdits {
    private static final int LONGEST = 100_000;

    private final Outputs outputs;
    private final Decisions decisions;
    private final Reports reports;
    private final TextChecks checks;

    HumanEdits(Outputs outputs, Decisions decisions, Reports reports, TextChecks checks) {
        this.outputs = outputs;
        this.decisions = decisions;
        this.reports = reports;
        this.checks = checks;
    }

    /**
     * Stores the edit of a request, if it has one that changes the text.
     *
     * @return the id of the new version
     * @throws ProblemException {@code decision.edit_has_blocking_findings}, with the findings
     */
    Optional<UUID> store(
            Run run,
            WorkflowConfig config,
            DecisionPoint point,
            DecisionRequest request,
            Actor actor,
            Instant now,
            List<RunEvent> happened) {
        var given = request.editedContent();
        if (given == null || point.contentOutputIds().size() != 1) {
            return Optional.empty();
        }
        var text = Normalizer.normalize(given.replace("\r\n", "\n"), Normalizer.Form.NFC).strip();
        var all = outputs.of(run.id());
        var before =
                all.stream()
                        .filter(output -> output.id().equals(point.contentOutputIds().getFirst()))
                        .findFirst()
                        .orElseThrow();
        if (text.equals(before.content())) {
            return Optional.empty();
        }
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new ProblemException(
                    RunProblem.EDIT_BLOCKED,
                    "The edited text must have 1 to %,d characters.".formatted(LONGEST));
        }
        var edit = version(run, before, all, text, now);
        var report =
                checks.check(
                        edit.id(),
                        text,
                        sources(run, all),
                        run.shape(),
                        run.platform(),
                        config,
                        List.of(),
                        ranges(before, text));
        var blocking = report.report().blocking();
        if (!blocking.isEmpty() && !request.acceptFindings()) {
            throw new ProblemException(
                            RunProblem.EDIT_BLOCKED,
                            "The edited text has %d findings that block it; mend them, or accept them knowingly."
                                    .formatted(blocking.size()))
                    .with("findings", blocking);
        }
        outputs.insert(run.workspaceId(), edit);
        reports.insert(run.workspaceId(), run.id(), report);
        happened.add(
                RunEvent.of(
                        "output.written",
                        point.state(),
                        point.visit(),
                        now,
                        Map.of(
                                "output_id", edit.id(),
                                "output_type", edit.type(),
                                "agent", "human",
                                "by", actor.userId(),
                                "words", edit.words(),
                                "content", text)));
        return Optional.of(edit.id());
    }

    /**
     * Stores a text a person gives a fork in the place of an inherited one; posts are checked, the
     * findings are told and do not block.
     */
    void storeInFork(Run run, WorkflowConfig config, Output before, String given, Instant now) {
        var text = Normalizer.normalize(given.replace("\r\n", "\n"), Normalizer.Form.NFC).strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new ProblemException(
                    RunProblem.FORK_INVALID,
                    "An edited text must have 1 to %,d characters.".formatted(LONGEST));
        }
        var all = outputs.of(run.id());
        var edit = version(run, before, all, text, now);
        outputs.insert(run.workspaceId(), edit);
        if (edit.is(OutputType.DRAFT) || edit.is(OutputType.FINAL)) {
            reports.insert(
                    run.workspaceId(),
                    run.id(),
                    checks.check(
                            edit.id(),
                            text,
                            sources(run, all),
                            run.shape(),
                            run.platform(),
                            config,
                            List.of(),
                            ranges(before, text)));
        }
    }

    private static Output version(
            Run run, Output before, List<Output> all, String text, Instant now) {
        var version =
                all.stream()
                                .filter(output -> output.path().equals(before.path()))
                                .mapToInt(Output::version)
                                .max()
                                .orElse(0)
                        + 1;
        return new Output(
                Ids.next(),
                run.id(),
                null,
                null,
                before.state(),
                before.visit(),
                before.slot(),
                before.type(),
                before.path(),
                version,
                Output.Author.HUMAN,
                before.agent(),
                null,
                null,
                false,
                text,
                ContentHash.of(text),
                TextChecks.words(text),
                null,
                List.of(),
                List.of(),
                now);
    }

    private List<Source> sources(Run run, List<Output> all) {
        var sources = new ArrayList<Source>();
        all.stream()
                .filter(output -> output.type().equals(Output.STORY_TYPE))
                .forEach(
                        story ->
                                sources.add(
                                        new Source(
                                                Source.Kind.STORY, story.id(), story.content())));
        if (run.fork() != null) {
            run.fork()
                    .notes()
                    .forEach(note -> sources.add(new Source(Source.Kind.FEEDBACK, null, note)));
        }
        decisions.of(run.id()).stream()
                .map(DecisionPoint::feedback)
                .filter(text -> text != null && !text.isBlank())
                .forEach(text -> sources.add(new Source(Source.Kind.FEEDBACK, null, text)));
        return sources;
    }

    /** Lines of the edit that the text before did not have, as ranges a person wrote. */
    private static List<TextRange> ranges(Output before, String text) {
        var known = Arrays.stream(before.content().split("\n", -1)).collect(Collectors.toSet());
        var ranges = new ArrayList<TextRange>();
        var start = 0;
        for (var line : text.split("\n", -1)) {
            if (!line.isBlank() && !known.contains(line)) {
                ranges.add(new TextRange(start, start + line.length()));
            }
            start += line.length() + 1;
        }
        return ranges;
    }
}
