package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.answer.ReadAnswer;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.verdict.DraftLabels;
import com.postmagiq.workflow.verdict.QualityVerdict;
import com.postmagiq.workflow.verdict.Verdict;
import com.postmagiq.workflow.verdict.VerdictRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.stereotype.Component;

/** Turns the answers of reviewers and auditors, and the server's own checks, into verdicts. */
@Component
class Audits {
    private static final String DASH = "punct.dash";

    private final Reports reports;

    Audits(Reports reports) {
        this.reports = reports;
    }

    /** All verdicts of a visit; the checks' own one stands last. */
    List<Verdict> verdicts(Lease lease, State.Asking state, Visit visit, List<SlotResult> results) {
        var texts = checked(lease, visit);
        var verdicts = new ArrayList<Verdict>();
        for (var result : results) {
            verdicts.add(verdict(lease, state, visit, result, texts));
        }
        if (state.work().outputType() != OutputType.REVIEW && !texts.isEmpty()) {
            verdicts.add(QualityVerdict.of(results.size(), texts));
        }
        return verdicts;
    }

    /**
     * The audited texts of a visit with their reports and what people dismissed in exactly these
     * texts.
     */
    List<QualityVerdict.CheckedText> checked(Lease lease, Visit visit) {
        var inputs =
                visit.inputOutputIds().stream().flatMap(id -> lease.output(id).stream()).toList();
        var audited = Inputs.audited(inputs);
        if (audited.isEmpty()) {
            return List.of();
        }
        var checked = reports.checked(audited.stream().map(Output::id).toList());
        return audited.stream()
                .flatMap(
                        output ->
                                Optional.ofNullable(checked.get(output.id())).stream()
                                        .map(report -> checked(output, report)))
                .toList();
    }

    private static QualityVerdict.CheckedText checked(Output output, Reports.Checked checked) {
        var report = checked.report();
        var findings = report.findings();
        var indexes =
                IntStream.range(0, findings.size())
                        .filter(
                                i ->
                                        checked.dismissed()
                                                .contains(Reports.Dismissed.of(findings.get(i))))
                        .boxed()
                        .collect(Collectors.toSet());
        return new QualityVerdict.CheckedText(
                Objects.requireNonNullElse(output.agent(), "author"), report, indexes);
    }

    /** Neutral names of the drafts a cross audit sees; none for a single text. */
    static DraftLabels labels(Lease lease, Visit visit) {
        var drafts =
                visit.inputOutputIds().stream()
                        .flatMap(id -> lease.output(id).stream())
                        .filter(output -> output.is(OutputType.DRAFT))
                        .map(output -> Objects.requireNonNullElse(output.agent(), "author"))
                        .distinct()
                        .toList();
        return drafts.size() < 2 ? DraftLabels.NONE : DraftLabels.shuffle(drafts, visit.seed());
    }

    private static Verdict verdict(
            Lease lease,
            State.Asking state,
            Visit visit,
            SlotResult result,
            List<QualityVerdict.CheckedText> texts) {
        return switch (result) {
            case SlotResult.Answered(
                            var slot,
                            var agent,
                            var persona,
                            _,
                            ReadAnswer.Review review) ->
                    VerdictRules.review(
                            new Verdict.Auditor(slot, agent, persona),
                            review.answer(),
                            new VerdictRules.ReviewRules(
                                    proceed(lease, state),
                                    halt(state),
                                    visit.visit(),
                                    lease.config.settings().maxQuestionRounds(),
                                    lease.run.skipQuestions()));
            case SlotResult.Answered(var slot, var agent, var persona, _, ReadAnswer.Audit audit) ->
                    VerdictRules.audit(
                            new Verdict.Auditor(slot, agent, persona),
                            audit.answer(),
                            new VerdictRules.AuditRules(
                                    proceed(lease, state), dashes(texts), labels(lease, visit)));
            case SlotResult.Answered(var slot, var agent, var persona, _, _) ->
                    Verdict.unavailable(
                            new Verdict.Auditor(slot, agent, persona), "The answer is no verdict.");
            case SlotResult.Failed(var slot, var agent, var persona, _, var reason) ->
                    Verdict.unavailable(new Verdict.Auditor(slot, agent, persona), reason);
            case SlotResult.Waiting _,
                    SlotResult.Paused _,
                    SlotResult.OverCap _,
                    SlotResult.NoBudget _ ->
                    throw new IllegalArgumentException("A slot that has not ended has no verdict");
        };
    }

    static int proceed(Lease lease, State.Asking state) {
        var own = state.work().proceedThreshold();
        if (own != null) {
            return own;
        }
        var thresholds = lease.config.thresholds();
        return switch (state.work().outputType()) {
            case REVIEW -> thresholds.review();
            case FINAL_AUDIT -> thresholds.finalAudit();
            case AUDIT, PROCESSED, DRAFT, FINAL, ANALYSIS, OTHER -> thresholds.audit();
        };
    }

    private static int halt(State.Asking state) {
        var own = state.work().haltThreshold();
        return own == null ? VerdictRules.REVIEW_HALT_AT_MOST : own;
    }

    private static boolean dashes(List<QualityVerdict.CheckedText> texts) {
        return texts.stream()
                .flatMap(text -> text.standing().stream())
                .anyMatch(finding -> finding.check().equals(DASH));
    }
}
