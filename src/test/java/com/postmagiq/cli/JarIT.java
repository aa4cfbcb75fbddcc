package com.postmagiq.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The packaged jar on empty folders, as people meet it. */
class JarIT {
    private static final String STORY =
            """
            In the autumn of 2019 I ran the night shift of a bakery in Leeds with 4 people. One night the \
            oven stopped at 2:15 and 300 loaves were still raw. Maria drove to the next village and came \
            back with her uncle, who had built ovens for 30 years. He changed a fuse that cost 2 pounds. \
            We opened 20 minutes late and nobody noticed. Since that night a box of fuses hangs beside \
            the oven.
            """;

    private final Map<String, String> environment = new HashMap<>();
    private Path folder = Path.of("");
    private int port;

    @BeforeEach
    void emptyFolder() throws IOException {
        folder = Files.createDirectories(TestPostgres.BINARIES.resolve("jar-" + System.nanoTime()));
        Files.writeString(folder.resolve("story.md"), STORY);
        environment.put("POSTMAGIQ_DATA_DIR", folder.resolve("data").toString());
    }

    @AfterEach
    void delete() {
        TestPostgres.delete(folder);
    }

    @Test
    @Tag("workflow-1")
    void given_nothing_but_the_jar__when_the_demo_runs_once__then_the_post_is_printed_and_it_ends()
            throws Exception {
        var ended = run("demo", "--once", "--port", "0");

        assertThat(ended.exit()).as(ended.notes()).isZero();
        assertThat(ended.results())
                .contains("Union Fire Company")
                .contains("Quality   passed")
                .containsPattern("Sources   \\d+ % of the sentences")
                .contains("complete (offline")
                .contains("Cost      $0.0000")
                .containsPattern("Address   http://127.0.0.1:\\d+")
                .containsPattern("Sign-in   demo@postmagiq.local, password \\w{20}");
        assertThat(ended.notes()).doesNotContain("Exception").contains("draft");
    }

    @Test
    @Tag("tenancy-75")
    void given_a_copied_folder__when_the_copy_is_put_back__then_the_audit_log_still_fits()
            throws Exception {
        Files.copy(Path.of("examples/stories/fire-company.md"), folder.resolve("fires.md"));
        run("run", "--story", "fires.md", "--config", "offline");
        var data = folder.resolve("data");
        var backup = folder.resolve("backup");
        copy(data, backup);
        run("decide", "1", "approve");
        TestPostgres.delete(data);
        copy(backup, data);

        var verified = run("audit", "verify");

        assertThat(verified.exit()).as(verified.notes()).isZero();
        assertThat(verified.results()).contains("installation: ok");
        assertThat(run("runs", "list").results()).contains("awaiting_human");
    }

    /** With owners and modes, as the guide says. */
    private static void copy(Path from, Path to) throws Exception {
        assertThat(
                        new ProcessBuilder("cp", "-a", from.toString(), to.toString())
                                .inheritIO()
                                .start()
                                .waitFor())
                .isZero();
    }

    @Test
    @Tag("workflow-81")
    void given_no_terminal__when_a_run_asks_a_person__then_it_waits_until_decide_ends_it()
            throws Exception {
        Files.copy(Path.of("examples/stories/fire-company.md"), folder.resolve("fires.md"));
        var waiting = run("run", "--story", "fires.md", "--config", "offline");

        assertThat(waiting.exit()).as(waiting.notes()).isEqualTo(Exit.WAITING);
        assertThat(waiting.notes()).contains("postmagiq decide 1 approve");

        var decided = run("decide", "1", "approve", "--json");

        assertThat(decided.exit()).as(decided.notes()).isZero();
        assertThat(decided.results())
                .contains("\"status\" : \"complete\"")
                .contains("Union Fire Company");
    }

