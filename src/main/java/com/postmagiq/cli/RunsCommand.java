package com.postmagiq.cli;

import com.postmagiq.workflow.control.ForcedCompletion;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.history.RunFilter;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunList;
import com.postmagiq.workflow.history.RunSummaryText;
import com.postmagiq.workflow.history.RunViews;
import com.postmagiq.workspace.Actor;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Looking at runs, and steering them. */
@Command(name = "runs", description = "Lists, shows and steers runs.")
final class RunsCommand {
    private static final int MOST = 200;

    private final Cli cli;
    private final Terminal terminal;

    RunsCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(name = "list", description = "The newest runs.")
    int list(
            @Option(names = "--status", paramLabel = "STATUS") @Nullable String status,
            @Option(names = "--limit", paramLabel = "N", defaultValue = "20") int limit) {
        if (limit < 1 || limit > MOST) {
            throw new CommandFailure(
                    Exit.USAGE, "--limit is %d; use 1 to %d.".formatted(limit, MOST));
        }
        return reading(
                desk -> {
                    var page =
                            desk.call(
                                    () ->
                                            desk.bean(RunList.class)
                                                    .page(
                                                            RunFilter.ofStatus(status),
                                                            null,
                                                            limit,
                                                            true));
                    terminal.document(page);
                    var table =
                            new Table("run", "story", "config", "status", "state", "score", "cost");
                    page.items()
                            .forEach(
                                    run ->
                                            table.row(
                                                    run.number(),
                                                    run.label(),
                                                    run.configSlug(),
                                                    run.status(),
                                                    run.currentState(),
                                                    run.finalScore(),
                                                    "$" + Progress.money(run.totalCostUsd())));
                    table.print(terminal);
                    return Exit.OK;
                });
    }

    @Command(name = "show", description = "One run, with its text.")
    int show(@Parameters(paramLabel = "RUN") String reference) {
        return reading(
                desk -> {
                    var run = run(desk, reference);
                    terminal.document(run);
                    new PostReport(terminal).full(desk, run);
                    return Exit.OK;
                });
    }

    @Command(name = "states", description = "Which states it went through.")
    int states(@Parameters(paramLabel = "RUN") String reference) {
        return reading(
                desk -> {
                    var visits = desk.call(() -> history(desk).states(reference, true));
                    terminal.document(visits);
                    var table = new Table("state", "visit", "agent", "status", "tokens", "s", "to");
                    for (var visit : visits) {
                        table.row(
                                visit.state(),
                                visit.visit(),
                                "",
                                visit.status(),
                                "",
                                visit.durationS(),
                                Optional.ofNullable(visit.nextState()).orElse(""));
                        visit.slots()
                                .forEach(
                                        slot ->
                                                table.row(
                                                        "",
                                                        "",
                                                        slot.agent(),
                                                        slot.status(),
                                                        slot.tokens(),
                                                        slot.durationS(),
                                                        ""));
                    }
                    table.print(terminal);
                    return Exit.OK;
                });
    }

    @Command(name = "tokens", description = "Tokens and cost by agent and state.")
    int tokens(@Parameters(paramLabel = "RUN") String reference) {
        return reading(
                desk -> {
                    var tokens = desk.call(() -> history(desk).tokens(reference, true));
                    terminal.document(tokens);
                    var table = new Table("by", "name", "calls", "in", "out", "total", "cost");
                    tokens.byAgent()
                            .forEach(
                                    line ->
                                            table.row(
                                                    "agent",
                                                    line.agent(),
                                                    line.invocations(),
                                                    line.input(),
                                                    line.output(),
                                                    line.total(),
                                                    "$" + Progress.money(line.costUsd())));
                    tokens.byState()
                            .forEach(
                                    line ->
                                            table.row(
                                                    "state",
                                                    line.state(),
                                                    line.invocations(),
                                                    line.input(),
                                                    line.output(),
                                                    line.total(),
                                                    "$" + Progress.money(line.costUsd())));
                    table.row(
                            "total",
                            "",
                            "",
                            tokens.totalInput(),
                            tokens.totalOutput(),
                            tokens.total(),
                            "$" + Progress.money(tokens.totalCostUsd()));
                    table.print(terminal);
                    return Exit.OK;
                });
    }

    @Command(name = "summary", description = "The run as Markdown.")
    int summary(@Parameters(paramLabel = "RUN") String reference) {
        return reading(
                desk -> {
                    terminal.document(run(desk, reference));
                    terminal.say(
                            desk.call(
                                            () ->
                                                    desk.bean(RunSummaryText.class)
                                                            .markdown(reference, true))
                                    .stripTrailing());
                    return Exit.OK;
                });
    }

