package com.postmagiq.cli;

import static com.postmagiq.cli.Commands.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/** The command line in this process, on a PostgreSQL that other processes might use as well. */
class CliTests {
    private static final String STORY =
            """
            Last March I repaired the clock of our town hall with my neighbour Ada. It had stood still \
            since 1987, at ten past four. We found a wedding ring between two wheels, and 12 dead wasps. \
            The ring belonged to the old clockmaker, who had told his wife that a thief took it. She is 91 \
            and laughed for a whole minute. The clock runs again, 3 minutes fast.
            """;

    @TempDir private Path folder = Path.of("");

    @Test
    void given_an_option_nobody_knows__when_parsed__then_usage_error_and_the_way_to_help() {
        var said = run(List.of(), "runs", "list", "--colour");

        assertThat(said.exit()).isEqualTo(Exit.USAGE);
        assertThat(said.notes()).contains("--colour").contains("--help");
    }

    @Test
    void given_no_command__when_parsed__then_the_commands_are_listed_as_usage_error() {
        assertThat(run(List.of()).exit()).isEqualTo(Exit.USAGE);
        assertThat(run(List.of(), "--help").results()).contains("serve").contains("Exit codes");
    }

    @Test
    @Tag("workflow-82")
    void given_a_broken_configuration__when_validated__then_its_line_is_named_and_exit_is_3()
            throws IOException {
        var shipped = run(List.of(), "configs", "validate", "--all");
        assertThat(shipped.exit()).as(shipped.results()).isZero();
        assertThat(shipped.results()).contains("offline: valid, 0 errors");

        var broken =
                run(
                        List.of(),
                        "configs",
                        "validate",
                        "src/test/resources/workflows/invalid/state.unknown_target.yaml");
        assertThat(broken.exit()).isEqualTo(Exit.CONFIGURATION);
        assertThat(broken.results()).containsPattern(":\\d+:\\d+ state.unknown_target");

        var warned = warned();
        assertThat(run(List.of(), "configs", "validate", warned).exit()).isZero();
        assertThat(run(List.of(), "configs", "validate", warned, "--strict").exit())
                .isEqualTo(Exit.CONFIGURATION);
        assertThat(run(List.of(), "configs", "validate", "nowhere").exit())
                .isEqualTo(Exit.CONFIGURATION);
    }

    /** One finished run without a model is all there is. */
    private void evaluated(List<String> database) throws IOException {
        assertThat(run(database, "eval", "summary").results())
                .containsPattern("\\n0 +0 +n/a +0.00 +0 ");
        var file = folder.resolve("weeks.csv").toString();
        var weeks =
                run(
                        database,
                        "eval",
                        "trend",
                        "--weeks",
                        "1",
                        "--include-offline",
                        "--export",
                        file);
        assertThat(weeks.exit()).as(weeks.notes()).isZero();
        assertThat(Files.readString(Path.of(file)))
                .startsWith("week,runs,avg_quality,total_cost,total_tokens\r\n")
                .hasLineCount(2)
                .contains(",1,");
        var story = run(database, "eval", "post", "1", "--include-offline", "--json");
        assertThat(
                        JsonMapper.shared()
                                .readTree(story.results())
                                .at("/iterations/0/iteration")
                                .asInt())
                .isEqualTo(1);
        for (var command : List.of("agents", "auditors", "costs", "daily")) {
            assertThat(run(database, "eval", command, "--include-offline").exit()).isZero();
        }
        assertThat(run(database, "eval", "best", "draft").exit()).isZero();
        assertThat(run(database, "eval", "post", "nowhere").exit()).isEqualTo(Exit.CONFIGURATION);
        assertThat(run(database, "eval", "agents", "--days", "0").exit()).isEqualTo(Exit.USAGE);
        assertThat(run(database, "runs", "compare", "1", "1").exit()).isEqualTo(Exit.USAGE);
    }

