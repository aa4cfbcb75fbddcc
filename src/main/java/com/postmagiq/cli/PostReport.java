package com.postmagiq.cli;

import com.postmagiq.workflow.history.QualityViews;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A finished run on a terminal: the post, what the checks found, where its sentences come from. */
final class PostReport {
    private static final int WIDTH = 88;
    private static final String RULE = "-".repeat(WIDTH);

    private final Terminal terminal;

    PostReport(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The text a run ended with; empty when it has none. */
    static Optional<RunViews.Output> finalText(Desk desk, RunViews.Run run) {
        var id = run.finalOutputId();
        return id == null
                ? Optional.empty()
                : Optional.of(
                        desk.call(
                                () -> desk.bean(RunHistory.class).output(run.id().toString(), id)));
    }

    /** Everything at once. */
    void full(Desk desk, RunViews.Run run) {
        finalText(desk, run).ifPresent(text -> text(text.content()));
        finalText(desk, run)
                .ifPresent(
                        text ->
                                quality(
                                        desk.call(
                                                () ->
                                                        desk.bean(RunHistory.class)
                                                                .quality(
                                                                        run.id().toString(),
                                                                        text.id()))));
        summary(run);
    }

    /** A post between two rules, wrapped for reading. */
    void text(String content) {
        terminal.say("");
        terminal.say(RULE);
        content.lines().forEach(line -> terminal.say(wrapped(line)));
        terminal.say(RULE);
    }

    void quality(QualityViews.Quality quality) {
        terminal.say("");
        terminal.say(
                "Quality   %s, score %d of 10 (hook %s, specifics %s, voice %s, structure %s, accuracy %s)",
                quality.passed() ? terminal.good("passed") : terminal.bad("blocked"),
                quality.score(),
                quality.scores().hook(),
                quality.scores().specifics(),
                quality.scores().voice(),
                quality.scores().structure(),
                quality.scores().accuracy());
        quality.findings()
                .forEach(
                        finding ->
                                terminal.say(
                                        "          %-5s %s: %s",
                                        finding.severity(), finding.check(), finding.message()));
        if (quality.findings().isEmpty()) {
            terminal.say("          no findings");
        }
        sources(quality.provenance());
    }

    /** How many sentences the story carries. */
    void sources(QualityViews.@Nullable ProvenanceView provenance) {
        if (provenance == null) {
            return;
        }
        var all = provenance.sentences().size();
        var framing = count(provenance, "framing");
        var carried =
                count(provenance, "verbatim")
                        + count(provenance, "supported")
                        + count(provenance, "human");
        var checkable = all - framing;
        terminal.say(
                "Sources   %s %% of the sentences have their source in the story (%d of %d%s)",
                checkable == 0
                        ? "100"
                        : String.format(Locale.ROOT, "%.0f", 100.0 * carried / checkable),
                carried,
                checkable,
                framing == 0 ? "" : "; %d only frame".formatted(framing));
    }

    private static long count(QualityViews.ProvenanceView provenance, String status) {
        return provenance.sentences().stream()
                .filter(sentence -> sentence.status().equals(status))
                .count();
    }

    /** One run in a few lines. */
    void summary(RunViews.Run run) {
        terminal.say(
                "Run       %d, %s%s in state %s",
                run.number(),
                run.status(),
                run.offline() ? " (offline: fixed rules, no language model)" : "",
                Objects.requireNonNullElse(run.finalState(), run.currentState()));
        terminal.say(
                "Cost      $%s, %,d tokens, %s credits; %s s of work",
                Progress.money(run.totalCostUsd()),
                run.totalTokens(),
                Objects.requireNonNullElse(run.creditsCharged(), run.creditsQuoted()),
                String.format(Locale.ROOT, "%.1f", run.activeS()));
        if (run.error() != null) {
            terminal.say("Reason    %s", run.error().message());
        }
    }

    private static String wrapped(String line) {
        var lines = new StringBuilder();
        var length = 0;
        for (var word : line.split(" ", -1)) {
            if (length > 0 && length + 1 + word.length() > WIDTH) {
                lines.append('\n');
                length = 0;
            } else if (!lines.isEmpty()) {
                lines.append(' ');
                length++;
            }
            lines.append(word);
            length += word.length();
        }
        return lines.toString();
    }
}
