package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentSettings.Mode;
import com.postmagiq.agents.tool.ScriptedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Command-line tools, played by little programs on a path of their own. */
class ToolAgentTests {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final String ANSWER = "{\"result\":\"Fine.\",\"session_id\":\"s-1\"}";

    private final List<Agents> made = new ArrayList<>();
    private final ScriptedTools tools;

    ToolAgentTests(@TempDir Path folder) {
        this.tools = new ScriptedTools(folder);
    }

    @BeforeEach
    void claude() {
        tools.saying("claude", ANSWER);
    }

    @AfterEach
    void close() {
        made.forEach(Agents::close);
    }

    @Test
    void given_claude__when_it_is_asked__then_model_text_tokens_and_session_are_read() {
        tools.saying(
                "claude",
                """
                {"type":"result","subtype":"success","is_error":false,"result":"The pump failed.",
                 "session_id":"abc-1","usage":{"input_tokens":10,"cache_creation_input_tokens":5,
                 "cache_read_input_tokens":20,"output_tokens":4}}
                """);

        var answer = ask("claude-opus", "You write.", "The story.");

        assertThat(tools.arguments("claude"))
                .containsExactly(
                        "--output-format", "json", "--model", "claude-opus-4-20250514", "-p");
        assertThat(tools.seen("claude", "input")).isEqualTo("You write.\n\nThe story.\n");
        assertThat(answer.content()).isEqualTo("The pump failed.");
        assertThat(answer.usage()).isEqualTo(new Usage(35, 4, 20, 0, false));
        assertThat(answer.sessionId()).isEqualTo("abc-1");
    }

