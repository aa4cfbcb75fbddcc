package com.postmagiq.cli;

import com.postmagiq.agents.Agents;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.database.Tables;
import com.postmagiq.kernel.postgres.RuntimeRoleCheck;
import com.postmagiq.kernel.postgres.TenancyCatalogue;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.control.Configurations;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;

/** Looks over machine, data, database and providers, and says what to do. */
@Command(name = "doctor", description = "Checks this installation; exits with 1 on a fault.")
final class DoctorCommand implements Callable<Integer> {
    private static final long ENOUGH_MEGABYTES = 500;
    private static final long BYTES_PER_MEGABYTE = 1_000_000;
    private static final int JAVA = 25;

    private final Cli cli;
    private final Terminal terminal;
    private final List<Check> checks = new ArrayList<>();

    DoctorCommand(Cli cli) {
        this.cli = cli;
        this.terminal = cli.terminal();
    }

    /**
     * One thing that was looked at.
     *
     * @param state ok, hint or fault; only a fault fails
     */
    record Check(String name, String state, String detail) {}

    @Override
    public Integer call() {
        var java = Runtime.version().feature();
        add(
                "Java",
                java >= JAVA ? "ok" : "fault",
                java >= JAVA
                        ? Runtime.version().toString()
                        : "This is Java %d; start it with Java %d.".formatted(java, JAVA));
        try (var context = cli.launcher().command(List.of())) {
            folder(Launcher.dataDir(context.getEnvironment()).toAbsolutePath().normalize());
            database(context);
            providers(context);
            localModel(context.getBean(Agents.class));
        } catch (CommandFailure e) {
            add("Settings", "fault", String.valueOf(e.getMessage()));
        }
        terminal.document(checks);
        checks.forEach(this::print);
        var sound = checks.stream().noneMatch(check -> check.state().equals("fault"));
        return sound ? Exit.OK : Exit.FAILED;
    }

    private void folder(Path data) {
        try {
            var existing = data;
            while (!Files.exists(existing)) {
                existing = Objects.requireNonNull(existing.getParent(), "the root exists");
            }
            var free = Files.getFileStore(existing).getUsableSpace() / BYTES_PER_MEGABYTE;
            if (!Files.isDirectory(existing) || !Files.isWritable(existing)) {
                add(
                        "Data folder",
                        "fault",
                        "%s cannot be written: give it to this user, or set POSTMAGIQ_DATA_DIR."
                                .formatted(existing));
                return;
            }
            add(
                    "Data folder",
                    free < ENOUGH_MEGABYTES ? "fault" : "ok",
                    free < ENOUGH_MEGABYTES
                            ? "%s has %d MB left: free some, %d MB are needed."
                                    .formatted(data, free, ENOUGH_MEGABYTES)
                            : "%s, %,d MB free".formatted(data, free));
        } catch (IOException e) {
            add("Data folder", "fault", "%s cannot be read: %s".formatted(data, e.getMessage()));
        }
    }

    private void database(ConfigurableApplicationContext context) {
        try {
            var database = context.getBean(Database.class);
            var pending = context.getBean(Tables.class).migrations().info().pending().length;
            add(
                    "Database",
                    pending == 0 ? "ok" : "hint",
                    pending == 0
                            ? Launcher.database(context.getEnvironment())
                                            == Launcher.Database.EXTERNAL
                                    ? "the one of DATABASE_URL, tables up to date"
                                    : "embedded, tables up to date"
                            : "%d migrations are not applied yet; the next start does it, or: postmagiq db migrate"
                                    .formatted(pending));
            try (var app = database.access().app().connect()) {
                findings("Database role", RuntimeRoleCheck.faults(app));
            }
            if (pending == 0) {
                try (var owner = database.access().migrator().connect()) {
                    findings(
                            "Fence between workspaces",
                            TenancyCatalogue.ofProduct().findings(owner));
                }
            }
        } catch (SQLException e) {
            add("Database", "fault", "It cannot be asked: " + e.getMessage());
        } catch (RuntimeException e) {
            add("Database", "fault", String.valueOf(Sentences.of(e).getMessage()));
        }
    }

    private void findings(String name, List<String> findings) {
        add(
                name,
                findings.isEmpty() ? "ok" : "fault",
                findings.isEmpty() ? "nothing to find" : String.join(" ", findings));
    }

    private void providers(ConfigurableApplicationContext context) {
        Configurations configurations;
        try {
            configurations = context.getBean(Configurations.class);
        } catch (RuntimeException e) {
            add("Configurations", "fault", String.valueOf(Sentences.of(e).getMessage()));
            return;
        }
        configurations.catalogue().all().values().stream()
                .filter(WorkflowCatalogue.Listed::runnable)
                .map(listed -> listed.entry().slug())
                .forEach(
                        slug -> {
                            var unusable = configurations.choose(slug, null).unusable();
                            add(
                                    "Configuration " + slug,
                                    unusable.isEmpty() ? "ok" : "hint",
                                    unusable.isEmpty()
                                            ? "all agents can be called"
                                            : unusable.getFirst().reason());
                        });
    }

    /** Said only where somebody named a model file: nobody else misses one. */
    private void localModel(Agents agents) {
        agents.localModel()
                .ifPresent(
                        route -> {
                            var reason = route.unavailableReason();
                            add(
                                    "Local model",
                                    reason == null ? "ok" : "hint",
                                    reason == null ? route.model() : reason);
                        });
    }

    private void add(String name, String state, String detail) {
        checks.add(new Check(name, state, detail));
    }

    private void print(Check check) {
        var sign =
                switch (check.state()) {
                    case "ok" -> terminal.good("✓");
                    case "hint" -> "·";
                    default -> terminal.bad("✗");
                };
        terminal.say("%s %-28s %s", sign, check.name(), check.detail());
    }
}
