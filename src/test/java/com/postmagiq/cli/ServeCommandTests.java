package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The usual calls of the server are read without the command line's library, and alike. */
class ServeCommandTests {
    private final Terminal terminal =
            new Terminal(
                    InputStream.nullInputStream(),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8),
                    false);
    private final Launcher launcher =
            new Launcher(ServeCommandTests.class, ServeCommandTests.class, List.of());

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--port 0",
                "--port 8080 --host 0.0.0.0",
                "--host ::1 --port 8080 --postmagiq.workflow.concurrent-runs=4",
                "--postmagiq.data-dir=/srv/posts --server.tomcat.max-threads=8 --port 99999",
                "--a.b[0]=--port",
            })
    void given_a_usual_call__when_read__then_it_means_what_the_command_line_reads(String call) {
        var arguments = call.isEmpty() ? List.<String>of() : List.of(call.split(" "));
        var read = new ServeCommand(launcher, terminal);
        new CommandLine(read).parseArgs(arguments.toArray(String[]::new));

        assertThat(ServeCommand.usual(launcher, terminal, after("serve", arguments)))
                .get()
                .usingRecursiveComparison()
                .ignoringFields("launcher", "terminal")
                .isEqualTo(read);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "serve --help",
                "serve --role web",
                "serve --port",
                "serve --port many",
                "serve --port=80",
                "serve --host --port",
                "serve --json",
                "serve --workspace=x",
                "serve 80",
                "--json serve",
                "runs list",
            })
    void given_any_other_call__when_read__then_the_command_line_reads_it(String call) {
        assertThat(ServeCommand.usual(launcher, terminal, List.of(call.split(" ")))).isEmpty();
    }

    private static List<String> after(String first, List<String> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }
}
