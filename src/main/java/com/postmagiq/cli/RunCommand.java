package com.postmagiq.cli;

import com.postmagiq.workflow.control.ConfigValidation;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** A story through a configuration, followed to its end from this terminal. */
@Command(
        name = "run",
        description = "Turns a story into a post and follows it to its end.",
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private static final Set<String> SIMPLE = Set.of("approval", "questions");

    private final Cli cli;
    private final Terminal terminal;

    @Option(names = "--story", paramLabel = "X", description = "A text file, or a label.")
    private @Nullable String story;

    @Option(names = "--input", paramLabel = "FILE", description = "The story's text; - reads it.")
    private @Nullable String input;

    @Option(names = "--interactive", description = "Paste the story, ended by a line END.")
    private boolean interactive;

    @Option(
            names = "--config",
            paramLabel = "C",
            description = "A configuration's name, or a file such as ./mine.yaml.")
    private @Nullable String config;

    @Option(names = "--tier", paramLabel = "T", description = "standard or premium.")
    private @Nullable String tier;

    @Option(names = "--max-cost", paramLabel = "USD", description = "No call goes beyond it.")
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--max-credits",
            paramLabel = "N",
            description = "Nothing is started that costs more.")
    private @Nullable Integer maxCredits;

    @Option(names = "--yes", description = "Approves the text and skips questions by itself.")
    private boolean yes;

    @Option(
            names = "--unattended",
            arity = "0..1",
            paramLabel = "accept",
            fallbackValue = "on",
            description = "Nobody is there; 'accept' also takes what the checks would ask about.")
    private @Nullable String unattended;

    @Option(names = "--step", paramLabel = "STATE", description = "Pauses after this state.")
    private @Nullable String step;

    @Option(names = "--resume", paramLabel = "RUN", description = "Goes on with a run.")
    private @Nullable String resume;

    @Option(names = "--no-wait", description = "Leaves the run to the workers of a server.")
    private boolean noWait;

    @Option(names = "--out", paramLabel = "FILE", description = "Where the post is written to.")
    private @Nullable Path out;

    RunCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Override
    public Integer call() {
        if (unattended != null && !unattended.equals("on") && !unattended.equals("accept")) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "--unattended takes nothing or 'accept', not '%s'.".formatted(unattended));
        }
        var begun = Instant.now();
        var given = resume == null ? story() : null;
        var context =
                noWait ? cli.launcher().command(List.of()) : cli.launcher().follower(List.of());
        try (var desk = Desk.inOrNew(context, cli.workspace(), terminal)) {
            UUID runId;
            if (given == null) {
                runId = resumed(desk, Objects.requireNonNull(resume));
            } else {
                var request = request(given);
                var choice = choice(desk);
                if (!accepted(desk, request, choice)) {
                    terminal.note("Nothing was started.");
                    return Exit.OK;
                }
                runId =
                        desk.call(
                                () ->
                                        desk.bean(WorkflowRuns.class)
                                                .start(request, desk.actor(), null, choice));
            }
            if (noWait) {
                return started(desk, runId);
            }
            var run = follow(desk, runId, begun);
            return new RunEnd(terminal, yes || unattended != null).tell(desk, run, out);
        }
    }

    private StorySource.Story story() {
        var source = new StorySource(terminal, Path.of(""));
        return interactive ? source.typed() : source.find(story, input);
    }

    private StartRequest request(StorySource.Story given) {
        return new StartRequest(
                given.text(),
                given.label(),
                config,
                tier,
                null,
                null,
                unattended != null,
                unattended != null,
                step != null,
                maxCost,
                null,
                maxCredits,
                null,
                null);
    }

    /** A name is looked up in the registry; what looks like a file is read from disk. */
    private Configurations.Choice choice(Desk desk) {
        var configurations = desk.bean(Configurations.class);
        if (config == null || !config.matches(".*/.*|.*\\.ya?ml")) {
            return desk.call(() -> configurations.choose(config, tier));
        }
        var file = Path.of(config);
        if (!Files.isRegularFile(file)) {
            throw new CommandFailure(
                    Exit.CONFIGURATION, "There is no configuration file '%s'.".formatted(config));
        }
        var yaml = StorySource.read(file);
        var result = desk.call(() -> desk.bean(ConfigValidation.class).validate(yaml));
        var written =
                result.config()
                        .orElseThrow(
                                () -> {
                                    result.errors()
                                            .forEach(
                                                    issue ->
                                                            terminal.complain(
                                                                    config + ":" + issue));
                                    return new CommandFailure(
                                            Exit.CONFIGURATION,
                                            "The configuration %s has %d errors; nothing was started."
                                                    .formatted(config, result.errors().size()));
                                });
        var name = String.valueOf(file.getFileName()).replaceFirst("\\.ya?ml$", "");
        return configurations.ofFile(name, yaml, tier, written);
    }

    private boolean accepted(Desk desk, StartRequest request, Configurations.Choice choice) {
        var quote = desk.call(() -> desk.bean(RunQuotes.class).quote(request, choice, true));
        QuoteCommand.show(terminal, quote);
        if (!terminal.person() || yes || unattended != null) {
            return true;
        }
        var answer = terminal.ask("Start? [Y/n] ");
        return answer != null && !answer.strip().toLowerCase(Locale.ROOT).startsWith("n");
    }

    private UUID resumed(Desk desk, String reference) {
        return desk.call(
                () -> {
                    var id = desk.bean(RunHistory.class).idOf(reference);
                    if (step == null) {
                        desk.bean(RunCommands.class).resume(id, desk.actor());
                    }
                    return id;
                });
    }

    private int started(Desk desk, UUID runId) {
        var run = desk.call(() -> desk.bean(RunHistory.class).run(runId.toString(), true));
        terminal.document(run);
        terminal.say("Run %d is %s.", run.number(), run.status());
        return Exit.WAITING;
    }

    private RunViews.Run follow(Desk desk, UUID runId, Instant begun) {
        var session = new RunSession(cli.launcher(), terminal, desk);
        var progress = new Progress(terminal, begun);
        var answers = answers(desk);
        if (step == null) {
            return session.carry(runId, progress, answers);
        }
        return session.carryThrough(runId, step, progress, answers);
    }

    private RunSession.Answers answers(Desk desk) {
        if (yes || unattended != null) {
            return (_, question) ->
                    SIMPLE.contains(question.kind()) || "accept".equals(unattended)
                            ? Optional.of(approval(question))
                            : Optional.empty();
        }
        return terminal.person() ? new TerminalAnswers(terminal, desk) : (_, _) -> Optional.empty();
    }

    private static DecisionRequest approval(RunViews.Decision question) {
        return new DecisionRequest(question.id(), "approved", null, null, null, false);
    }
}
