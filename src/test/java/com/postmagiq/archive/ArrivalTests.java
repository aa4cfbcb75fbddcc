package com.postmagiq.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Archive;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Archives on their way in: looked at first, refused when they are not what they were. */
@PostmagiqTest
class ArrivalTests {
    private static final int FLIPS = 12;

    private final Database database;
    private final Arrivals arrivals;
    private final Api stranger;

    ArrivalTests(Database database, Arrivals arrivals, @LocalServerPort int port) {
        this.database = database;
        this.arrivals = arrivals;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("content-88")
    void given_a_damaged_newer_or_unsafe_archive__then_it_is_refused_and_named() {
        var ada = stranger.signUp("Ada Lovelace");
        Storyteller.plan(ada);
        var archive = Archive.of(Archive.export(ada));
        for (var name : List.of("posts.jsonl", "goals.jsonl", "members.jsonl")) {
            refused(ada, archive.damaged(name), "import.archive_damaged", name);
        }
        flipped(ada, archive.zip());
        refused(
                ada,
                new Archive(Map.of("a.jsonl", new byte[1])),
                "import.archive_damaged",
                "manifest.json");
        refused(
                ada,
                archive.with(
                        "manifest.json",
                        text -> text.replace("\"schema_version\" : 1", "\"schema_version\" : 2")),
                "import.archive_too_new",
                "");
        refused(
                ada,
                archive.with("manifest.json", text -> text.replace("\"topic\"", "\"later_on\"")),
                "import.archive_too_new",
                "");
        for (var name : List.of("../posts.jsonl", "/etc/passwd", "assets/x", "a/b.jsonl")) {
            var more = new LinkedHashMap<>(archive.files());
            more.put(name, new byte[1]);
            refused(ada, new Archive(more), "import.archive_unsafe", "");
        }
        var bomb = new LinkedHashMap<>(archive.files());
        bomb.put("assets/" + "0".repeat(64), new byte[(1 << 28) + 1]);
        refused(ada, new Archive(bomb), "import.archive_unsafe", "");
        var twice = new LinkedHashMap<>(archive.files());
        twice.put("goalz.jsonl", new byte[1]);
        var zip = new Archive(twice).zip();
        var text = new String(zip, StandardCharsets.ISO_8859_1).replace("goalz", "goals");
        var answer = Archive.send(ada, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThat(answer.code()).as(answer.raw().body()).isEqualTo("import.archive_unsafe");
    }

    /** A bit anywhere: it is noticed, or it was of no meaning. */
    private static void flipped(Api person, byte[] zip) {
        var noticed = 0;
        for (var i = 1; i <= FLIPS; i++) {
            var bytes = zip.clone();
            bytes[(int) ((long) zip.length * i / (FLIPS + 1))] ^= 4;
            var answer = Archive.send(person, bytes);
            assertThat(answer.status()).as(answer.raw().body()).isIn(202, 422);
            noticed += answer.status() == 422 ? 1 : 0;
        }
        assertThat(noticed).isGreaterThan(FLIPS / 2);
    }

    private static void refused(Api person, Archive archive, String code, String file) {
        var answer = Archive.send(person, archive.zip());
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(422);
        assertThat(answer.code()).as(answer.raw().body()).isEqualTo(code);
        if (!file.isEmpty()) {
            assertThat(answer.text("/file")).isEqualTo(file);
        }
    }

    @Test
    @Tag("content-88")
    void given_rows_that_break_a_rule__when_they_come_in__then_no_workspace_stays() {
        var ada = stranger.signUp("Ada Lovelace");
        Storyteller.plan(ada);
        var archive = Archive.of(Archive.export(ada));
        var wrong =
                List.of(
                        archive.with(
                                "posts.jsonl",
                                text -> text.replace("\"not_started\"", "\"nonsense\"")),
                        archive.with("posts.jsonl", text -> text.replace("goals:1", "goals:999")),
                        archive.with("posts.jsonl", text -> text.replace("goals:1", "chapters:1")),
                        archive.with("chapters.jsonl", text -> text.replace("{", "[")));
        for (var each : wrong) {
            var ended = Errand.awaitEnd(ada, Archive.begin(ada, each.zip()));
            assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("failed");
            assertThat(ended.text("/error_code")).isEqualTo("import.archive_damaged");
        }
        // It is told first and tidied up right after.
        await().pollInSameThread().until(() -> nothingStays(ada));

        // Cancelled before it began, it is nobody's either.
        var path = Archive.begin(ada, archive.zip());
        ada.post(path + "/cancel");
        Errand.awaitEnd(ada, path);
        arrivals.sweep();
        assertThat(ada.get("/api/v1/workspaces").at("/items")).isNotEmpty();
    }

    private boolean nothingStays(Api person) {
        return Maintenance.call(
                database,
                jdbc ->
                        count(
                                                jdbc,
                                                "select count(*) from app.workspaces where owner_id = ?",
                                                person)
                                        == 1
                                && count(
                                                jdbc,
                                                """
                                                select count(*) from core.users
                                                 where placeholder_of in (select id from app.workspaces where owner_id = ?)
                                                """,
                                                person)
                                        == 0);
    }

    private static int count(JdbcClient jdbc, String sql, Api person) {
        return jdbc.sql(sql).param(person.userId()).query(Integer.class).single();
    }

    @Test
    void given_an_archive_that_waits__when_its_sender_looks__then_they_see_what_would_come() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        Storyteller.discuss(ada);
        mia.post("/posts", Map.of("topic", "By Mia"));
        var sent = Archive.send(mia, Archive.export(ada));
        var path = "/api/v1/workspaces/import/" + sent.text("/id");

        var seen = mia.get(path + "/preview");

        assertThat(seen.at("/counts/posts").asInt()).isEqualTo(2);
        assertThat(seen.text("/name")).isEqualTo("Ada Lovelace's workspace");
        assertThat(seen.at("/people").valueStream().map(each -> each.asString()))
                .contains("Ada Lovelace", "Mia Member");
        assertThat(seen.at("/matches_you").asBoolean()).isTrue();
        assertThat(ada.get(path).status()).isEqualTo(404);

        var begun = mia.post(path + "/commit", Map.of("name", "Ours", "match_me", true));
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(202);
        var ended = Errand.awaitEnd(mia, path);
        var there = mia.in(UUID.fromString(ended.text("/result/workspace_id")));
        assertThat(there.get("").text("/name")).isEqualTo("Ours");
        List<String> authors =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                "select distinct created_by_id::text from app.posts where workspace_id = ?")
                                        .param(there.workspaceId())
                                        .query(String.class)
                                        .list());
        assertThat(authors)
                .contains(mia.userId().toString())
                .doesNotContain(ada.userId().toString());
        assertThat(mia.post(path + "/commit", Map.of()).code()).isEqualTo("operation.not_waiting");
    }
}
