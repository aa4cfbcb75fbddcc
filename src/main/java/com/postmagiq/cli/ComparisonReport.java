package com.postmagiq.cli;

import com.postmagiq.workflow.history.ComparisonViews;
import com.postmagiq.workflow.history.ComparisonViews.Comparison;
import org.jspecify.annotations.Nullable;

/** Two runs beside each other as tables; the texts themselves are in the JSON form. */
final class ComparisonReport {
    private ComparisonReport() {}

    static void print(Terminal terminal, Comparison compared) {
        var until = compared.commonUntil();
        terminal.say(
                "%s, alike up to: %s",
                compared.sameStory() ? "One story" : "Two stories",
                until == null ? "nothing" : "%s, visit %d".formatted(until.state(), until.visit()));
        var facts =
                new Table("what", "run " + compared.a().number(), "run " + compared.b().number());
        compared.differs().forEach(change -> facts.row(change.path(), change.a(), change.b()));
        compared.scores()
                .forEach(
                        score ->
                                facts.row(
                                        score.state() + " " + score.dimension(),
                                        known(score.a()),
                                        known(score.b())));
        var totals = compared.totals();
        facts.row("coverage", known(compared.coverage().a()), known(compared.coverage().b()));
        facts.row("credits", known(totals.credits().a()), known(totals.credits().b()));
        facts.row("tokens", known(totals.tokens().a()), known(totals.tokens().b()));
        facts.row("cost USD", known(totals.costUsd().a()), known(totals.costUsd().b()));
        facts.row("seconds", totals.seconds().a(), totals.seconds().b());
        facts.print(terminal);
        terminal.say("");
        var texts = new Table("text", "the same");
        compared.texts()
                .forEach(
                        text ->
                                texts.row(
                                        text.path(), "%.0f %%".formatted(100 * text.similarity())));
        texts.print(terminal);
        var findings = compared.findings();
        if (findings != null) {
            terminal.say("");
            findings.fixed().forEach(finding -> say(terminal, "only in the first", finding));
            findings.added().forEach(finding -> say(terminal, "only in the second", finding));
            findings.same().forEach(finding -> say(terminal, "in both", finding));
        }
    }

    private static void say(Terminal terminal, String where, ComparisonViews.FindingLine finding) {
        terminal.say("- %s: %s", where, finding.message());
    }

    private static Object known(@Nullable Object value) {
        return value == null ? "n/a" : value;
    }
}
