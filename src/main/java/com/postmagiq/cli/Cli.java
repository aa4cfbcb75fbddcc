package com.postmagiq.cli;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Workspaces;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/** The command line: {@code postmagiq COMMAND}, the same as {@code java -jar postmagiq.jar}. */
@Command(
        name = "postmagiq",
        description = "A true story becomes a finished post in its author's own voice.",
        scope = ScopeType.INHERIT,
        mixinStandardHelpOptions = true,
        usageHelpAutoWidth = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:success",
            "1:the run ended without a post, or a check failed",
            "2:wrong usage",
            "3:configuration, story or run invalid or not found",
            "4:an agent or its provider is not available",
            "5:a cap on money or credits",
            "6:the run is paused or waits for a person",
            "130:interrupted; the run is paused"
        })
public final class Cli {
    /** The application goes on after the command line is done: the process must not be ended. */
    public static final int LIVES_ON = -1;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "The result as one JSON document on standard output.")
    private boolean json;

    @Option(names = "--quiet", scope = ScopeType.INHERIT, description = "No progress.")
    private boolean quiet;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours.")
    private boolean withoutColour;

    @Option(
            names = "--workspace",
            paramLabel = "SLUG",
            scope = ScopeType.INHERIT,
            description = "Whose runs. Default: the oldest workspace.")
    private @Nullable String workspace;

    @Option(names = "--stacktrace", scope = ScopeType.INHERIT, hidden = true)
    private boolean stacktrace;

    private final Terminal terminal;
    private final Launcher launcher;

    private Cli(Terminal terminal, Launcher launcher) {
        this.terminal = terminal;
        this.launcher = launcher;
    }

    /**
     * Does what the arguments say.
     *
     * @param application the class Spring starts from; handed in, so that this module does not know
     *     the one that knows it
     * @param prepared names the beans of a whole server as the build has prepared them
     * @return the exit code, or {@link #LIVES_ON}
     */
    public static int run(Class<?> application, Class<?> prepared, String... arguments) {
        var terminal = Terminal.ofProcess();
        // Standard output belongs to results; whatever libraries print goes beside it.
        System.setOut(System.err);
        return run(
                new Launcher(application, prepared, List.of()), application, terminal, arguments);
    }

    static int run(
            Launcher launcher, Class<?> application, Terminal terminal, String... arguments) {
        var cli = new Cli(terminal, launcher);
        var server = ServeCommand.usual(launcher, terminal, List.of(arguments));
        if (server.isPresent()) {
            return cli.serve(server.get());
        }
        var line = new CommandLine(cli);
        line.setOut(new PrintWriter(terminal.results(), true, StandardCharsets.UTF_8));
        List.of(
                        new ServeCommand(launcher, terminal),
                        new RunCommand(cli),
                        new QuoteCommand(cli),
                        new DecideCommand(cli),
                        new RunsCommand(cli),
                        new EvalCommand(cli),
                        new ConfigsCommand(cli),
                        new SyncCommand(cli),
                        new PersonasCommand(cli),
                        new VoicesCommand(cli),
                        new AgentsCommand(cli),
                        new QualityCommand(cli),
                        new ProvenanceCommand(cli),
                        new TranscribeCommand(cli),
                        new DoctorCommand(cli),
                        new DatabaseCommand(cli),
                        new AuditCommand(cli),
                        new KeysCommand(cli),
                        new WorkspaceCommand(cli),
                        new AdminCommand(cli),
                        new DemoCommand(launcher, terminal),
                        new ModelHostCommand())
                .forEach(line::addSubcommand);
        Objects.requireNonNull(line.getSubcommands().get("runs"))
                .addSubcommand(new ForkCommand(cli));
        Objects.requireNonNull(line.getSubcommands().get("eval"))
                .addSubcommand(new GoldenCommand(cli));
        line.setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(cli::execute)
                .setParameterExceptionHandler(
                        (e, _) -> {
                            terminal.complain(e.getMessage());
                            terminal.complain(
                                    "Try 'postmagiq %s--help'."
                                            .formatted(named(e.getCommandLine())));
                            return Exit.USAGE;
                        })
                .setExecutionExceptionHandler((e, _, _) -> cli.failed(e));
        line.getCommandSpec()
                .versionProvider(new Version(application))
                .exitCodeOnUsageHelp(Exit.OK);
        return line.execute(arguments);
    }

    private int serve(ServeCommand server) {
        terminal.configure(json, quiet, withoutColour);
        try {
            return server.call();
        } catch (RuntimeException e) {
            return failed(e);
        }
    }

    private int execute(ParseResult parsed) {
        terminal.configure(json, quiet, withoutColour);
        var help = CommandLine.executeHelpRequest(parsed);
        if (help != null) {
            return help;
        }
        var named = parsed;
        while (named.hasSubcommand()) {
            named = named.subcommand();
        }
        if (!named.commandSpec().subcommands().isEmpty()) {
            named.commandSpec().commandLine().usage(System.err);
            return Exit.USAGE;
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private int failed(Exception failure) {
        var told = Sentences.of(failure);
        terminal.status("");
        terminal.complain(told.getMessage());
        if (stacktrace) {
            failure.printStackTrace(System.err);
        }
        return told.exit();
    }

    Terminal terminal() {
        return terminal;
    }

    Launcher launcher() {
        return launcher;
    }

    /** The workspace that was named; null for the oldest. */
    @Nullable String workspace() {
        return workspace;
    }

    /**
     * Reads in the named workspace, else the oldest; before there is any, outside of all, where
     * only what ships is seen.
     */
    <T> T inside(ConfigurableApplicationContext context, Supplier<T> work) {
        var owner = context.getBean(Workspaces.class).ownerOf(workspace);
        if (owner.isEmpty() && workspace != null) {
            throw Desk.noWorkspace(workspace);
        }
        return owner.isEmpty()
                ? work.get()
                : CurrentWorkspace.call(owner.get().workspaceId(), work::get);
    }

    private static String named(CommandLine line) {
        return line.getParent() == null ? "" : line.getCommandName() + " ";
    }

    /** Said by the jar itself. */
    private record Version(Class<?> application) implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {
                "Postmagiq "
                        + Objects.requireNonNullElse(
                                application.getPackage().getImplementationVersion(), "development")
            };
        }
    }
}
