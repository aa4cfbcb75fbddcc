package com.postmagiq.cli;

import com.postmagiq.workflow.control.Configurations;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Unmatched;

/** The server. It lives on when this returns. */
@Command(
        name = "serve",
        description = "Starts the server: web application, API and workers.",
        sortOptions = false)
final class ServeCommand implements Callable<Integer> {
    private final Launcher launcher;
    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            description = "Where it listens; 0 takes a free one. Default: PORT, else 8080.")
    private @Nullable Integer port;

    @Option(
            names = "--host",
            paramLabel = "ADDRESS",
            description = "The address it listens on. Default: 127.0.0.1, this machine only.")
    private @Nullable String host;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            description = "What it does: web, worker or all (default).")
    private Launcher.Role role = Launcher.Role.ALL;

    @Unmatched private List<String> settings = new ArrayList<>();

    ServeCommand(Launcher launcher, Terminal terminal) {
        this.launcher = launcher;
        this.terminal = terminal;
    }

    /**
     * The command of a call that only gives the usual options and settings; empty for every other,
     * which the command line reads. Its library is most of what passes between the start of the
     * process and that of the server, and the server is what people wait for.
     */
    static Optional<ServeCommand> usual(
            Launcher launcher, Terminal terminal, List<String> arguments) {
        if (arguments.isEmpty() || !arguments.getFirst().equals("serve")) {
            return Optional.empty();
        }
        var command = new ServeCommand(launcher, terminal);
        var rest = arguments.subList(1, arguments.size()).iterator();
        while (rest.hasNext()) {
            var argument = rest.next();
            var value = argument.matches("--(port|host)") && rest.hasNext() ? rest.next() : "";
            if (argument.equals("--port") && command.port == null && value.matches("\\d{1,5}")) {
                command.port = Integer.valueOf(value);
            } else if (argument.equals("--host")
                    && command.host == null
                    && value.matches("[\\w.:]+")) {
                command.host = value;
            } else if (argument.matches("--[a-z][\\w-]*\\.[\\w.\\[\\]-]*=.*")) {
                command.settings.add(argument);
            } else {
                return Optional.empty();
            }
        }
        return Optional.of(command);
    }

    @Override
    public Integer call() {
        var context = launcher.server(role, settings(port, host, settings));
        terminal.say(startLine(context, role));
        return Cli.LIVES_ON;
    }

    /** The options as settings of the application, after refusing what cannot be one. */
    static List<String> settings(
            @Nullable Integer port, @Nullable String host, List<String> given) {
        var arguments = new ArrayList<String>();
        for (var setting : given) {
            if (!setting.matches("--[a-z][\\w.\\[\\]-]*=.*")) {
                throw new CommandFailure(
                        Exit.USAGE,
                        "'%s' is not an option of serve; settings are given as --name=value, such as --postmagiq.workflow.concurrent-runs=4."
                                .formatted(setting));
            }
            arguments.add(setting);
        }
        if (port != null) {
            if (port < 0 || port > 65_535) {
                throw new CommandFailure(
                        Exit.USAGE, "The port %d is not between 0 and 65535.".formatted(port));
            }
            arguments.add("--server.port=" + port);
        }
        if (host != null) {
            arguments.add("--server.address=" + checked(host));
        }
        return arguments;
    }

    private static String checked(String host) {
        try {
            return InetAddress.getByName(host).getHostAddress();
        } catch (UnknownHostException e) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "The address '%s' is not known here; use 127.0.0.1 for this machine only, or 0.0.0.0 for every network."
                            .formatted(host),
                    e);
        }
    }

    private static String startLine(ConfigurableApplicationContext context, Launcher.Role role) {
        var doing =
                switch (role) {
                    case WEB -> "Postmagiq serves " + url(context) + " without workers";
                    case WORKER -> "Postmagiq advances runs and serves nothing";
                    case ALL -> "Postmagiq serves " + url(context);
                };
        return "%s (%s; %s)".formatted(doing, data(context), models(context));
    }

    static String url(ConfigurableApplicationContext context) {
        var environment = context.getEnvironment();
        var address = environment.getProperty("server.address", "");
        var shown =
                address.isEmpty() || address.equals("0.0.0.0") || address.contains(":")
                        ? "localhost"
                        : address;
        return "http://%s:%s".formatted(shown, environment.getProperty("local.server.port"));
    }

    private static String data(ConfigurableApplicationContext context) {
        Path data = Launcher.dataDir(context.getEnvironment());
        return Launcher.database(context.getEnvironment()) == Launcher.Database.EXTERNAL
                ? "data in the database of DATABASE_URL"
                : "data in " + data.toAbsolutePath().normalize();
    }

    private static String models(ConfigurableApplicationContext context) {
        var standard = context.getBean(Configurations.class).choose(null, null);
        return standard.offline()
                ? "offline: texts are put together by fixed rules, no language model is used"
                : "runs use %s unless they name another configuration"
                        .formatted(standard.slug().toLowerCase(Locale.ROOT));
    }
}