    /** The shipped offline configuration with a key nobody knows, which is worth a warning. */
    private String warned() throws IOException {
        var file = folder.resolve("warned.yaml");
        Files.writeString(
                file,
                Files.readString(Path.of("workflows/configs/offline.yaml")) + "\nmood: good\n");
        return file.toString();
    }

    @Test
    void given_a_text_with_an_invented_number__when_checked__then_the_finding_blocks()
            throws IOException {
        var story = write("story.md", STORY);
        var text = write("text.md", "We found 77 dead wasps between two wheels of the clock.\n");

        var said = run(List.of(), "quality", "check", text, "--story", story);

        assertThat(said.exit()).isEqualTo(Exit.FAILED);
        assertThat(said.results()).contains("fabrication.number");
    }

    @Test
    void given_a_text_of_the_story__when_traced__then_each_sentence_has_its_source()
            throws IOException {
        var story = write("story.md", STORY);
        var text =
                write(
                        "text.md",
                        "We found a wedding ring between two wheels, and 12 dead wasps.\n");

        var said = run(List.of(), "provenance", text, "--story", story);

        assertThat(said.results()).contains("verbatim").contains("(1 of 1)");
    }

    @Test
    void given_stories_that_are_none__when_run__then_one_sentence_each_and_nothing_is_stored()
            throws IOException {
        var database = database("cli_bad_stories");
        assertThat(run(database, "run", "--story", write("good.md", STORY), "--no-wait").exit())
                .isEqualTo(Exit.WAITING);

        var missing = run(database, "run", "--story", "nowhere");
        assertThat(missing.exit()).isEqualTo(Exit.CONFIGURATION);
        assertThat(missing.notes())
                .contains("story_bank/processed/nowhere.md")
                .contains("story_bank/raw/nowhere.txt");
        var shortOne = run(database, "run", "--story", write("short.md", "Too short."));
        assertThat(shortOne.exit()).isEqualTo(Exit.USAGE);
        assertThat(shortOne.notes().strip()).contains("needs at least 20").hasLineCount(1);
        var nul = run(database, "run", "--story", write("nul.md", STORY + "\0"));
        assertThat(nul.exit()).isEqualTo(Exit.USAGE);
        Files.write(folder.resolve("binary"), new byte[] {(byte) 0xC0, (byte) 0xFF, 1, 2});
        var binary = run(database, "run", "--story", folder.resolve("binary").toString());
        assertThat(binary.exit()).isEqualTo(Exit.USAGE);
        assertThat(binary.notes()).contains("UTF-8");
        var tooLong = run(database, "run", "--story", write("long.md", STORY.repeat(400)));
        assertThat(tooLong.exit()).isEqualTo(Exit.USAGE);

        var runs = run(database, "runs", "list", "--json");
        assertThat(JsonMapper.shared().readTree(runs.results()).path("items")).hasSize(1);
    }

    @Test
    @Tag("workflow-81")
    @Tag("workflow-95")
    void given_nobody_at_a_terminal__when_run_and_decided__then_the_exit_codes_tell()
            throws IOException {
        var database = database("cli_run_and_decide");
        var story = "examples/stories/fire-company.md";

        var waiting = run(database, "run", "--story", story, "--config", "offline", "--json");
        assertThat(waiting.exit()).as(waiting.notes()).isEqualTo(Exit.WAITING);
        var document = JsonMapper.shared().readTree(waiting.results());
        assertThat(document.at("/run/status").asString()).isEqualTo("awaiting_human");
        assertThat(document.at("/run/offline").asBoolean()).isTrue();
        assertThat(waiting.notes()).contains("this command advances it itself");

        assertThat(run(database, "decide", "1", "feedback").exit()).isEqualTo(Exit.USAGE);
        assertThat(run(database, "decide", "7", "approve").exit()).isEqualTo(Exit.CONFIGURATION);
        var decided = run(database, "decide", "1", "approve");
        assertThat(decided.exit()).as(decided.notes()).isZero();
        assertThat(decided.results()).contains("complete").contains("Cost      $0.0000");
        assertThat(run(database, "decide", "1", "approve").exit()).isEqualTo(Exit.USAGE);

        assertThat(run(database, "runs", "summary", "1").results()).contains("Status: complete");
        evaluated(database);
        assertThat(run(database, "runs", "states", "1").results()).contains("cross-audit");
        assertThat(run(database, "runs", "tokens", "1").results()).contains("total");
        assertThat(run(database, "runs", "events", "1", "--type", "state.completed").results())
                .contains("human-approval");
        assertThat(run(database, "runs", "list", "--workspace", "nobodys").exit())
                .isEqualTo(Exit.CONFIGURATION);
        assertThat(run(database, "db", "info").results()).contains("Success");
    }

