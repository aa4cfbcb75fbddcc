package com.postmagiq.content.exchange;

import static com.postmagiq.content.exchange.Exchange.bytes;
import static com.postmagiq.content.exchange.Exchange.counts;
import static com.postmagiq.content.exchange.Exchange.imported;
import static com.postmagiq.content.exchange.Exchange.issues;
import static com.postmagiq.content.exchange.Exchange.looked;
import static com.postmagiq.content.exchange.Exchange.posts;
import static com.postmagiq.content.exchange.Exchange.send;
import static com.postmagiq.content.exchange.Exchange.taken;
import static com.postmagiq.content.exchange.Exchange.topics;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class ImportTests {
    private static final String TABLE =
            "Topic,Content,Tags\r\nCafé,\"One\nline, \"\"quoted\"\"\",a;b\r\n\r\nZwei,Für alle,\r\n";

    private final Database database;
    private final Api owner;

    ImportTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @ParameterizedTest
    @ValueSource(strings = {"plain", "mark", "utf-16", "utf-16le", "windows", ";", "\t", "sep="})
    @Tag("content-44")
    void given_a_table_in_any_encoding__when_it_comes_in__then_the_rows_are_the_same(String how) {
        var file =
                switch (how) {
                    case "mark" -> bytes("\uFEFF" + TABLE);
                    case "utf-16" -> TABLE.getBytes(UTF_16);
                    case "utf-16le" -> ("\uFEFF" + TABLE).getBytes(UTF_16LE);
                    case "windows" -> TABLE.getBytes(Charset.forName("windows-1252"));
                    case ";" -> bytes(TABLE.replace(',', ';').replace("a;b", "\"a;b\""));
                    case "\t" -> bytes(TABLE.replace(',', '\t'));
                    case "sep=" -> bytes("sep=|\n" + TABLE.replace("\r\n", "\n").replace(',', '|'));
                    default -> bytes(TABLE);
                };

        var done = imported(owner, "posts.csv", file);

        assertThat(counts(done, "")).containsExactly(2, 0, 0, 0);
        assertThat(topics(owner)).containsExactly("Café", "Zwei");
        var first = owner.get("/posts/1");
        assertThat(first.text("/content").replace(';', ',').replace('|', ',').replace('\t', ','))
                .isEqualTo("One\nline, \"quoted\"");
        assertThat(first.at("/tags").valueStream().map(tag -> tag.asString()))
                .containsExactly("a", "b");
        assertThat(owner.get("/posts/2").text("/content")).isEqualTo("Für alle");
        assertThat(issues(done, "/result/issues"))
                .isEqualTo(how.equals("windows") ? List.of("1 - encoding_guessed") : List.of());
    }

    @Test
    @Tag("content-45")
    void given_a_table__when_it_comes_in_twice__then_the_second_time_changes_nothing() {
        var table =
                bytes(
                        """
                        #,external_ref,title,strategy,chapter,status,text,due_date,hours,priority
                        7,,Numbered,Blog,Beginnings,drafting,Words.,2026-12-24,,HIGH
                        ,ref-1,Named,Blog,Beginnings,done,More words.,,,
                        ,,By its topic,,,,,,,
                        ,,By its topic,,,,,,,
                        ,,,,,,Only a text without any topic.,,,
                        """);

        var first = imported(owner, "posts.csv", table, "mode", "upsert");
        var again = looked(owner, "posts.csv", table, "mode", "upsert");
        var second = taken(owner, again);

        assertThat(counts(first, "")).containsExactly(5, 0, 0, 0);
        assertThat(counts(again, "/operation")).containsExactly(0, 0, 5, 0);
        assertThat(counts(second, "")).containsExactly(0, 0, 5, 0);
        assertThat(posts(owner)).hasSize(5);
        assertThat(owner.get("/posts/7").text("/chapter_title")).isEqualTo("Beginnings");
        assertThat(owner.get("/goals").text("/items/0/onboarding_mode")).isEqualTo("import");
    }

    @Test
    @Tag("content-45")
    void given_a_changed_table__when_it_comes_in_again__then_only_what_it_names_changes() {
        imported(
                owner,
                "posts.csv",
                bytes("#,topic,content,priority\n5,Five,Old text.,urgent\n6,Six,Stays.,\n"));

        var done =
                imported(
                        owner,
                        "posts.csv",
                        bytes("#,topic,content\n5,Five,New text.\n6,Six,Stays.\n"),
                        "mode",
                        "upsert");

        assertThat(counts(done, "")).containsExactly(0, 1, 1, 0);
        var five = owner.get("/posts/5");
        assertThat(five.text("/content")).isEqualTo("New text.");
        assertThat(five.text("/priority")).isEqualTo("urgent");
        assertThat(owner.get("/posts/5/versions").text("/items/0/source")).isEqualTo("import");
        var skipped =
                imported(
                        owner,
                        "posts.csv",
                        bytes("#,topic\n5,Other\n9,Nine\n"),
                        "mode",
                        "skip_existing");
        assertThat(counts(skipped, "")).containsExactly(1, 0, 1, 0);
        assertThat(owner.get("/posts/5").text("/topic")).isEqualTo("Five");
        var named = bytes("#,external_ref,topic\n5,ref-5,Five\n");
        assertThat(counts(imported(owner, "posts.csv", named, "mode", "upsert"), ""))
                .containsExactly(0, 1, 0, 0);
        var renamed = bytes("external_ref,topic\nref-5,Renamed\n");
        assertThat(counts(imported(owner, "posts.csv", renamed, "mode", "upsert"), ""))
                .containsExactly(0, 1, 0, 0);
        assertThat(owner.get("/posts/5").text("/topic")).isEqualTo("Renamed");
    }

    @Test
    @Tag("content-45")
    void given_broken_rows__when_they_come_in__then_each_is_told_by_its_line_and_the_others_come() {
        var file =
                bytes(
                        """
                        post_number,topic,content,status,shape,due_date,assignee,topic
                        1,One,,,,,,
                        x,Two,,whatever,ROUND,24.12.2026,Nobody,
                        1,Again,,,,,,
                        ,,,,short,,,
                        5,"Never closed,,,,,,
                        6,Six,,,,,,,,too many
                        7,Seven,,,,,,
                        8,"Odd" quotes,,,,,,
                        9,Nine,"Two
                        lines",,,,,
                        10,Ten,,,,,,
                        """);

        var preview = looked(owner, "posts.csv", file);
        assertThat(topics(owner)).isEmpty();
        var done = taken(owner, preview);

        assertThat(issues(preview, "/issues"))
                .containsExactlyInAnyOrder(
                        "1 topic duplicate_column",
                        "3 post_number invalid_number",
                        "3 status unknown_status",
                        "3 shape unknown_value",
                        "3 due_date invalid_date",
                        "3 assignee unknown_person",
                        "4 - repeated",
                        "5 - nothing_to_import",
                        "6 - broken_row",
                        "7 - ragged_row",
                        "9 - broken_row");
        assertThat(counts(preview, "/operation")).containsExactly(5, 0, 0, 5);
        assertThat(counts(done, "")).containsExactly(5, 0, 0, 5);
        assertThat(issues(done, "/result/issues")).hasSameElementsAs(issues(preview, "/issues"));
        assertThat(topics(owner)).containsExactly("One", "Seven", "Nine", "Ten", "Two");
        assertThat(preview.at("/rows")).hasSize(6);
        assertThat(preview.text("/delimiter")).isEqualTo(",");
    }

    @Test
    @Tag("content-46")
    void given_files_that_are_none__when_they_are_sent__then_each_has_a_name_and_nothing_changes()
            throws IOException {
        assertThat(code("a.csv", bytes("%PDF-1.7\nabc"))).isEqualTo("import.unsupported_format");
        assertThat(code("a.csv", new byte[] {1, 0, 2, 0})).isEqualTo("import.unsupported_format");
        assertThat(code("a.csv", bytes(""))).isEqualTo("import.empty_file");
        assertThat(code("a.csv", bytes("\uFEFF \n\n"))).isEqualTo("import.empty_file");
        assertThat(code("a.csv", bytes("topic,content\n"))).isEqualTo("import.empty_file");
        assertThat(code("a.csv", bytes("name,age\nAda,36\n"))).isEqualTo("import.header_not_found");
        assertThat(code("a.txt", bytes("Dear all\nhello\n"))).isEqualTo("import.not_a_table");
        assertThat(code("a.json", bytes("{\"posts\":[{]}"))).isEqualTo("import.broken_file");
        assertThat(code("a.json", bytes("{\"format\":\"other\"}")))
                .isEqualTo("import.unsupported_format");
        assertThat(code("a.json", bytes("{\"schema_version\":2}")))
                .isEqualTo("import.schema_too_new");
        assertThat(code("a.zip", zip(Map.of("readme.txt", bytes("x")))))
                .isEqualTo("import.empty_file");
        var encrypted = zip(Map.of("a.md", bytes("x")));
        encrypted[6] |= 1;
        assertThat(code("a.zip", encrypted)).isEqualTo("import.encrypted_zip");
        assertThat(code("a.zip", bytes("PK\003\004 and nothing else")))
                .isEqualTo("import.broken_file");
        assertThat(code("a.zip", zip(Map.of("../a.md", bytes("x")))))
                .isEqualTo("import.unsafe_zip");
        assertThat(code("a.zip", zip(Map.of("a.md", new byte[64 << 20]))))
                .isEqualTo("import.unsafe_zip");
        assertThat(code("a.csv", new byte[(20 << 20) + 1])).isEqualTo("payload_too_large");
        assertThat(code("a.csv", bytes("topic\n" + "Many\n".repeat(10_001))))
                .isEqualTo("import.too_many_rows");
        assertThat(send(owner, "a.csv", bytes(TABLE), "mode", "guess").code())
                .isEqualTo("validation_failed");

        assertThat(posts(owner)).isEmpty();
        assertThat(owner.get("/operations").at("/items")).isEmpty();
        assertThat(owner.get("/assets").at("/items")).isEmpty();
    }

    private String code(String name, byte[] file) {
        var answer = send(owner, name, file);
        assertThat(answer.status()).as(answer.raw().body()).isIn(413, 422);
        assertThat(answer.text("/detail")).isNotBlank();
        return answer.code();
    }

    @Test
    @Tag("content-47")
    void given_a_tracker_and_posts_in_markdown__when_they_come_in__then_headings_are_chapters()
            throws IOException {
        var tracker =
                """
                # Our plan

                ## Chapter 3: Meetings

                | Post | Topic | Shape | Status | Story Used |
                |------|-------|-------|--------|------------|
                | 1    | Nine meetings \\| too many | full | ✅ Done | The week of nine. |
                | 2    | TBD   | — | Draft | |

                ## Quiet hours

                | # | Topic |
                |---|---|
                | 3 | Silence |
                """;
        var whole = "---\ntopic: 'Yes: no'\ntags: [One, two]\nstatus: idea\n---\n\nA *text*.\n";
        imported(owner, "plan.md", bytes(tracker));
        imported(
                owner,
                "folder.zip",
                zip(Map.of("a/one.md", bytes(whole), "b.md", bytes("# Title\n\nBody."))));

        var posts = posts(owner);
        assertThat(topics(owner))
                .containsExactly("Nine meetings | too many", "TBD", "Silence", "Yes: no", "Title");
        assertThat(posts.getFirst().path("ref").asString()).isEqualTo("c3p1");
        assertThat(posts.getFirst().path("status").asString()).isEqualTo("ready");
        assertThat(posts.get(1).path("chapter_title").asString()).isEqualTo("Meetings");
        assertThat(posts.get(2).path("chapter_title").asString()).isEqualTo("Quiet hours");
        assertThat(owner.get("/posts/4").text("/content")).isEqualTo("A *text*.");
        assertThat(owner.get("/posts/4").at("/tags")).hasSize(2);
        assertThat(owner.get("/posts/5").text("/content")).isEqualTo("Body.");
    }

    @Test
    void given_an_editor_and_a_viewer__when_they_import__then_only_what_they_may_do_is_done() {
        var editor = Team.join(owner, "Edda Editor", "editor");
        var viewer = Team.join(owner, "Vera Viewer", "viewer");
        var file =
                bytes(
                        """
                        topic,goal,status,assignee,published_url
                        Known,,published,Olga Owner,https://linkedin.com/posts/1
                        Unknown,A new strategy,,Edda Editor,
                        Mine,,,Edda Editor,
                        """);

        assertThat(send(viewer, "a.csv", file).code()).isEqualTo("scope_missing");
        var sent = looked(editor, "a.csv", file);
        assertThat(owner.get("/content/import/" + sent.text("/operation/id")).code())
                .isEqualTo("operation.not_found");
        var done = taken(editor, sent);

        assertThat(issues(done, "/result/issues"))
                .containsExactlyInAnyOrder(
                        "2 status not_published",
                        "2 assignee not_assigned",
                        "3 - strategy_missing");
        assertThat(topics(owner)).containsExactly("Known", "Mine");
        assertThat(owner.get("/posts/1").text("/status")).isEqualTo("ready");
        assertThat(owner.get("/posts/2").text("/assignee_id"))
                .isEqualTo(editor.userId().toString());
        assertThat(editor.post("/content/import/" + sent.text("/operation/id") + "/commit").code())
                .isEqualTo("operation.not_waiting");
    }

    @Test
    void given_a_file_without_errors__when_it_shall_begin_at_once__then_nobody_is_asked() {
        var stranger = owner.stranger().signUp("Stan Stranger");
        var goal = stranger.post("/goals", Map.of("name", "Theirs")).text("/id");

        var clean = send(owner, "a.csv", bytes("topic\nOne\n"), "commit", "true");
        var broken = send(owner, "a.csv", bytes("topic,x\n\"One,\nTwo,\n"), "commit", "true");

        assertThat(clean.text("/status")).isEqualTo("queued");
        assertThat(broken.text("/status")).isEqualTo("needs_review");
        assertThat(send(owner, "a.csv", bytes("topic\nOne\n"), "target_goal_id", goal).code())
                .isEqualTo("goal.not_found");
        assertThat(owner.post("/operations/" + broken.text("/id") + "/cancel").text("/status"))
                .isEqualTo("cancelled");
    }

    @Test
    void given_published_posts__when_they_come_in__then_it_is_recorded_where_they_went_out() {
        var file =
                bytes(
                        """
                        topic,status,published_url,published_at,platform
                        One,live,https://www.linkedin.com/posts/1,2026-01-02,
                        Two,published,,,Medium
                        """);

        imported(owner, "a.csv", file);

        var one = owner.get("/finished-posts/1");
        assertThat(one.text("/publish_status/0/platform")).isEqualTo("linkedin");
        assertThat(one.text("/publish_status/0/published_at")).startsWith("2026-01-02");
        assertThat(owner.get("/finished-posts/2").text("/publish_status/0/platform"))
                .isEqualTo("medium");
    }

    @Test
    void given_a_file_that_lay_too_long__when_it_is_looked_at__then_it_is_gone() {
        var sent = send(owner, "a.csv", bytes("topic\nOne\n")).text("/id");
        Maintenance.update(
                database,
                "update app.assets set expires_at = now() - interval '1 minute' where workspace_id = ?",
                owner.workspaceId());

        assertThat(owner.get("/content/import/" + sent).code()).isEqualTo("import.file_gone");
    }

    private static byte[] zip(Map<String, byte[]> files) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue());
                zip.closeEntry();
            }
        }
        return out.toByteArray();
    }
}
