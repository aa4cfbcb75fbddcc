package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.PostmagiqApplication;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Targets of the Makefile end as the commands they stand for do. */
class MakeTests {
    @TempDir private Path folder = Path.of("");

    private record Ended(int exit, String said) {}

    @Test
    @Tag("workflow-82")
    void given_a_configuration_with_faults__when_make_checks_it__then_it_ends_with_an_error()
            throws Exception {
        // As root the database runs as somebody else, who must be able to enter.
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
        var shipped = Files.readString(Path.of("workflows/configs/offline.yaml"));
        configuration("odd", shipped + "\nmood: good\n");
        configuration("broken", shipped.replace("next: story-review", "next: nowhere"));
        var java = program();

        var broken = make(java, "CONFIG=broken");
        assertThat(broken.exit()).as(broken.said()).isNotZero();
        assertThat(broken.said()).contains("state.unknown_target");
        var odd = make(java, "CONFIG=odd");
        assertThat(odd.exit()).as(odd.said()).isZero();
        assertThat(odd.said()).contains("config.unknown_key");

        Files.delete(folder.resolve("configs/broken.yaml"));
        registry("odd");
        var command = new ArrayList<>(List.of(java.split(" ")));
        command.addAll(List.of("configs", "validate", "--all", "--strict"));
        var strict = run(command);
        assertThat(strict.exit()).as(strict.said()).isEqualTo(Exit.CONFIGURATION);
    }

    private void configuration(String slug, String yaml) throws IOException {
        Files.createDirectories(folder.resolve("configs"));
        Files.writeString(folder.resolve("configs").resolve(slug + ".yaml"), yaml);
        registry("odd", "broken");
    }

    private void registry(String... slugs) throws IOException {
        var text = new StringBuilder("version: \"2.0\"\nworkflows:\n");
        for (var slug : slugs) {
            text.append(
                    "  %s: {name: %s, description: Test, config_file: configs/%s.yaml, environment: production}\n"
                            .formatted(slug, slug, slug));
        }
        text.append("deployment:\n");
        for (var environment : List.of("production", "staging", "development")) {
            text.append(
                    "  %s: {include_environments: [production], default_workflow: odd}\n"
                            .formatted(environment));
        }
        Files.writeString(folder.resolve("registry.yaml"), text);
    }

    /** This very program without its jar, which tests come before. */
    private String program() throws IOException {
        var arguments = folder.resolve("java.args");
        Files.writeString(
                arguments,
                "-XX:TieredStopAtLevel=1\n-cp \"%s\"\n%s\n"
                        .formatted(
                                System.getProperty("java.class.path"),
                                PostmagiqApplication.class.getName()));
        return Path.of(System.getProperty("java.home"), "bin", "java") + " @" + arguments;
    }

    private Ended make(String java, String config) throws IOException, InterruptedException {
        return run(List.of("make", "-s", "check-config", "JAR=", "POSTMAGIQ=" + java, config));
    }

    private Ended run(List<String> command) throws IOException, InterruptedException {
        var said = folder.resolve("said.txt");
        var process =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        process.environment().put("WORKFLOWS_DIR", folder.toString());
        process.environment().put("POSTMAGIQ_DATA_DIR", folder.resolve("var").toString());
        var started = process.start();
        assertThat(started.waitFor(3, TimeUnit.MINUTES)).as("it ends").isTrue();
        return new Ended(started.exitValue(), Files.readString(said));
    }
}