    @Test
    void given_an_empty_database__when_synced__then_a_line_each_and_a_summary_and_then_unchanged() {
        var database = database("cli_sync");

        assertThat(run(database, "sync-workflows", "--dry-run").results())
                .contains("offline: created")
                .contains("4 created, 0 updated, 0 unchanged, 0 disabled; nothing was written");
        var first = run(database, "sync-workflows");
        assertThat(first.exit()).as(first.notes()).isZero();
        assertThat(first.results()).contains("4 created, 0 updated, 0 unchanged, 0 disabled\n");
        assertThat(run(database, "sync-workflows").results())
                .contains("offline: unchanged")
                .contains("0 created, 0 updated, 4 unchanged");
        var nowhere = new ArrayList<>(database);
        nowhere.add("--postmagiq.environment=moon");
        assertThat(run(nowhere, "sync-workflows").exit()).isEqualTo(Exit.FAILED);
        var unreadable = new ArrayList<>(database);
        unreadable.add("--postmagiq.workflow.directory=" + folder.resolve("none"));
        assertThat(run(unreadable, "sync-workflows").exit()).isEqualTo(Exit.FAILED);
    }

    @Test
    void given_a_workspace__when_its_configurations_and_personas_are_looked_at__then_they_are_told()
            throws IOException {
        var database = database("cli_registry");
        run(database, "run", "--story", write("good.md", STORY), "--no-wait");

        assertThat(run(database, "configs", "list").results()).contains("offline");
        assertThat(run(database, "configs", "history", "offline").results()).contains("1  ");
        assertThat(run(database, "configs", "diff", "offline").results())
                .contains("version 1 to 1");
        var rollback = run(database, "configs", "rollback", "offline");
        assertThat(rollback.exit()).isEqualTo(Exit.CONFIGURATION);
        assertThat(rollback.notes()).contains("comes with the product");
        assertThat(run(database, "personas", "list").results()).contains("story-reviewer");
        assertThat(run(database, "personas", "show", "writer").results())
                .contains("Your role: writer");
        assertThat(run(database, "personas", "seed").results())
                .contains("persona writer: unchanged, version 1")
                .contains("voice professional: unchanged");
        assertThat(run(database, "voices", "seed").results()).doesNotContain("persona writer");
        assertThat(run(database, "personas", "check").exit()).isZero();
        assertThat(run(database, "personas", "list", "--workspace", "nobodys").exit())
                .isEqualTo(Exit.CONFIGURATION);
    }