    @Test
    void given_claudes_text_blocks__when_they_are_read__then_they_are_joined() {
        tools.saying(
                "claude",
                "{\"content\":[{\"type\":\"text\",\"text\":\"One\"},{\"type\":\"text\",\"text\":\" two.\"}]}");

        var answer = ask("claude", "You write.", "The story.");

        assertThat(answer.content()).isEqualTo("One two.");
        assertThat(answer.usage().estimated()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"response\":\"Hi.\",\"stats\":{\"models\":{\"a\":{\"tokens\":{\"input\":3,\"candidates\":1}},\"b\":{\"tokens\":{\"input\":4,\"candidates\":2}}}}}|7|3",
                "{\"text\":\"Hi.\",\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":2}}|9|2",
                "{\"content\":\"Hi.\",\"usageMetadata\":{\"promptTokenCount\":8,\"candidatesTokenCount\":1}}|8|1"
            })
    void given_gemini__when_it_is_asked__then_text_and_tokens_are_read(
            String output, int input, int written) {
        tools.saying("gemini", output);

        var answer = ask("gemini-2.5-flash", "You write.", "The story.");

        assertThat(tools.arguments("gemini"))
                .containsExactly("--output-format", "json", "-m", "gemini-2.5-flash");
        assertThat(answer.content()).isEqualTo("Hi.");
        assertThat(answer.usage()).isEqualTo(new Usage(input, written, 0, 0, false));
    }

    @Test
    void given_codex__when_it_is_asked__then_its_last_message_and_its_turn_are_read() {
        tools.saying(
                "codex",
                """
                {"type":"thread.started","thread_id":"t-7"}
                {"type":"turn.started"}
                {"type":"item.completed","item":{"id":"0","type":"reasoning","text":"hm"}}
                {"type":"item.completed","item":{"id":"1","type":"agent_message","text":"First."}}
                {"type":"item.completed","item":{"id":"2","type":"agent_message","text":"Last."}}
                {"type":"turn.completed","usage":{"input_tokens":30,"cached_input_tokens":10,"output_tokens":6}}
                """);

        var answer = ask("gpt-5.2-high", "You write.", "The story.");

        assertThat(tools.arguments("codex"))
                .containsExactly(
                        "exec", "--json", "-m", "gpt-5.2", "-c", "model_reasoning_effort=high");
        assertThat(answer.content()).isEqualTo("Last.");
        assertThat(answer.usage()).isEqualTo(new Usage(30, 6, 10, 0, false));
        assertThat(answer.sessionId()).isEqualTo("t-7");
    }

    @Test
    void given_an_older_codex__when_it_is_asked__then_its_wrapped_events_are_read() {
        tools.saying(
                "codex",
                """
                {"id":"0","msg":{"type":"session_configured","session_id":"old-1"}}
                {"id":"0","msg":{"type":"agent_message","message":"Hello."}}
                {"id":"0","msg":{"type":"token_count","info":{"total_token_usage":{"input_tokens":5,"output_tokens":2}}}}
                """);

        var answer = ask("codex", "You write.", "The story.");

        assertThat(answer.content()).isEqualTo("Hello.");
        assertThat(answer.usage()).isEqualTo(new Usage(5, 2, 0, 0, false));
        assertThat(answer.sessionId()).isEqualTo("old-1");
    }

    @Test
    @Tag("workflow-63")
    void given_a_very_long_prompt__when_it_is_told__then_it_arrives_and_no_argument_holds_it() {
        var story = "The quiet canary 7431 sat. ".repeat(12_000);
        // Everybody on the machine could read a command line.
        tools.with(
                "claude",
                "for p in /proc/[0-9]*/cmdline; do tr '\\0' ' ' < \"$p\" 2>/dev/null; echo; done > \"$here/list\"\necho '"
                        + ANSWER
                        + "'");

        ask("claude", "You write.", story);

        assertThat(story).hasSizeGreaterThan(300_000);
        assertThat(tools.seen("claude", "input")).contains(story);
        assertThat(read(tools.folder().resolve("list")))
                .contains("--output-format")
                .doesNotContain("canary 7431");
    }

    @Test
    @Tag("workflow-63")
    void given_a_tool_that_hangs__when_its_time_is_up__then_no_child_of_it_is_left()
            throws Exception {
        tools.with(
                "claude",
                """
                trap '' TERM
                (trap '' TERM; while true; do sleep 0.05; done) &
                echo $! > "$here/child"
                echo $$ > "$here/self"
                while true; do sleep 0.05; done
                """);

        var failure = failure("claude", Duration.ofMillis(600));

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertGone("self");
        assertGone("child");
    }

    @Test
    void given_a_tool_at_work__when_its_caller_is_interrupted__then_it_is_ended() throws Exception {
        tools.with("claude", "echo $$ > \"$here/self\"\nwhile true; do sleep 0.05; done");
        var outcome = new CompletableFuture<AgentFailure>();
        var caller = Thread.startVirtualThread(() -> outcome.complete(failure("claude", LONG)));
        Awaitility.await().until(() -> Files.exists(tools.folder().resolve("self")));

        caller.interrupt();

        assertThat(outcome.get(5, TimeUnit.SECONDS).kind()).isEqualTo(Kind.CANCELLED);
        assertGone("self");
    }

    @Test
    void given_a_helper_left_behind__when_the_tool_has_answered__then_the_helper_is_ended()
            throws Exception {
        tools.with(
                "claude",
                "(while true; do sleep 0.05; done) &\necho $! > \"$here/child\"\necho '"
                        + ANSWER
                        + "'");

        assertThat(ask("claude", "You write.", "The story.").content()).isEqualTo("Fine.");
        assertGone("child");
    }

    @Test
    void given_a_tool__when_it_runs__then_it_sees_an_empty_folder_and_none_of_our_secrets() {
        ask("claude", "You write.", "The story.");

        assertThat(tools.seen("claude", "folder").lines())
                .singleElement()
                .asString()
                .contains("postmagiq-tool-");
        var folder = Path.of(tools.seen("claude", "folder").strip());
        assertThat(folder).doesNotExist();
        var names =
                tools.seen("claude", "environment")
                        .lines()
                        .map(line -> line.substring(0, Math.max(0, line.indexOf('='))))
                        .toList();
        assertThat(names)
                .contains("PATH")
                .doesNotContain("JAVA_HOME", "JWT_SECRET", "DATABASE_URL", "MAVEN_OPTS");
    }

    @Test
    void given_endless_output__when_it_passes_the_limit__then_the_tool_is_ended() {
        tools.with(
                "claude",
                "while true; do echo xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx; done");

        var failure = failure("claude", LONG);

        assertThat(failure.kind()).isEqualTo(Kind.UNKNOWN);
        assertThat(failure).hasMessageContaining("far too much");
    }

    @ParameterizedTest
    @Tag("workflow-64")
    @CsvSource(
            delimiter = '|',
            value = {
                "Error: 429 from upstream|RATE_LIMITED",
                "You hit a Rate Limit|RATE_LIMITED",
                "RESOURCE_EXHAUSTED: wait|RATE_LIMITED",
                "Too many requests|RATE_LIMITED",
                "quota exceeded for today|RATE_LIMITED",
                "server overloaded|RATE_LIMITED",
                "TypeError at line 1429 of bundle.js|UNKNOWN",
                "the corporate limit of 4290 files|UNKNOWN",
                "Please log in first|AUTH",
                "segmentation fault|UNKNOWN"
            })
    void given_a_complaint__when_the_tool_fails__then_only_whole_words_tell_its_cause(
            String complaint, Kind kind) {
        tools.with("claude", "echo '" + complaint + "' >&2\nexit 3");

        var failure = failure("claude", LONG);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageNotContaining(complaint);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Welcome! Please choose a theme.", "", "[]", "{\"result\":\"\"}"})
    void given_output_that_is_no_answer__when_it_is_read__then_it_is_an_error_and_no_content(
            String output) {
        tools.saying("claude", output);

        assertThat(failure("claude", LONG).kind()).isIn(Kind.UNKNOWN, Kind.EMPTY);
    }

    @Test
    void given_a_session__when_the_tool_knows_it__then_it_is_told_only_the_last_turn() {
        ask(conversation("s-1"));

        assertThat(tools.arguments("claude")).endsWith("--resume", "s-1");
        assertThat(tools.seen("claude", "input")).contains("Two?").doesNotContain("One?");
    }

    @Test
    void given_a_session__when_the_tool_has_forgotten_it__then_everything_is_told_again() {
        tools.with(
                "claude",
                """
                case "$*" in *--resume*) echo 'No conversation found with session ID: s-1' >&2; exit 1;; esac
                echo '{"result":"Fine.","session_id":"s-2"}'
                """);

        var answer = ask(conversation("s-1"));

        assertThat(answer.sessionId()).isEqualTo("s-2");
        assertThat(tools.seen("claude", "input")).contains("One?", "One.", "Two?");
        assertThat(tools.seen("claude", "calls")).hasSize(2);
    }

    private void assertGone(String file) {
        var pid = Long.parseLong(read(tools.folder().resolve(file)).strip());
        Awaitility.await()
                .atMost(Duration.ofSeconds(2))
                .untilAsserted(() -> assertThat(running(pid)).isFalse());
    }

    /** A process nobody has waited for yet is dead all the same. */
    private static boolean running(long pid) {
        var stat = Path.of("/proc", String.valueOf(pid), "stat");
        return Files.exists(stat) && !read(stat).contains(") Z ");
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            return "";
        }
    }

    private static AgentRequest conversation(String session) {
        var user = AgentRequest.Message.Role.USER;
        return new AgentRequest(
                AgentDefinition.named("claude"),
                "You write.",
                List.of(
                        new AgentRequest.Message(user, "One?"),
                        new AgentRequest.Message(AgentRequest.Message.Role.ASSISTANT, "One."),
                        new AgentRequest.Message(user, "Two?")),
                new Task(Contract.DRAFT, "writer", List.of(), List.of(), "", List.of(), null, 7),
                null,
                LONG,
                UUID.randomUUID(),
                session,
                0);
    }

    private AgentFailure failure(String name, Duration timeout) {
        var agent = agents(Mode.CLI).agent(AgentDefinition.named(name));
        var failure =
                catchThrowableOfType(
                        AgentFailure.class,
                        () ->
                                agent.ask(
                                        TestAgents.request(Contract.DRAFT, timeout),
                                        DeltaListener.NONE));
        assertThat(failure).isNotNull();
        return failure;
    }

    private AgentAnswer ask(String name, String system, String text) {
        return agents(Mode.CLI)
                .agent(AgentDefinition.named(name))
                .ask(TestAgents.request(system, text, Contract.DRAFT, LONG), DeltaListener.NONE);
    }

    private AgentAnswer ask(AgentRequest request) {
        return agents(Mode.CLI).agent(request.agent()).ask(request, DeltaListener.NONE);
    }

    private Agents agents(Mode mode) {
        return made(TestAgents.at("http://127.0.0.1:9").tools(tools.folder()).mode(mode));
    }

    private Agents made(TestAgents wanted) {
        var agents = wanted.make();
        made.add(agents);
        return agents;
    }
}
