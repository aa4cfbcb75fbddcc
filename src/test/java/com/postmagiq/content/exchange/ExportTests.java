package com.postmagiq.content.exchange;

import static com.postmagiq.content.exchange.Exchange.bytes;
import static com.postmagiq.content.exchange.Exchange.counts;
import static com.postmagiq.content.exchange.Exchange.exported;
import static com.postmagiq.content.exchange.Exchange.imported;
import static com.postmagiq.content.exchange.Exchange.issues;
import static com.postmagiq.content.exchange.Exchange.text;
import static com.postmagiq.content.exchange.Exchange.topics;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.content.Desk;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class ExportTests {
    private static final List<String> WITH_NOTES =
            List.of("posts", "versions", "comments", "voice");

    private final Database database;
    private final Api owner;

    ExportTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-42")
    @Tag("content-89")
    void given_a_workspace__when_its_export_comes_into_an_empty_one__then_both_export_the_same() {
        written();
        var document = text(exported(owner, "json"));
        var lines = text(exported(owner, "jsonl"));
        var one = owner.stranger().signUp("Ada Lovelace");
        var other = owner.stranger().signUp("Bob Boole");

        var first = imported(one, "content.json", bytes(document));
        imported(other, "content.jsonl", bytes(lines));

        assertThat(counts(first, "")).containsExactly(4, 0, 0, 0);
        assertThat(plain(text(exported(one, "json")))).isEqualTo(plain(document));
        assertThat(plain(text(exported(other, "json")))).isEqualTo(plain(document));
        assertThat(plain(text(exported(other, "jsonl")))).isEqualTo(plain(lines));
        var again = imported(one, "content.jsonl", bytes(lines), "mode", "upsert");
        assertThat(counts(again, "")).containsExactly(0, 0, 4, 0);
        assertThat(plain(text(exported(one, "json")))).isEqualTo(plain(document));
    }

    /** Every kind of thing, and two strategies of one name. */
    private void written() {
        var chapter = Desk.chapter(owner);
        Desk.chapter(
                owner,
                Desk.made(owner.post("/goals", Map.of("name", "Quiet offices"))).text("/id"),
                "Again");
        Desk.made(owner.post("/platforms", Map.of("kind", "x", "name", "Short ones")));
        Desk.post(
                owner,
                "chapter_id",
                chapter,
                "topic",
                "=1+1",
                "content",
                "First.",
                "tags",
                List.of("b", "a"),
                "shape",
                "SHORT",
                "due_date",
                "2026-12-24",
                "estimated_hours",
                1.5);
        Maintenance.update(
                database,
                "update app.post_versions set created_at = created_at - interval '1 hour' where workspace_id = ?",
                owner.workspaceId());
        Desk.save(owner, "1", "Second,\n\"quoted\".");
        Desk.post(owner, "topic", "Loose, with guidance", "guidance", "Be brief.");
        var ref = Desk.ready(owner, "Out now.");
        Desk.made(
                owner.post(
                        "/finished-posts/" + ref + "/publish",
                        Map.of("platform", "linkedin", "url", "https://linkedin.com/posts/3")));
        Desk.post(owner, "post_number", 40, "chapter_id", chapter);
    }

    /** Without what names the installation: ids and times of this export. */
    private static String plain(String export) {
        return export.replaceAll("\"exported_at\":\"[^\"]*\"", "")
                .replaceAll("\"workspace\":\\{[^}]*}", "")
                .replaceAll("\"(ref_id|goal_ref|platform_ref|post_ref)\":\"[^\"]*\"", "\"$1\":0");
    }

    @Test
    @Tag("content-43")
    void
            given_formulas__when_a_table_goes_out__then_they_are_harmless_and_come_back_as_they_were() {
        for (var topic : List.of("=1+1", "+1", "-1", "@sum", "'quoted", "plain; with, both")) {
            Desk.post(owner, "topic", topic, "content", "\"Yes\",\nno.");
        }

        var table = text(exported(owner, "csv"));
        var other = owner.stranger().signUp("Ada Lovelace");
        imported(other, "posts.csv", bytes(table));

        assertThat(table)
                .startsWith("\uFEFFpost_number,topic,")
                .contains("1,'=1+1,")
                .contains("\r\n");
        assertThat(topics(other)).isEqualTo(topics(owner));
        assertThat(text(exported(other, "csv"))).isEqualTo(table);
    }

    @Test
    void given_posts__when_they_go_out_as_markdown__then_they_come_back_as_they_were() {
        written();
        // A post needs a topic or a text to be told in a file of its own.
        owner.patch("/posts/40", Map.of("topic", "Forty"));

        var folder = exported(owner, "markdown");
        var other = owner.stranger().signUp("Ada Lovelace");
        imported(other, "content.zip", folder);

        assertThat(text(exported(other, "csv"))).isEqualTo(text(exported(owner, "csv")));
    }

    @Test
    void given_notes_and_voices__when_they_are_asked_for__then_they_go_out_for_those_who_may() {
        var post =
                Desk.post(owner, "topic", "Meetings", "content", "We met nine times.").text("/id");
        Desk.made(owner.post("/posts/" + post + "/comments", Map.of("body", "Who is we?")));
        Desk.made(
                owner.post(
                        "/posts/" + post + "/comments",
                        Map.of("body", "Fine by us.", "is_internal", false)));
        Desk.made(
                owner.post(
                        "/voice/samples",
                        Map.of("source_type", "upload", "content", "Mine, word by word.")));
        var viewer = Team.join(owner, "Vera Viewer", "viewer");

        var whole = text(exported(owner, Map.of("format", "json", "include", WITH_NOTES)));
        var lines = text(exported(owner, Map.of("format", "jsonl", "include", WITH_NOTES)));
        var seen =
                text(
                        exported(
                                viewer,
                                Map.of("format", "json", "include", List.of("posts", "comments"))));

        assertThat(whole)
                .contains("Who is we?", "Fine by us.", "Olga Owner", "Mine, word by word.");
        assertThat(seen).contains("Fine by us.").doesNotContain("Who is we?");
        assertThat(text(exported(owner, "json"))).doesNotContain("Fine by us.", "word by word");
        assertThat(
                        viewer.post(
                                        "/content/export",
                                        Map.of("format", "json", "include", List.of("voice")))
                                .code())
                .isEqualTo("scope_missing");
        for (var file : Map.of("a.json", whole, "a.jsonl", lines).entrySet()) {
            var other = owner.stranger().signUp("Ada Lovelace");
            var done = imported(other, file.getKey(), bytes(file.getValue()));
            assertThat(counts(done, "")).containsExactly(1, 0, 0, 0);
            assertThat(issues(done, "/result/issues")).as("left out without a word").isEmpty();
        }
    }

    @Test
    @Tag("content-89")
    void given_a_broken_line__when_lines_come_in__then_it_is_told_by_number_and_the_others_come() {
        var lines = new StringBuilder();
        for (var i = 1; i <= 10; i++) {
            lines.append(
                    i == 7
                            ? "{\"kind\":\"post\",\n"
                            : "{\"kind\":\"post\",\"topic\":\"No %d\"}\n".formatted(i));
        }

        var done = imported(owner, "posts.jsonl", bytes(lines.toString()));

        assertThat(issues(done, "/result/issues")).containsExactly("7 - not_an_object");
        assertThat(counts(done, "")).containsExactly(9, 0, 0, 1);
        assertThat(topics(owner)).hasSize(9).doesNotContain("No 7");
    }

    @Test
    void given_a_viewer__when_they_export__then_strategies_stay_closed_and_filters_hold() {
        written();
        var viewer = Team.join(owner, "Vera Viewer", "viewer");

        assertThat(viewer.post("/content/export", Map.of("format", "json")).code())
                .isEqualTo("scope_missing");
        assertThat(text(exported(viewer, "csv"))).contains("Out now.");
        var some =
                owner.post(
                        "/content/export",
                        Map.of("format", "csv", "filter", Map.of("status", List.of("live"))));
        var ended = Errand.awaitEnd(owner, "/operations/" + some.text("/id"));
        assertThat(ended.at("/result/posts").asInt()).isEqualTo(1);
        assertThat(
                        owner.post(
                                        "/content/export",
                                        Map.of(
                                                "format",
                                                "csv",
                                                "filter",
                                                Map.of("status", List.of("x"))))
                                .code())
                .isEqualTo("post.unknown_status");
    }
}
