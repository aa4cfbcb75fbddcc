package com.postmagiq.cli;

import com.postmagiq.kernel.postgres.PostgresStartFailure;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workspace.Registration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** From nothing to a finished post in one command, on data of its own. */
@Command(
        name = "demo",
        description = "Starts on fresh data, turns an example story into a post, and stays up.",
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final String EXAMPLE = "examples/stories/fire-company.md";
    private static final String EMAIL = "demo@postmagiq.local";
    private static final Path USUAL = Path.of("var", "demo");

    private final Launcher launcher;
    private final Terminal terminal;

    @Option(names = "--port", paramLabel = "PORT", description = "Default: PORT, else 8080.")
    private @Nullable Integer port;

    @Option(names = "--host", paramLabel = "ADDRESS", description = "Default: 127.0.0.1.")
    private @Nullable String host;

    @Option(names = "--config", paramLabel = "NAME", description = "Default: offline.")
    private String config = "offline";

    @Option(names = "--once", description = "Ends after the post instead of staying up.")
    private boolean once;

    DemoCommand(Launcher launcher, Terminal terminal) {
        this.launcher = launcher;
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        var begun = Instant.now();
        terminal.note("Starting the database and the application ...");
        var context = open();
        var home =
                context.getBean(Registration.class)
                        .ensureOwner(EMAIL, "Demo author", "Demo workspace");
        var desk = Desk.in(context, home.slug());
        var runId =
                desk.call(
                        () ->
                                desk.bean(WorkflowRuns.class)
                                        .start(
                                                new StartRequest(
                                                        story(),
                                                        "fire-company",
                                                        config,
                                                        null,
                                                        null,
                                                        null,
                                                        true,
                                                        true,
                                                        false,
                                                        null),
                                                desk.actor(),
                                                null));
        terminal.note("Turning %s into a post with the configuration %s ...", EXAMPLE, config);
        var run =
                new RunSession(launcher, terminal, desk)
                        .carry(
                                runId,
                                new Progress(terminal, begun),
                                (_, question) ->
                                        Optional.of(
                                                new DecisionRequest(
                                                        question.id(),
                                                        "approved",
                                                        null,
                                                        null,
                                                        null,
                                                        false)));
        new PostReport(terminal).full(desk, run);
        terminal.say("");
        terminal.say("Address   %s", ServeCommand.url(context));
        terminal.say(
                "Sign-in   %s, password %s",
                EMAIL,
                home.generatedPassword() == null
                        ? "as printed when this data folder was new"
                        : home.generatedPassword());
        var exit = run.status().equals("complete") ? Exit.OK : Exit.FAILED;
        if (once || exit != Exit.OK) {
            desk.close();
            return exit;
        }
        terminal.note("");
        terminal.note("It stays up; Ctrl-C ends it.");
        return Cli.LIVES_ON;
    }

    /** On the folder that was asked for, else on an emptied one of its own. */
    private ConfigurableApplicationContext open() {
        var settings = new ArrayList<>(ServeCommand.settings(port, host, List.of()));
        if (System.getenv("POSTMAGIQ_DATA_DIR") != null || System.getenv("DATABASE_URL") != null) {
            return launcher.server(Launcher.Role.ALL, settings);
        }
        try {
            empty(USUAL);
            return server(settings, USUAL);
        } catch (CommandFailure e) {
            if (!notPassable(e)) {
                throw e;
            }
            var elsewhere = temporary();
            terminal.note(
                    "PostgreSQL runs as an ordinary user, who may not enter %s, so the demo keeps its data in %s.",
                    USUAL.toAbsolutePath(), elsewhere);
            return server(settings, elsewhere.resolve("data"));
        }
    }

    private ConfigurableApplicationContext server(List<String> settings, Path data) {
        var all = new ArrayList<>(settings);
        all.add("--postmagiq.data-dir=" + data);
        return launcher.server(Launcher.Role.ALL, all);
    }

    private static boolean notPassable(Throwable failure) {
        for (Throwable link = failure; link != null; link = link.getCause()) {
            if (link instanceof PostgresStartFailure start) {
                return start.reason() == PostgresStartFailure.Reason.NOT_PASSABLE;
            }
        }
        return false;
    }

    private static void empty(Path data) {
        Launcher.refuseSecond(data);
        try {
            FileSystemUtils.deleteRecursively(data);
            FileSystemUtils.deleteRecursively(data.resolveSibling(data.getFileName() + "-keys"));
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.FAILED,
                    "The data of an earlier demo in %s cannot be deleted (%s): delete it yourself, or set POSTMAGIQ_DATA_DIR to another folder."
                            .formatted(data, e.getMessage()),
                    e);
        }
    }

    private static Path temporary() {
        try {
            var folder = Files.createTempDirectory("postmagiq-demo-");
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("No temporary folder can be made", e);
        }
    }

    private static String story() {
        try (var file = DemoCommand.class.getResourceAsStream("/" + EXAMPLE)) {
            if (file == null) {
                throw new IllegalStateException("The example " + EXAMPLE + " is not packed.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The example " + EXAMPLE + " cannot be read", e);
        }
    }
}
