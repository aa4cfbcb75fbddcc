package com.postmagiq.cli;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.postmagiq.workflow.experiment.GoldenDesk;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares two configurations over a stored set of stories. */
@Command(name = "golden", description = "Compares two configurations over a set of stories.")
final class GoldenCommand {
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration OTHERS_MAY_TAKE = Duration.ofSeconds(5);
    private static final String WORSE = "a_better";

    private final Cli cli;
    private final Terminal terminal;

    GoldenCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(name = "sets", description = "The sets of this workspace.")
    int sets() {
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var sets = desk.call(() -> desk.bean(GoldenDesk.class).sets());
            terminal.document(sets);
            var table = new Table("set", "cases", "id");
            sets.forEach(set -> table.row(set.name(), set.cases(), set.id()));
            table.print(terminal);
            return Exit.OK;
        }
    }

    @Command(name = "import", description = "Adds the stories of a JSON Lines file to a set.")
    int add(
            @Parameters(paramLabel = "SET", description = "Made when there is none of that name.")
                    String set,
            @Parameters(paramLabel = "FILE.jsonl") Path file) {
        var lines = StorySource.read(file);
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var added = desk.call(() -> desk.bean(GoldenDesk.class).add(set, lines));
            terminal.document(Map.of("cases", added));
            terminal.say("%d stories added to %s", added, set);
            return Exit.OK;
        }
    }

    @Command(name = "run", description = "Works on every story of a set in two ways, and reports.")
    int run(
            @Parameters(paramLabel = "SET", description = "Name or id.") String set,
            @Option(names = "--a", paramLabel = "CONFIG[@N]", required = true) String a,
            @Option(names = "--b", paramLabel = "CONFIG[@N]", required = true) String b,
            @Option(names = "--repeats", paramLabel = "N", defaultValue = "1") int repeats,
            @Option(
                            names = "--max-cost",
                            paramLabel = "USD",
                            description = "Where it stops; else its worst case.")
                    @Nullable BigDecimal maxCost,
            @Option(
                            names = "--fail-on",
                            paramLabel = "METRIC",
                            split = ",",
                            description = "End with 1 when b is worse on one of these.")
                    @Nullable List<String> failOn) {
        if (repeats < 1 || repeats > 5) {
            throw new CommandFailure(Exit.USAGE, "--repeats is %d; use 1 to 5.".formatted(repeats));
        }
        var sides = List.of(side("--a", a), side("--b", b));
        try (var desk = Desk.in(cli.launcher().follower(List.of()), cli.workspace())) {
            var golden = desk.bean(GoldenDesk.class);
            var watched = Objects.requireNonNullElse(failOn, List.<String>of());
            check(watched, golden.metrics());
            var id =
                    desk.call(
                            () -> {
                                var wish =
                                        new GoldenDesk.Wish(
                                                golden.set(set).id(),
                                                sides.getFirst(),
                                                sides.getLast(),
                                                repeats);
                                return start(golden, wish, maxCost, desk);
                            });
            follow(desk, golden, id);
            return tell(desk, golden, id, watched);
        }
    }

    private UUID start(
            GoldenDesk golden, GoldenDesk.Wish wish, @Nullable BigDecimal maxCost, Desk desk) {
        var price = golden.price(wish, desk.actor());
        terminal.note(
                "%d runs, %d credits, about %s USD, at most %s USD",
                price.cells(), price.credits(), price.expectedUsd(), price.worstUsd());
        return golden.start(
                wish, price.quoteId(), maxCost == null ? price.worstUsd() : maxCost, desk.actor());
    }

    /** Returns when it is over; Ctrl-C leaves it to the next worker. */
    private void follow(Desk desk, GoldenDesk golden, UUID id) {
        ConfigurableApplicationContext helper = null;
        var patience = Instant.now().plus(OTHERS_MAY_TAKE);
        try {
            var look = desk.call(() -> golden.look(id));
            while (!look.over()) {
                terminal.status(
                        "%d done, %d failed, %d to go"
                                .formatted(look.done(), look.failed(), look.waiting()));
                if (helper == null
                        && look.status().equals("queued")
                        && Instant.now().isAfter(patience)
                        && desk.context().getBeansOfType(Scheduler.class).isEmpty()) {
                    terminal.note("No worker takes it up, so this command does the work itself.");
                    helper = cli.launcher().worker(List.of());
                }
                Thread.sleep(LOOK);
                look = desk.call(() -> golden.look(id));
            }
            terminal.status("");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailure(
                    Exit.INTERRUPTED,
                    "Interrupted; a running server goes on. See it with: postmagiq eval golden report "
                            + id,
                    e);
        } finally {
            if (helper != null) {
                helper.close();
            }
        }
    }

    private int tell(Desk desk, GoldenDesk golden, UUID id, List<String> failOn) {
        var look = desk.call(() -> golden.look(id));
        var lines = desk.call(() -> golden.lines(id));
        terminal.document(new Shown(look, lines));
        terminal.say(
                "%s: %s, %d done, %d failed, %d skipped, %s USD. Report: postmagiq eval golden report %s",
                look.label(),
                look.status(),
                look.done(),
                look.failed(),
                look.skipped(),
                look.spentUsd().toPlainString(),
                id);
        var table = new Table("metric", "a", "b", "verdict");
        lines.forEach(line -> table.row(line.metric(), line.meanA(), line.meanB(), line.verdict()));
        table.print(terminal);
        if (look.skipped() > 0) {
            return Exit.BUDGET;
        }
        var worse =
                lines.stream()
                        .filter(line -> failOn.contains(line.metric()))
                        .anyMatch(line -> WORSE.equals(line.verdict()));
        return worse || !look.status().equals("complete") ? Exit.FAILED : Exit.OK;
    }

    /** The JSON of a finished comparison. */
    record Shown(GoldenDesk.Look experiment, List<GoldenDesk.Line> metrics) {}

    private static void check(List<String> wanted, List<String> known) {
        for (var metric : wanted) {
            if (!known.contains(metric)) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "There is no metric '%s'; use %s."
                                .formatted(metric, String.join(", ", known)));
            }
        }
    }

    @Command(name = "report", description = "What an experiment has shown so far.")
    int report(
            @Parameters(paramLabel = "ID") UUID id,
            @Option(
                            names = "--format",
                            paramLabel = "FORM",
                            defaultValue = "MD",
                            description = "${COMPLETION-CANDIDATES}")
                    GoldenDesk.Format format) {
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var form = terminal.json() ? GoldenDesk.Format.JSON : format;
            terminal.results()
                    .println(desk.call(() -> desk.bean(GoldenDesk.class).report(id, form)));
            return Exit.OK;
        }
    }

    /** A configuration's name, with a version behind an at sign. */
    private static GoldenDesk.Side side(String option, String text) {
        var at = text.lastIndexOf('@');
        if (at < 0) {
            return new GoldenDesk.Side(text, null);
        }
        var version = text.substring(at + 1);
        if (!version.matches("[1-9][0-9]{0,8}")) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "%s is '%s'; use a name, or a name and a version such as mine@3."
                            .formatted(option, text));
        }
        return new GoldenDesk.Side(text.substring(0, at), Integer.valueOf(version));
    }
}
