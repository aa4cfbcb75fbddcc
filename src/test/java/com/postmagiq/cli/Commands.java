package com.postmagiq.cli;

import com.postmagiq.PostmagiqApplication;
import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.DatabaseAccess;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/** Commands as a terminal without a person would run them, in this process. */
final class Commands {
    private Commands() {}

    /** What a command said and how it ended. */
    record Said(int exit, String results, String notes) {}

    static Said run(List<String> settings, String... arguments) {
        var results = new ByteArrayOutputStream();
        var notes = new ByteArrayOutputStream();
        var terminal =
                new Terminal(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(results, true, StandardCharsets.UTF_8),
                        new PrintStream(notes, true, StandardCharsets.UTF_8),
                        false);
        var exit =
                Cli.run(
                        new Launcher(PostmagiqApplication.class, Commands.class, settings),
                        PostmagiqApplication.class,
                        terminal,
                        arguments);
        return new Said(
                exit,
                results.toString(StandardCharsets.UTF_8),
                notes.toString(StandardCharsets.UTF_8));
    }

    /** Settings that lead to a database of the shared server. */
    static List<String> settings(Path folder, String name, DatabaseAccess access) {
        var login = TestPostgres.server().superuser("postgres");
        var address = login.url().substring("jdbc:postgresql://".length()).split("/", 2)[0];
        return List.of(
                "--postmagiq.database.url=postgresql://%s:%s@%s/%s"
                        .formatted(
                                login.user(),
                                URLEncoder.encode(login.password(), StandardCharsets.UTF_8),
                                address,
                                name),
                "--postmagiq.database.app-password=" + access.app().password(),
                "--postmagiq.database.system-password=" + access.system().password(),
                "--postmagiq.database.migrator-password=" + access.migrator().password(),
                "--postmagiq.data-dir=" + folder.resolve("data"),
                "--JWT_SECRET=a secret of the tests, longer than 32 bytes");
    }
}
