package com.postmagiq.kernel.tasks;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.settings.Installation;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a process is among those that share a database, and a data directory. */
class NodeNameTests {
    private final Path folder;

    NodeNameTests(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Another process: says its name and lives until its input ends. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) throws IOException {
            try (var name = name(Path.of(arguments[0]), "");
                    var input = new InputStreamReader(System.in, StandardCharsets.UTF_8)) {
                System.out.println(name.value());
                System.out.flush();
                input.transferTo(
                        new OutputStreamWriter(
                                OutputStream.nullOutputStream(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void given_a_node_that_was_here__when_it_starts_again__then_it_has_its_name_again()
            throws IOException {
        String first;
        try (var name = name(folder, "")) {
            first = name.value();
        }

        try (var name = name(folder, "")) {
            assertThat(name.value()).isEqualTo(first).startsWith("node-");
        }
    }

    @Test
    void
            given_a_process_on_the_same_directory__when_another_starts_beside_it__then_it_is_somebody_else_until_the_first_is_killed()
                    throws IOException, InterruptedException {
        var other = start();
        // What libraries of the tests say when Java starts comes first.
        var taken =
                other.inputReader(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.startsWith("node-"))
                        .findFirst()
                        .orElseThrow();
        String own;
        String next;
        try (var beside = name(folder, "");
                var third = name(folder, "")) {
            own = beside.value();
            next = third.value();
        }

        other.destroyForcibly().waitFor();

        assertThat(own).startsWith("node-").isNotIn(taken, next);
        try (var afterwards = name(folder, "")) {
            assertThat(afterwards.value()).as("its tasks can be freed").isEqualTo(taken);
        }
    }

    @Test
    void given_a_name_of_one_life__when_a_command_starts__then_the_kept_name_stays_untouched()
            throws IOException {
        try (var command = name(folder, "command-1")) {
            assertThat(command.value()).isEqualTo("command-1");
        }
        assertThat(folder).isEmptyDirectory();
    }

    private static NodeName name(Path folder, String given) {
        return new NodeName(
                new Installation(
                        folder, Installation.Environment.DEVELOPMENT, "http://localhost:8080"),
                given);
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
