package com.postmagiq.cli;

import com.postmagiq.audit.AuditMonths;
import com.postmagiq.kernel.database.Tables;
import java.util.Arrays;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.JdbcTemplate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The tables: bringing them up to date, showing what was applied, starting over. */
@Command(name = "db", description = "Migrates, shows and resets the database.")
final class DatabaseCommand {
    private final Cli cli;
    private final Terminal terminal;

    DatabaseCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /** An applied or coming migration. */
    record Line(String version, String description, String state) {}

    @Command(name = "migrate", description = "Brings the tables up to date.")
    int migrate() {
        try (var context = cli.launcher().command(List.of())) {
            var before = applied(context);
            context.getBean(Tables.class).bringUpToDate();
            var lines = lines(context);
            terminal.document(lines);
            terminal.say(
                    "The tables are up to date: %d migrations applied now, %d in all.",
                    applied(context) - before, applied(context));
            return Exit.OK;
        }
    }

    @Command(name = "info", description = "Which migrations were applied.")
    int info() {
        try (var context = cli.launcher().command(List.of())) {
            var lines = lines(context);
            terminal.document(lines);
            var table = new Table("version", "description", "state");
            lines.forEach(line -> table.row(line.version(), line.description(), line.state()));
            table.print(terminal);
            return Exit.OK;
        }
    }

    @Command(
            name = "partitions",
            description = "Makes the coming months of the audit log and drops those kept too long.")
    int partitions() {
        try (var context = cli.launcher().command(List.of())) {
            context.getBean(JdbcTemplate.class);
            var dropped = context.getBean(AuditMonths.class).keep();
            terminal.say("The months are up to date; %d were dropped.", dropped);
            return Exit.OK;
        }
    }

    @Command(name = "reset", description = "Deletes everything and makes the tables anew.")
    int reset(@Option(names = "--yes", description = "Yes, everything.") boolean yes) {
        if (!yes) {
            throw new CommandFailure(
                    Exit.USAGE, "This deletes every workspace, run and post: confirm with --yes.");
        }
        try (var context = cli.launcher().command(List.of())) {
            if (Launcher.database(context.getEnvironment()) == Launcher.Database.SHARED) {
                throw new CommandFailure(
                        Exit.FAILED,
                        "A server works on this database: stop it first, nothing was deleted.");
            }
            var flyway = context.getBean(Tables.class).migrations();
            Flyway.configure()
                    .configuration(flyway.getConfiguration())
                    .cleanDisabled(false)
                    .load()
                    .clean();
            var made = flyway.migrate().migrationsExecuted;
            terminal.say(
                    "Everything is deleted and the tables are made anew (%d migrations).", made);
            return Exit.OK;
        }
    }

    private static int applied(ConfigurableApplicationContext context) {
        return context.getBean(Tables.class).migrations().info().applied().length;
    }

    private static List<Line> lines(ConfigurableApplicationContext context) {
        return Arrays.stream(context.getBean(Tables.class).migrations().info().all())
                .map(
                        migration ->
                                new Line(
                                        String.valueOf(migration.getVersion()),
                                        migration.getDescription(),
                                        migration.getState().getDisplayName()))
                .toList();
    }
}
