package com.postmagiq.workflow.history;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.quality.Finding;
import com.postmagiq.quality.QualityReport;
import com.postmagiq.workflow.history.RunViews.Output;
import com.postmagiq.workflow.run.Reports;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A run told on one page of Markdown: what it came to, what it took, who judged and who decided.
 */
@Service
@Transactional(readOnly = true)
public class RunSummaryText {
    private static final String UNKNOWN = "n/a";
    private static final int COST_DIGITS = 6;

    private final RunHistory history;
    private final Reports reports;
    private final EarlierRuns earlier;

    RunSummaryText(RunHistory history, Reports reports, EarlierRuns earlier) {
        this.history = history;
        this.reports = reports;
        this.earlier = earlier;
    }

    /**
     * @param money whether the reader may see costs
     */
    public String markdown(String reference, boolean money) {
        var run = history.run(reference, money);
        var outputs = history.outputs(reference);
        var out = new StringBuilder();
        var verdicts = history.audits(reference);
        header(out, run, verdicts);
        comparison(out, run);
        var tokens = history.tokens(reference, money);
        tokens(out, tokens);
        context(out, tokens);
        drafts(out, outputs);
        audits(out, verdicts);
        decisions(out, history.decisions(reference));
        limits(out, run);
        text(out, reference, run, outputs);
        return out.toString();
    }

    private static void header(
            StringBuilder out, RunViews.Run run, List<RunViews.Verdict> verdicts) {
        line(out, "# Run %d: %s", run.number(), run.label());
        line(out, "");
        line(out, "- Status: %s", run.status());
        line(
                out,
                "- Last state: %s",
                run.finalState() == null ? run.currentState() : run.finalState());
        if (run.error() != null) {
            line(out, "- Why: %s (%s)", run.error().message(), run.error().code());
        }
        line(
                out,
                "- Configuration: %s, %s, %s",
                run.configSlug(),
                run.tier(),
                run.configHash().substring(0, 12));
        line(out, "- Working time: %.1f s, from start to end %.1f s", run.activeS(), run.wallS());
        line(out, "- Steps: %d", run.breaker().transitions());
        line(out, "- Score: %s", orUnknown(run.finalScore()));
        line(out, "- Last judgement: %s", lastJudgement(verdicts));
        line(out, "- Cost: %s USD", money(run.totalCostUsd()));
        line(
                out,
                "- Credits: %d quoted, %s charged",
                run.creditsQuoted(),
                orUnknown(run.creditsCharged()));
        if (run.offline()) {
            line(out, "- Offline: assembled from the author's own sentences, no AI used");
        }
        if (run.forced()) {
            line(out, "- Completed past its checks: %s", String.valueOf(run.forcedReason()));
        }
    }