    @Command(name = "outputs", description = "The texts it made.")
    int outputs(
            @Parameters(paramLabel = "RUN") String reference,
            @Option(names = "--id", description = "Only this one, in full.") @Nullable UUID id) {
        return reading(
                desk -> {
                    if (id != null) {
                        var output = desk.call(() -> history(desk).output(reference, id));
                        terminal.document(output);
                        terminal.say(output.content());
                        return Exit.OK;
                    }
                    var outputs = desk.call(() -> history(desk).outputs(reference));
                    terminal.document(outputs);
                    var table = new Table("id", "type", "path", "version", "words", "by");
                    outputs.forEach(
                            output ->
                                    table.row(
                                            output.id(),
                                            output.outputType(),
                                            output.path(),
                                            output.version(),
                                            output.words(),
                                            Objects.requireNonNullElse(
                                                    output.agent(), output.author())));
                    table.print(terminal);
                    return Exit.OK;
                });
    }

    @Command(name = "events", description = "What happened, in order.")
    int events(
            @Parameters(paramLabel = "RUN") String reference,
            @Option(names = "--type", paramLabel = "TYPE", description = "A type or its beginning.")
                    @Nullable String type,
            @Option(names = "--after", paramLabel = "SEQ", defaultValue = "0") long after) {
        return reading(
                desk -> {
                    var run = run(desk, reference);
                    var events =
                            desk
                                    .call(
                                            () ->
                                                    history(desk)
                                                            .events(
                                                                    desk.actor().workspaceId(),
                                                                    run.id(),
                                                                    after,
                                                                    Integer.MAX_VALUE))
                                    .stream()
                                    .filter(event -> type == null || event.type().startsWith(type))
                                    .toList();
                    terminal.document(events);
                    var table = new Table("seq", "at", "type", "state", "facts");
                    events.forEach(
                            event ->
                                    table.row(
                                            event.seq(),
                                            event.at(),
                                            event.type(),
                                            event.state(),
                                            shortened(String.valueOf(event.data()))));
                    table.print(terminal);
                    return Exit.OK;
                });
    }

    private static String shortened(String facts) {
        var line = facts.replaceAll("\\s+", " ");
        return line.length() <= MOST ? line : line.substring(0, MOST) + "...";
    }

    @Command(name = "watch", description = "Follows a run that somebody else advances.")
    int watch(@Parameters(paramLabel = "RUN") String reference) throws InterruptedException {
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var run = run(desk, reference);
            var progress = new Progress(terminal, run.createdAt());
            var following = new Following(desk, progress, run.id(), 0);
            var rested =
                    following.untilItRests(
                            RunSession.OTHERS_MAY_TAKE,
                            () ->
                                    terminal.note(
                                            "No worker takes it up; start one with: postmagiq serve"));
            return new RunEnd(terminal, false).tell(desk, rested, null);
        }
    }

    @Command(name = "pause", description = "Stops it before its next state.")
    int pause(@Parameters(paramLabel = "RUN") String reference) {
        return steering(reference, RunCommands.class, RunCommands::pause);
    }

    @Command(name = "resume", description = "Lets it go on; see also run --resume.")
    int resume(@Parameters(paramLabel = "RUN") String reference) {
        return steering(reference, RunCommands.class, RunCommands::resume);
    }

    @Command(name = "abort", description = "Ends it now.")
    int abort(@Parameters(paramLabel = "RUN") String reference) {
        return steering(reference, RunCommands.class, RunCommands::abort);
    }

    @Command(name = "force-complete", description = "Takes its newest text as the post.")
    int forceComplete(
            @Parameters(paramLabel = "RUN") String reference,
            @Option(names = "--reason", paramLabel = "WHY", required = true) String reason) {
        return steering(
                reference,
                ForcedCompletion.class,
                (forced, id, actor) -> forced.complete(id, actor, reason));
    }

    private interface Steering<T> {
        void take(T service, UUID runId, Actor actor);
    }

    private <T> int steering(String reference, Class<T> service, Steering<T> command) {
        return reading(
                desk -> {
                    var id = run(desk, reference).id();
                    desk.run(() -> command.take(desk.bean(service), id, desk.actor()));
                    var run = run(desk, reference);
                    terminal.document(run);
                    terminal.say(
                            "Run %d is %s%s.",
                            run.number(),
                            run.status(),
                            run.pauseRequested() && !run.status().equals("paused")
                                    ? " and pauses before its next state"
                                    : "");
                    return Exit.OK;
                });
    }

    private int reading(Function<Desk, Integer> work) {
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            return work.apply(desk);
        }
    }

    private static RunHistory history(Desk desk) {
        return desk.bean(RunHistory.class);
    }

    private static RunViews.Run run(Desk desk, String reference) {
        return desk.call(() -> history(desk).run(reference, true));
    }
}
