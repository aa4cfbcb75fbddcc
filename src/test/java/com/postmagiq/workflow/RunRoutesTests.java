package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What there is to take away from a run that has ended, taking the run away, and trying it again.
 */
@RunsTest
class RunRoutesTests {
    private final Newsroom room;
    private final Database database;
    private final int port;

    RunRoutesTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    void given_an_ended_run__when_its_summary_is_asked_for__then_it_tells_the_run_on_a_page() {
        var run = ended();

        var page = room.owner.with("Accept", "text/markdown").get(path(run, "summary"));
        var json = room.owner.with("Accept", "application/json").get(path(run, "summary"));

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).contains("text/markdown;charset=UTF-8");
        assertThat(page.raw().body())
                .startsWith("# Run 1: ")
                .contains(
                        "- Status: complete", "## Tokens and cost", "## Decisions", "## Final text")
                .contains(text(run));
        assertThat(json.text("/markdown")).isEqualTo(page.raw().body());
        assertRefusals(run, "summary");
    }

    @Test
    void given_an_ended_run__when_it_is_exported__then_the_archive_holds_everything_it_made()
            throws Exception {
        var run = ended();

        var files = unzipped(download(room.owner, run));

        assertThat(files)
                .containsKeys(
                        "summary.md",
                        "run.json",
                        "config.yaml",
                        "outputs/input/story_input.v1.md",
                        "outputs/drafts/post.v1.md",
                        "invocations.json",
                        "audits.json",
                        "decisions.json",
                        "events.jsonl");
        assertThat(files.get("outputs/input/story_input.v1.md")).isEqualTo(room.story());
        assertThat(files.get("outputs/drafts/post.v1.md")).isEqualTo(text(run));
        assertThat(files.get("run.json")).contains("\"id\":\"%s\"".formatted(run));
        assertThat(files.get("config.yaml")).contains("name: Ask");
        assertThat(files.get("events.jsonl")).hasLineCount(room.run(run).at("/last_seq").asInt());
        assertRefusals(run, "export");
    }

    @Test
    void given_a_post__when_its_latest_run_is_asked_for__then_it_comes_with_all_its_texts() {
        var run = ended();
        var post = room.run(run).text("/post_id");

        var latest = room.owner.get("/posts/%s/workflow-runs/latest".formatted(post));

        assertThat(latest.status()).isEqualTo(200);
        assertThat(latest.text("/run/id")).isEqualTo(run);
        assertThat(latest.at("/outputs").valueStream().map(it -> it.path("output_type").asString()))
                .containsExactly("input", "draft");
        var none = "/posts/%s/workflow-runs/latest".formatted(UUID.randomUUID());
        assertThat(room.owner.get(none).code()).isEqualTo("run.not_found");
        var stranger = Api.at(port).signUp("Grace Hopper");
        var theirs = "/posts/%s/workflow-runs/latest".formatted(post);
        assertThat(stranger.get(theirs).status()).isEqualTo(404);
        assertThat(stranger.in(room.owner.workspaceId()).get(theirs).status()).isEqualTo(404);
        assertThat(member("viewer").get(theirs).status()).isEqualTo(403);
    }

    @Test
    void
            given_an_ended_run__when_it_is_deleted__then_its_texts_are_gone_and_its_costs_and_post_stay() {
        var run = ended();
        var post = room.run(run).text("/post_id");
        var words = "deleted the wrong table";
        assertThat(rowsThatSay(words)).isNotEmpty();
        assertThat(member("editor").delete("/workflow-runs/" + run).status()).isEqualTo(403);
        var stranger = Api.at(port).signUp("Grace Hopper");
        assertThat(stranger.delete("/workflow-runs/" + run).status()).isEqualTo(404);
        assertThat(room.status(run)).isEqualTo("complete");

        assertThat(room.owner.delete("/workflow-runs/" + run).status()).isEqualTo(204);

        assertThat(room.run(run).status()).isEqualTo(404);
        assertThat(room.owner.get("/workflow-runs").at("/items")).isEmpty();
        for (var part : List.of("outputs", "events", "decisions", "summary", "export")) {
            assertThat(room.owner.get(path(run, part)).status()).as(part).isEqualTo(404);
        }
        assertThat(room.owner.delete("/workflow-runs/" + run).status()).isEqualTo(404);
        assertThat(rowsThatSay(words)).as("tables that still hold words of the story").isEmpty();
        assertThat(room.owner.get("/posts/" + post).status()).isEqualTo(200);
        assertThat(count("app.agent_invocations", "run_id", run)).isPositive();
        assertThat(count("app.workflow_runs", "id", run)).isEqualTo(1);
    }

    @Test
    void given_a_run_that_has_not_ended__when_it_is_deleted__then_it_is_refused_and_stays() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");

        var refused = room.owner.delete("/workflow-runs/" + run);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("run.conflict");
        assertThat(refused.text("/status")).isNotBlank();
        assertThat(room.status(run)).isEqualTo("awaiting_human");
        assertThat(room.list(run, "outputs")).hasSize(2);
    }

    @Test
    void
            given_a_run_that_used_up_its_limits__when_an_admin_resets_them__then_a_new_run_begins_that_names_the_old_one() {
        room.uses("split", "max_transitions_hard: 50", "max_transitions_hard: 4").obliging();
        var run = room.start(Map.of("story_label", "The wrong table", "unattended", true));
        var halted = room.awaits(run, "halted");
        assertThat(halted.text("/error/code")).isEqualTo("breaker.transition_limit");
        var editor = member("editor");
        var reset = Map.<String, Object>of("reset_limits", true);

        assertThat(editor.post(path(run, "retry"), reset).code()).isEqualTo("scope_missing");
        var again = room.owner.post(path(run, "retry"), reset);

        assertThat(again.status()).as(again.raw().body()).isEqualTo(200);
        var next = again.text("/id");
        assertThat(next).isNotEqualTo(run);
        assertThat(again.text("/parent_run_id")).isEqualTo(run);
        assertThat(again.text("/label")).isEqualTo("The wrong table");
        assertThat(again.text("/config_hash")).isEqualTo(halted.text("/config_hash"));
        assertThat(again.text("/story/text")).isEqualTo(halted.text("/story/text"));
        assertThat(again.at("/iteration").asInt()).isEqualTo(2);
        assertThat(again.at("/unattended").asBoolean()).isTrue();
        var ended = room.awaits(next, "halted");
        assertThat(ended.at("/breaker/transitions")).isEqualTo(halted.at("/breaker/transitions"));
        assertThat(room.run(run).at("/last_seq")).isEqualTo(halted.at("/last_seq"));
        assertThat(room.run(run).at("/attempt").asInt()).isEqualTo(1);
    }

    @Test
    void
            given_a_run_that_used_up_its_limits__when_it_is_tried_again_as_it_is__then_what_it_has_used_goes_on_counting() {
        room.uses("split", "max_transitions_hard: 50", "max_transitions_hard: 4").obliging();
        var run = room.start(Map.of("unattended", true));
        var halted = room.awaits(run, "halted");

        assertThat(room.owner.post(path(run, "retry"), Map.of("reset_limits", false)).text("/id"))
                .isEqualTo(run);

        var ended = room.awaits(run, "halted");
        assertThat(ended.at("/attempt").asInt()).isEqualTo(2);
        assertThat(ended.text("/error/code")).isEqualTo(halted.text("/error/code"));
        assertThat(room.way(run))
                .containsExactly("story-review", "story-process", "draft", "draft");
        assertThat(room.owner.get("/workflow-runs").at("/items")).hasSize(1);
    }

    @Test
    void given_a_run_under_way__when_its_limits_are_to_be_reset__then_it_is_refused() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");

        var refused = room.owner.post(path(run, "retry"), Map.of("reset_limits", true));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("run.conflict");
        assertThat(room.owner.get("/workflow-runs").at("/items")).hasSize(1);
        var stranger = Api.at(port).signUp("Grace Hopper");
        assertThat(stranger.post(path(run, "retry"), Map.of("reset_limits", true)).status())
                .isEqualTo(404);
    }

    private String ended() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        room.decide(run, "approved");
        room.awaits(run, "complete");
        return run;
    }

    private void assertRefusals(String run, String what) {
        var stranger = Api.at(port).signUp("Grace Hopper");
        assertThat(stranger.get(path(run, what)).status()).isEqualTo(404);
        assertThat(stranger.in(room.owner.workspaceId()).get(path(run, what)).status())
                .isEqualTo(404);
        assertThat(member("viewer").get(path(run, what)).status()).isEqualTo(403);
        assertThat(room.owner.get(path(UUID.randomUUID().toString(), what)).status())
                .isEqualTo(404);
    }

    private static String path(String run, String what) {
        return "/workflow-runs/%s/%s".formatted(run, what);
    }

    private String text(String run) {
        return room.list(run, "outputs").getLast().path("content").asString();
    }

    private Api member(String role) {
        return Maintenance.join(
                database, Api.at(port).signUp("Alan Turing"), room.owner.workspaceId(), role);
    }

    private int count(String table, String column, String run) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql("select count(*) from %s where %s = ?".formatted(table, column))
                                .param(UUID.fromString(run))
                                .query(Integer.class)
                                .single());
    }

    /** Tables about runs in which words of the story stand anywhere. */
    private List<String> rowsThatSay(String words) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc
                                .sql(
                                        """
                                        select distinct table_name from information_schema.columns
                                         where table_schema = 'app' and table_name not in ('posts', 'post_versions')
                                           and (column_name = 'run_id' or table_name = 'workflow_runs')
                                        """)
                                .query(String.class)
                                .list()
                                .stream()
                                .filter(
                                        table ->
                                                jdbc.sql(
                                                                "select exists (select from app.%1$s t where t.workspace_id = ? and t::text like ?)"
                                                                        .formatted(table))
                                                        .params(
                                                                room.owner.workspaceId(),
                                                                "%" + words + "%")
                                                        .query(Boolean.class)
                                                        .single())
                                .toList());
    }

    private static byte[] download(Api person, String run)
            throws IOException, InterruptedException {
        var request =
                HttpRequest.newBuilder(
                                URI.create(
                                        "%s/api/v1/w/%s%s"
                                                .formatted(
                                                        person.base(),
                                                        person.workspaceId(),
                                                        path(run, "export"))))
                        .header("Authorization", "Bearer " + person.accessToken())
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            return answer.body();
        }
    }

    private static Map<String, String> unzipped(byte[] archive) throws IOException {
        var files = new LinkedHashMap<String, String>();
        try (InputStream bytes = new ByteArrayInputStream(archive);
                var zip = new ZipInputStream(bytes, StandardCharsets.UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }
}