    /** The lowest score is the one that counts. */
    private static String lastJudgement(List<RunViews.Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return UNKNOWN;
        }
        var last = verdicts.getLast();
        var lowest =
                verdicts.stream()
                        .filter(
                                verdict ->
                                        verdict.state().equals(last.state())
                                                && verdict.visit() == last.visit())
                        .flatMap(verdict -> Optional.ofNullable(verdict.score()).stream())
                        .min(Integer::compare);
        return "%s, visit %d, lowest score %s"
                .formatted(last.state(), last.visit(), orUnknown(lowest.orElse(null)));
    }

    private void comparison(StringBuilder out, RunViews.Run run) {
        var before = earlier.before(run.id());
        line(
                out,
                "- Iteration %d of this story; best score before: %s",
                run.iteration(),
                orUnknown(before.bestScore()));
        var average = before.averageCost();
        if (run.totalCostUsd() != null) {
            line(
                    out,
                    "- Average cost of the ten complete runs before: %s USD",
                    average == null
                            ? UNKNOWN
                            : money(average.setScale(COST_DIGITS, RoundingMode.HALF_UP)));
        }
        line(out, "");
    }

    private static void tokens(StringBuilder out, TokenViews.Tokens tokens) {
        line(out, "## Tokens and cost");
        line(out, "");
        line(out, "| agent | model | calls | input | output | cost USD |");
        line(out, "|---|---|---|---|---|---|");
        for (var agent : tokens.byAgent()) {
            line(
                    out,
                    "| %s | %s | %d | %d | %d | %s |",
                    agent.agent(),
                    agent.model(),
                    agent.invocations(),
                    agent.input(),
                    agent.output(),
                    money(agent.costUsd()));
        }
        line(
                out,
                "| total | | | %d | %d | %s |",
                tokens.totalInput(),
                tokens.totalOutput(),
                money(tokens.totalCostUsd()));
        line(out, "");
    }

    private static void context(StringBuilder out, TokenViews.Tokens tokens) {
        line(out, "## Context");
        line(out, "");
        line(out, "| agent | fullest call | of | used | status |");
        line(out, "|---|---|---|---|---|");
        for (var agent : tokens.byAgent()) {
            var context = agent.context();
            line(
                    out,
                    "| %s | %s | %s | %s | %s |",
                    agent.agent(),
                    context == null ? UNKNOWN : context.used(),
                    context == null ? UNKNOWN : context.max(),
                    context == null ? UNKNOWN : context.percent().toPlainString() + " %",
                    context == null ? UNKNOWN : context.status());
        }
        line(out, "");
    }

    private void drafts(StringBuilder out, List<Output> outputs) {
        var drafts =
                outputs.stream().filter(output -> output.outputType().equals("draft")).toList();
        if (drafts.isEmpty()) {
            return;
        }
        var checked = reports.checked(drafts.stream().map(Output::id).toList());
        line(out, "## Drafts");
        line(out, "");
        line(out, "| agent | version | words | check score | main finding |");
        line(out, "|---|---|---|---|---|");
        for (var draft : drafts) {
            var report = Optional.ofNullable(checked.get(draft.id())).map(Reports.Checked::report);
            line(
                    out,
                    "| %s | %d | %d | %s | %s |",
                    orUnknown(draft.agent()),
                    draft.version(),
                    draft.words(),
                    orUnknown(report.map(QualityReport::score).orElse(null)),
                    report.flatMap(RunSummaryText::mainFinding).orElse(UNKNOWN));
        }
        line(out, "");
    }

    /** The first of the gravest. */
    private static Optional<String> mainFinding(QualityReport report) {
        return report.findings().stream()
                .min(Comparator.comparing(Finding::severity))
                .map(finding -> cell(finding.message()));
    }

    /** Words that cannot break the table they stand in. */
    private static String cell(String words) {
        return words.replaceAll("\\s+", " ").replace("|", "\\|");
    }

    private static void audits(StringBuilder out, List<RunViews.Verdict> verdicts) {
        if (verdicts.isEmpty()) {
            return;
        }
        line(out, "## Verdicts");
        line(out, "");
        line(out, "| state | visit | auditor | score | decision |");
        line(out, "|---|---|---|---|---|");
        for (var verdict : verdicts) {
            line(
                    out,
                    "| %s | %d | %s | %s | %s |",
                    verdict.state(),
                    verdict.visit(),
                    verdict.auditorAgent(),
                    orUnknown(verdict.score()),
                    verdict.valid() ? orUnknown(verdict.decision()) : "no verdict");
        }
        line(out, "");
    }

    private static void decisions(StringBuilder out, List<RunViews.Decision> decisions) {
        var made = decisions.stream().filter(decision -> decision.decision() != null).toList();
        if (made.isEmpty()) {
            return;
        }
        line(out, "## Decisions");
        line(out, "");
        for (var decision : made) {
            var by = decision.decidedBy() == null ? UNKNOWN : decision.decidedBy().name();
            line(
                    out,
                    "- %s: %s by %s at %s",
                    decision.kind(),
                    String.valueOf(decision.decision()),
                    by,
                    String.valueOf(decision.decidedAt()));
        }
        line(out, "");
    }

    private void limits(StringBuilder out, RunViews.Run run) {
        var trips =
                history.events(CurrentWorkspace.id(), run.id(), 0, Integer.MAX_VALUE).stream()
                        .filter(event -> event.type().startsWith("circuit_break"))
                        .toList();
        if (trips.isEmpty()) {
            return;
        }
        line(out, "## Limits");
        line(out, "");
        trips.forEach(
                event ->
                        line(
                                out,
                                "- %s in %s at %s",
                                event.type(),
                                orUnknown(event.state()),
                                event.at().toString()));
        line(out, "");
    }

    private void text(StringBuilder out, String reference, RunViews.Run run, List<Output> outputs) {
        var chosen =
                outputs.stream()
                        .filter(output -> output.id().equals(run.finalOutputId()))
                        .findFirst();
        line(out, "## Final text");
        line(out, "");
        if (chosen.isEmpty()) {
            line(out, UNKNOWN);
            return;
        }
        var quality = history.quality(reference, chosen.get().id());
        var left = quality.findings().stream().filter(finding -> !finding.dismissed()).toList();
        line(
                out,
                "%d words, check score %d, %d findings left, %s of the sentences carried by the story.",
                chosen.get().words(),
                quality.score(),
                left.size(),
                covered(quality.provenance()));
        line(out, "");
        left.forEach(
                finding ->
                        line(
                                out,
                                "- %s (%s): %s",
                                finding.check(),
                                finding.severity(),
                                finding.message()));
        if (!left.isEmpty()) {
            line(out, "");
        }
        out.append(chosen.get().content()).append('\n');
    }

    private static String covered(QualityViews.@Nullable ProvenanceView provenance) {
        return provenance == null
                ? UNKNOWN
                : Math.round(100 * provenance.coverage().checkable()) + " %";
    }

    private static void line(StringBuilder out, String format, Object... values) {
        out.append(String.format(Locale.ROOT, format, values)).append('\n');
    }

    private static String orUnknown(@Nullable Object value) {
        return value == null ? UNKNOWN : value.toString();
    }

    private static String money(@Nullable BigDecimal usd) {
        return usd == null ? UNKNOWN : usd.toPlainString();
    }
}
