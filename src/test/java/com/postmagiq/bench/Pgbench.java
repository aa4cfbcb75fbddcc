package com.postmagiq.bench;

import com.postmagiq.kernel.postgres.DatabaseLogin;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Runs PostgreSQL's own load generator and reads its rate. */
final class Pgbench {
    private static final Pattern RATE =
            Pattern.compile("tps = ([0-9.]+) \\(without initial connection time\\)");

    private final DatabaseLogin login;
    private final Path folder;

    Pgbench(DatabaseLogin login, Path folder) {
        this.login = login;
        this.folder = folder;
    }

    /** Executions per second of a script that each client runs so many times. */
    double times(String name, String script, int clients, int executions) {
        return run(name, script, clients, List.of("-t", Integer.toString(executions)));
    }

    /** Executions per second of a script that runs for a while. */
    double seconds(String name, String script, int clients, int seconds) {
        return run(name, script, clients, List.of("-T", Integer.toString(seconds)));
    }

    private double run(String name, String script, int clients, List<String> length) {
        try {
            var file = Files.writeString(folder.resolve(name + ".sql"), script);
            var server = URI.create(login.url().substring("jdbc:".length()));
            var command = new ArrayList<>(List.of("pgbench", "-n", "-M", "prepared"));
            command.addAll(List.of("-c", Integer.toString(clients), "-j", "2"));
            command.addAll(length);
            command.addAll(List.of("-f", file.toString(), "-h", server.getHost()));
            command.addAll(List.of("-p", Integer.toString(server.getPort())));
            command.addAll(List.of("-U", login.user(), server.getPath().substring(1)));
            var builder = new ProcessBuilder(command).redirectErrorStream(true);
            builder.environment().put("PGPASSWORD", login.password());
            builder.environment().put("PGCLIENTENCODING", "UTF8");
            var process = builder.start();
            var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var rate = RATE.matcher(said);
            if (process.waitFor() != 0 || !rate.find()) {
                throw new IllegalStateException("pgbench with %s failed: %s".formatted(file, said));
            }
            return Double.parseDouble(rate.group(1));
        } catch (IOException e) {
            throw new IllegalStateException(
                    "pgbench could not be started; install PostgreSQL's client programs.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while pgbench ran", e);
        }
    }
}
