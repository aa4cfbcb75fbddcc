package com.postmagiq.cli;

import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.control.StartRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** What a run would take, before it is started. */
@Command(name = "quote", description = "Says what a run would cost.")
final class QuoteCommand implements Callable<Integer> {
    private final Cli cli;

    @Option(names = "--story", paramLabel = "X", description = "A text file, or a label.")
    private @Nullable String story;

    @Option(names = "--input", paramLabel = "FILE", description = "The story's text; - reads it.")
    private @Nullable String input;

    @Option(names = "--config", paramLabel = "C", description = "A configuration's name.")
    private @Nullable String config;

    @Option(names = "--tier", paramLabel = "T", description = "standard or premium.")
    private @Nullable String tier;

    QuoteCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        var terminal = cli.terminal();
        var given = new StorySource(terminal, Path.of("")).find(story, input);
        try (var desk =
                Desk.inOrNew(cli.launcher().command(List.of()), cli.workspace(), terminal)) {
            var request =
                    new StartRequest(
                            given.text(),
                            given.label(),
                            config,
                            tier,
                            null,
                            null,
                            false,
                            false,
                            false,
                            null);
            var quote = desk.call(() -> desk.bean(RunQuotes.class).quote(request, true));
            terminal.document(quote);
            show(cli.terminal().json() ? null : terminal, quote);
            return quote.unusableAgents().isEmpty() ? Exit.OK : Exit.AGENT;
        }
    }

    /** The quote in a few lines beside the result; null shows nothing. */
    static void show(@Nullable Terminal terminal, RunQuotes.Quote quote) {
        if (terminal == null) {
            return;
        }
        terminal.note(
                "Configuration %s (%s)%s: %d credits",
                quote.configSlug(),
                quote.tier(),
                quote.offline() ? ", offline: fixed rules, no language model" : "",
                quote.credits());
        var money = quote.costUsd();
        if (money != null) {
            terminal.note(
                    "Expected cost $%s, at most likely $%s, never more than $%s (%s)",
                    Progress.money(money.expected()),
                    Progress.money(money.high()),
                    Progress.money(money.worst()),
                    money.basis().equals("history")
                            ? "from the last %d runs like it".formatted(money.sampleSize())
                            : "computed from the texts' lengths");
        }
        terminal.note(
                "About %s s of work without waiting for people", quote.durationS().expected());
        quote.caps().stream()
                .filter(cap -> cap.unit().equals("usd") && !cap.scope().equals("run"))
                .forEach(
                        cap ->
                                terminal.note(
                                        "  %s: $%s of $%s left",
                                        cap.scope().replace('_', ' '),
                                        Progress.money(cap.left()),
                                        Progress.money(cap.limit())));
        quote.unusableAgents()
                .forEach(agent -> terminal.note("  %s: %s", agent.agent(), agent.reason()));
    }
}
