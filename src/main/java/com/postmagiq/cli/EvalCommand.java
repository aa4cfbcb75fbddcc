package com.postmagiq.cli;

import com.postmagiq.kernel.page.Csv;
import com.postmagiq.workflow.evaluation.AuditScores;
import com.postmagiq.workflow.evaluation.Included;
import com.postmagiq.workflow.evaluation.RunTrends;
import com.postmagiq.workflow.evaluation.Sheet;
import com.postmagiq.workflow.evaluation.Spending;
import com.postmagiq.workflow.evaluation.StoryProgress;
import com.postmagiq.workflow.history.RunHistory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;

/** What the runs of a workspace say together. */
@Command(name = "eval", description = "Compares agents and tells cost and quality over time.")
final class EvalCommand {
    private static final int DAYS = 30;
    private static final int WEEKS = 8;

    private final Cli cli;
    private final Terminal terminal;

    @Option(
            names = "--export",
            paramLabel = "FILE.csv",
            scope = ScopeType.INHERIT,
            description = "Write the table to this file as well.")
    private @Nullable Path file;

    @Option(
            names = "--include-offline",
            scope = ScopeType.INHERIT,
            description = "Count agents and runs without a language model.")
    private boolean offline;

    @Option(
            names = "--include-forks",
            scope = ScopeType.INHERIT,
            description = "Count runs that began inside another one.")
    private boolean forks;

    @Option(
            names = "--include-evaluation",
            scope = ScopeType.INHERIT,
            description = "Count runs of experiments.")
    private boolean evaluation;

    EvalCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    @Command(name = "agents", description = "Agents by what auditors said of their drafts.")
    int agents(@Option(names = "--days", paramLabel = "N") @Nullable Integer days) {
        var span = span("--days", days, DAYS, 365);
        return tell(desk -> desk.bean(AuditScores.class).agents(span, included()));
    }

    @Command(name = "auditors", description = "How auditors judge.")
    int auditors(@Option(names = "--days", paramLabel = "N") @Nullable Integer days) {
        var span = span("--days", days, DAYS, 365);
        return tell(desk -> desk.bean(AuditScores.class).auditors(span, included()));
    }

    @Command(name = "costs", description = "Where the money went.")
    int costs(
            @Option(names = "--days", paramLabel = "N") @Nullable Integer days,
            @Option(
                            names = "--by",
                            paramLabel = "WHAT",
                            defaultValue = "agent",
                            description = "${COMPLETION-CANDIDATES}")
                    Spending.By by) {
        var span = days == null ? null : span("--days", days, DAYS, 365);
        return tell(desk -> desk.bean(Spending.class).costs(span, by, included()));
    }

    @Command(name = "trend", description = "Complete runs by ISO week.")
    int trend(@Option(names = "--weeks", paramLabel = "N") @Nullable Integer weeks) {
        var span = span("--weeks", weeks, WEEKS, 52);
        return tell(desk -> desk.bean(RunTrends.class).trend(span, included(), true));
    }

    @Command(name = "daily", description = "Complete runs by day.")
    int daily(@Option(names = "--days", paramLabel = "N") @Nullable Integer days) {
        var span = span("--days", days, DAYS, 90);
        return tell(desk -> desk.bean(RunTrends.class).daily(span, included(), true));
    }

    @Command(name = "post", description = "The runs of one story.")
    int post(
            @Parameters(paramLabel = "STORY", description = "A label, a story key or a run number.")
                    String story) {
        return tell(
                desk -> {
                    var stories = desk.bean(StoryProgress.class);
                    var key =
                            story.matches("[0-9]{1,18}")
                                    ? desk.bean(RunHistory.class).run(story, true).storyKey()
                                    : stories.keyOf(story);
                    return stories.of(key, included(), true);
                });
    }

    @Command(name = "best", description = "The agents of one state, best first.")
    int best(
            @Parameters(paramLabel = "STATE") String state,
            @Option(names = "--days", paramLabel = "N") @Nullable Integer days) {
        var span = days == null ? null : span("--days", days, DAYS, 365);
        return tell(desk -> desk.bean(AuditScores.class).best(state, span, included()));
    }

    @Command(name = "summary", description = "A period in one line.")
    int summary(@Option(names = "--days", paramLabel = "N") @Nullable Integer days) {
        var span = days == null ? null : span("--days", days, DAYS, 365);
        return tell(desk -> desk.bean(RunTrends.class).summary(span, included(), true));
    }

    private Included included() {
        return new Included(offline, forks, evaluation);
    }

    private static int span(String option, @Nullable Integer given, int usual, int most) {
        var span = given == null ? usual : given;
        if (span < 1 || span > most) {
            throw new CommandFailure(
                    Exit.USAGE, "%s is %d; use 1 to %d.".formatted(option, span, most));
        }
        return span;
    }

    private int tell(Function<Desk, Sheet.Tabular> question) {
        try (var desk = Desk.in(cli.launcher().command(List.of()), cli.workspace())) {
            var answer = desk.call(() -> question.apply(desk));
            terminal.document(answer);
            var sheet = answer.sheet();
            var table = new Table(sheet.headings().toArray(String[]::new));
            sheet.rows().forEach(row -> table.row(row.stream().map(EvalCommand::shown).toArray()));
            table.print(terminal);
            if (sheet.rows().isEmpty()) {
                terminal.note("No run counts here yet; offline runs count with --include-offline.");
            }
            if (file != null) {
                export(sheet, file);
            }
            return Exit.OK;
        }
    }

    private static String shown(@Nullable Object cell) {
        return cell == null ? "n/a" : Csv.text(cell);
    }

    private void export(Sheet sheet, Path target) {
        try {
            Files.writeString(target, sheet.csv());
            terminal.note("Written to %s".formatted(target));
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "The file %s cannot be written (%s); name another place."
                            .formatted(target, e.getMessage()));
        }
    }
}