    @Test
    @Tag("workflow-81")
    void given_a_run_at_work__when_ctrl_c_is_pressed__then_it_is_paused_and_resume_finishes_it()
            throws Exception {
        Files.copy(
                Path.of("src/test/resources/cli/two-steps.yaml"), folder.resolve("two-steps.yaml"));
        var config = new String[] {"run", "--story", "story.md", "--config", "./two-steps.yaml"};
        try (var model = FakeLlm.start()) {
            model.serving("llama3.2:3b");
            model.next(FakeAnswer.text(STORY).after(Duration.ofSeconds(3)))
                    .otherwise(FakeAnswer.text(STORY));
            environment.put("OLLAMA_HOST", model.host());
            try (var run = JarProcess.start(folder, environment, config)) {
                run.awaitNote("draft");
                run.interrupt();
                var ended = run.await();

                assertThat(ended.exit()).as(ended.notes()).isEqualTo(Exit.INTERRUPTED);
                assertThat(ended.notes()).contains("postmagiq run --resume 1");
            }

            var resumed = run("run", "--resume", "1", "--yes");

            assertThat(resumed.exit()).as(resumed.notes()).isZero();
            assertThat(resumed.results()).contains("Maria drove");
        }
    }

    @Test
    void given_a_taken_port__when_the_server_starts__then_it_says_so_in_one_sentence()
            throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var ended = run("serve", "--port", String.valueOf(taken.getLocalPort()));

            assertThat(ended.exit()).isEqualTo(Exit.FAILED);
            assertThat(ended.notes().strip())
                    .startsWith("Port %d is taken".formatted(taken.getLocalPort()))
                    .hasLineCount(1);
        }
    }

    @Test
    void given_a_wrong_database_url__when_anything_starts__then_it_says_so_in_one_sentence()
            throws Exception {
        environment.put("DATABASE_URL", "mysql://somewhere/else");
        var wrong = run("serve", "--port", "0");

        assertThat(wrong.exit()).isEqualTo(Exit.FAILED);
        assertThat(wrong.notes().strip()).contains("DATABASE_URL").hasLineCount(1);
        assertThat(wrong.notes()).doesNotContain("somewhere");
    }

    @Test
    void given_a_folder_that_cannot_be_made__when_the_server_starts__then_it_says_what_to_do()
            throws Exception {
        environment.put("POSTMAGIQ_DATA_DIR", folder.resolve("story.md/data").toString());
        var ended = run("serve", "--port", "0");

        assertThat(ended.exit()).isEqualTo(Exit.FAILED);
        assertThat(ended.notes().strip()).contains("POSTMAGIQ_DATA_DIR").hasLineCount(1);
    }

    @Test
    void given_a_bad_setting__when_the_server_starts__then_the_setting_is_named() throws Exception {
        environment.put("LLM_PROVIDER", "abacus");
        var ended = run("serve", "--port", "0");

        assertThat(ended.exit()).isNotZero();
        assertThat(ended.notes().strip()).contains("LLM_PROVIDER is 'abacus'").hasLineCount(1);
    }

    @Test
    void given_the_beans_of_the_build__when_management_gets_a_port_of_its_own__then_it_leaves_ours()
            throws Exception {
        try (var _ = serving()) {
            assertThat(get("/actuator/health")).contains("\"status\":\"UP\"");
        }
        try (var _ = serving("--management.server.port=0")) {
            assertThat(get("/actuator/health")).doesNotContain("\"UP\"");
        }
    }

    /** A server that answers, on the port of this test. */
    private JarProcess serving(String... settings) throws Exception {
        try (var free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        var command = new ArrayList<>(List.of("serve", "--port", String.valueOf(port)));
        command.addAll(List.of(settings));
        var server = JarProcess.start(folder, environment, command.toArray(String[]::new));
        await().atMost(Duration.ofMinutes(2))
                .ignoreExceptions()
                .until(() -> get("/api/v1/auth/config").contains("registration_open"));
        return server;
    }

    private String get(String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
        }
    }

    private JarProcess.Ended run(String... arguments) throws Exception {
        try (var process = JarProcess.start(folder, environment, arguments)) {
            return process.await();
        }
    }
}
