package com.postmagiq.cli;

import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.util.Objects;

/** A run as a Markdown page: what it took, what was said about it, what came out. */
final class RunSummary {
    private final Terminal terminal;
    private final Desk desk;

    RunSummary(Terminal terminal, Desk desk) {
        this.terminal = terminal;
        this.desk = desk;
    }

    void print(RunViews.Run run) {
        var history = desk.bean(RunHistory.class);
        var reference = run.id().toString();
        terminal.say("# Run %d: %s", run.number(), run.label());
        terminal.say("");
        terminal.say(
                "- Status: %s in state %s",
                run.status(), Objects.requireNonNullElse(run.finalState(), run.currentState()));
        var error = run.error();
        terminal.say("- Reason: %s", error == null ? "n/a" : error.message());
        terminal.say(
                "- Configuration: %s, tier %s%s",
                run.configSlug(), run.tier(), run.offline() ? ", offline" : "");
        terminal.say("- Iteration %d of this story, attempt %d", run.iteration(), run.attempt());
        terminal.say("- Work: %.1f s, from start to end %.1f s", run.activeS(), run.wallS());
        terminal.say(
                "- Cost: $%s, %,d tokens", Progress.money(run.totalCostUsd()), run.totalTokens());
        terminal.say("- Score: %s", run.finalScore() == null ? "n/a" : run.finalScore());
        tokens(desk.call(() -> history.tokens(reference, true)));
        terminal.say("");
        terminal.say("## Verdicts");
        terminal.say("");
        var verdicts = desk.call(() -> history.audits(reference));
        verdicts.forEach(
                verdict ->
                        terminal.say(
                                "- %s, visit %d, %s: %s, score %s",
                                verdict.state(),
                                verdict.visit(),
                                verdict.auditorAgent(),
                                verdict.valid() ? verdict.decision() : "not usable",
                                verdict.score() == null ? "n/a" : verdict.score()));
        if (verdicts.isEmpty()) {
            terminal.say("n/a");
        }
        terminal.say("");
        terminal.say("## Decisions");
        terminal.say("");
        var decisions = desk.call(() -> history.decisions(reference));
        decisions.forEach(
                decision ->
                        terminal.say(
                                "- %s in %s: %s%s",
                                decision.kind(),
                                decision.state(),
                                Objects.requireNonNullElse(decision.decision(), decision.status()),
                                decision.decidedBy() == null
                                        ? ""
                                        : " by %s at %s"
                                                .formatted(
                                                        decision.decidedBy().name(),
                                                        decision.decidedAt())));
        if (decisions.isEmpty()) {
            terminal.say("n/a");
        }
        terminal.say("");
        terminal.say("## Text");
        terminal.say("");
        var text = PostReport.finalText(desk, run);
        terminal.say(text.map(RunViews.Output::content).orElse("n/a"));
    }

    private void tokens(RunViews.Tokens tokens) {
        terminal.say("");
        terminal.say("| Agent | Calls | Tokens | Cost |");
        terminal.say("|---|---|---|---|");
        tokens.byAgent()
                .forEach(
                        line ->
                                terminal.say(
                                        "| %s | %d | %,d | $%s |",
                                        line.agent(),
                                        line.invocations(),
                                        line.total(),
                                        Progress.money(line.costUsd())));
        terminal.say(
                "| total | | %,d | $%s |", tokens.total(), Progress.money(tokens.totalCostUsd()));
    }
}
