package com.postmagiq.workflow.history;

import com.postmagiq.workflow.history.RunViews.Output;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
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

    private final RunHistory history;

    RunSummaryText(RunHistory history) {
        this.history = history;
    }

    /**
     * @param money whether the reader may see costs
     */
    public String markdown(String reference, boolean money) {
        var run = history.run(reference, money);
        var outputs = history.outputs(reference);
        var out = new StringBuilder();
        header(out, run);
        tokens(out, history.tokens(reference, money));
        drafts(out, outputs);
        audits(out, history.audits(reference));
        decisions(out, history.decisions(reference));
        text(out, reference, run, outputs);
        return out.toString();
    }

    private static void header(StringBuilder out, RunViews.Run run) {
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
        line(out, "");
    }

    private static void tokens(StringBuilder out, RunViews.Tokens tokens) {
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

    private static void drafts(StringBuilder out, List<Output> outputs) {
        var drafts =
                outputs.stream().filter(output -> output.outputType().equals("draft")).toList();
        if (drafts.isEmpty()) {
            return;
        }
        line(out, "## Drafts");
        line(out, "");
        line(out, "| agent | version | words |");
        line(out, "|---|---|---|");
        drafts.forEach(
                draft ->
                        line(
                                out,
                                "| %s | %d | %d |",
                                String.valueOf(draft.agent()),
                                draft.version(),
                                draft.words()));
        line(out, "");
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
        line(
                out,
                "%d words, check score %d, %d findings left.",
                chosen.get().words(),
                quality.score(),
                quality.findings().size());
        line(out, "");
        out.append(chosen.get().content()).append('\n');
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
