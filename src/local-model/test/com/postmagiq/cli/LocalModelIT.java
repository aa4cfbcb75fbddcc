package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.TestPostgres;
import com.postmagiq.agents.local.TinyGguf;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged jar of the profile with a model that was made a moment ago; no server is named. */
class LocalModelIT {
    private static final String STORY = "The pump broke at night and we fixed it. ".repeat(12);

    private static final String CONFIG =
            """
            version: "1"
            name: One model
            description: A verdict, a draft and a final text, whatever the model thinks of them.
            agents:
              local: {type: local, max_tokens: 400}
              local-judge: {type: local, max_tokens: 4000}
            states:
              start: {type: initial, next: review}
              review:
                type: single
                agent: local-judge
                persona: story-reviewer
                input: input/story_input.md
                output: review/review.json
                output_type: review
                transitions: {proceed: draft, retry: draft, halt: draft}
              draft:
                type: single
                agent: local
                persona: writer
                input: input/story_input.md
                output: drafts/draft.md
                output_type: draft
                transitions: {success: polish, failure: halt}
              polish:
                type: single
                agent: local
                persona: synthesizer
                input: drafts/draft.md
                output: final/final.md
                output_type: final
                transitions: {success: complete, failure: halt}
              complete: {type: terminal, description: Done.}
              halt: {type: terminal, error: true, description: The model did not answer.}
            settings: {timeout_per_agent: 120}
            circuit_breaker:
              safety_limits: {max_cost_hard: 0}
            """;

    private final Map<String, String> environment = new HashMap<>();
    private Path folder = Path.of("");

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = Files.createDirectories(TestPostgres.BINARIES.resolve("jar-" + System.nanoTime()));
        Files.writeString(folder.resolve("story.md"), STORY);
        Files.writeString(folder.resolve("one-model.yaml"), CONFIG);
        TinyGguf.write(folder.resolve("tiny.gguf"), 7);
        environment.put("POSTMAGIQ_DATA_DIR", folder.resolve("data").toString());
        environment.put("POSTMAGIQ_AGENTS_LOCAL_CONTEXT", "65536");
    }

    @AfterEach
    void delete() {
        TestPostgres.delete(folder);
    }

    @Test
    @Tag("workflow-92")
    void given_a_model_file_and_no_server__when_a_story_is_run__then_it_completes_at_no_cost()
            throws Exception {
        environment.put("LOCAL_MODEL", folder.resolve("tiny.gguf").toString());

        var ended =
                run(
                        "run",
                        "--story",
                        "story.md",
                        "--config",
                        "./one-model.yaml",
                        "--yes",
                        "--json");

        assertThat(ended.exit()).as(ended.notes()).isZero();
        assertThat(ended.results())
                .contains("\"status\" : \"complete\"")
                .containsPattern("\"total_cost_usd\" : 0(\\.0+)?\\b");

        var doctor = run("doctor");

        assertThat(doctor.notes() + doctor.results())
                .containsPattern("Local model +tiny\\.gguf-[0-9a-f]{8}-F32");
    }

    @Test
    @Tag("workflow-92")
    void
            given_a_run_at_work__when_the_models_process_is_killed__then_one_call_fails_and_it_completes()
                    throws Exception {
        environment.put("LOCAL_MODEL", folder.resolve("tiny.gguf").toString());
        var story = new String[] {"run", "--story", "story.md", "--config", "./one-model.yaml"};
        try (var run = JarProcess.start(folder, environment, with(story, "--yes"))) {
            Awaitility.await().atMost(Duration.ofMinutes(2)).until(() -> child(run).isPresent());

            child(run).ifPresent(ProcessHandle::destroyForcibly);

            var ended = run.await();
            assertThat(ended.exit()).as(ended.notes()).isZero();
        }
        var failed = run("runs", "events", "1", "--type", "agent.failed", "--json");
        assertThat(failed.results()).as(failed.notes()).containsOnlyOnce("local.crashed");
    }

    private static Optional<ProcessHandle> child(JarProcess run) {
        return ProcessHandle.of(run.pid()).stream()
                .flatMap(ProcessHandle::descendants)
                .filter(
                        process ->
                                process.info()
                                        .commandLine()
                                        .filter(line -> line.endsWith("local-model-host"))
                                        .isPresent())
                .findFirst();
    }

    private static String[] with(String[] arguments, String more) {
        var all = Arrays.copyOf(arguments, arguments.length + 1);
        all[arguments.length] = more;
        return all;
    }

    @Test
    @Tag("workflow-92")
    void given_no_model_file__when_a_story_is_run__then_it_is_refused_with_the_reason()
            throws Exception {
        var ended = run("run", "--story", "story.md", "--config", "./one-model.yaml", "--yes");

        assertThat(ended.exit()).isEqualTo(Exit.AGENT);
        assertThat(ended.notes()).contains("local.no_model_file").contains("LOCAL_MODEL");
    }

    private JarProcess.Ended run(String... arguments) throws Exception {
        try (var process = JarProcess.start(folder, environment, arguments)) {
            return process.await();
        }
    }
}