    private String write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    @Test
    void
            given_a_provider__when_an_agent_is_checked_live__then_the_tiny_call_and_its_cost_are_told() {
        try (var llm = FakeLlm.start()) {
            var settings = new ArrayList<>(database("cli_live_check"));
            settings.add("--postmagiq.agents.groq.base-url=" + llm.baseUrl());
            settings.add("--postmagiq.agents.groq.api-key=gsk-secret");
            llm.next(FakeAnswer.text("ready"));

            var said = run(settings, "agents", "check", "groq-llama-70b", "--live", "--json");

            assertThat(said.exit()).as(said.notes()).isZero();
            var result = JsonMapper.builder().build().readTree(said.results()).path(0);
            assertThat(result.path("agent").asString()).isEqualTo("groq-llama-70b");
            assertThat(result.path("ok").asBoolean()).isTrue();
            // 48 tokens in at 0.00059 and one out at 0.00079 USD for a thousand.
            assertThat(result.path("cost_usd").decimalValue()).isEqualByComparingTo("0.000029");
            assertThat(llm.calls().getFirst().body().path("max_tokens").asInt())
                    .isLessThanOrEqualTo(256);

            llm.next(FakeAnswer.status(401));
            var refused = run(settings, "agents", "check", "groq-llama-70b", "--live");
            assertThat(refused.exit()).isEqualTo(Exit.AGENT);
            assertThat(refused.results()).contains("key").doesNotContain("gsk-secret");
            assertThat(llm.calls()).hasSize(2);
        }
    }

    @Test
    @Tag("workflow-92")
    void given_a_model_file_in_the_ordinary_build__then_doctor_and_check_say_that_it_cannot_run() {
        var settings = new ArrayList<>(database("cli_local_model"));

        assertThat(run(settings, "doctor").results()).doesNotContain("Local model");
        assertThat(run(settings, "agents", "check", "local").exit()).isEqualTo(Exit.CONFIGURATION);

        settings.add("--postmagiq.agents.local.model=" + folder.resolve("model.gguf"));
        var doctor = run(settings, "doctor");
        var check = run(settings, "agents", "check", "local");

        assertThat(doctor.exit()).as(doctor.notes()).isZero();
        assertThat(doctor.results()).contains("Local model").contains("local.not_built");
        assertThat(check.exit()).isEqualTo(Exit.AGENT);
        assertThat(check.results()).contains("LOCAL_MODEL").contains("local.not_built");
    }

    @Test
    void
            given_stories_in_a_file__when_two_ways_are_compared__then_the_report_tells_what_came_of_it()
                    throws IOException {
        var database = database("cli_golden");
        run(database, "run", "--story", write("first.md", STORY), "--no-wait");
        var file =
                write(
                        "set.jsonl",
                        "{\"label\": \"Clock\", \"story\": \"%s\", \"shape\": \"SHORT\"}"
                                .formatted(STORY.strip().replace("\n", " ")));

        assertThat(run(database, "eval", "golden", "import", "Clocks", file).results())
                .contains("1 stories added to Clocks");
        assertThat(run(database, "eval", "golden", "sets").results()).contains("Clocks  1 ");
        var command = List.of("eval", "golden", "run", "Clocks", "--a", "offline", "--b");
        var said = run(database, with(command, "offline@1", "--fail-on", "final_score"));
        assertThat(said.exit()).as(said.notes()).isZero();
        assertThat(said.results()).contains("2 done, 0 failed").contains("too_few");
        var id = said.results().replaceAll("(?s).*golden report (\\S+).*", "$1");
        assertThat(run(database, "eval", "golden", "report", id).results()).contains("Clock");
        assertThat(run(database, "eval", "golden", "report", id, "--format", "csv").results())
                .startsWith("case,label,arm");
        assertThat(run(database, with(command, "offline@x")).exit()).isEqualTo(Exit.USAGE);
        assertThat(run(database, with(command, "offline", "--fail-on", "charm")).exit())
                .isEqualTo(Exit.USAGE);
        assertThat(run(database, with(command, "nowhere")).exit()).isEqualTo(Exit.CONFIGURATION);
    }

    private static String[] with(List<String> command, String... more) {
        return Stream.concat(command.stream(), Arrays.stream(more)).toArray(String[]::new);
    }

    private List<String> database(String name) {
        return Commands.settings(folder, name, TestPostgres.createDatabase(name));
    }
}
