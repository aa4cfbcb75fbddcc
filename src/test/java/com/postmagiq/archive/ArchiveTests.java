package com.postmagiq.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Archive;
import com.postmagiq.Errand;
import com.postmagiq.Keys;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.ArchivedTable.Way;
import com.postmagiq.kernel.database.Database;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A whole workspace goes out, comes in elsewhere, and goes out again as it was. */
@PostmagiqTest
class ArchiveTests {
    private static final Pattern ID =
            Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");

    /** Rows of these must be there, or the round proves nothing about them. */
    private static final List<String> FULL =
            List.of(
                    "posts",
                    "post_versions",
                    "post_comments",
                    "post_tags",
                    "post_recurrences",
                    "recurrence_days",
                    "posting_slots",
                    "goals",
                    "chapters",
                    "platforms",
                    "workflow_runs",
                    "workflow_events",
                    "workflow_outputs",
                    "agent_invocations",
                    "audit_scores",
                    "quality_reports",
                    "finding_dismissals",
                    "workflow_decisions",
                    "workflow_configs",
                    "workflow_personas",
                    "evaluation_results",
                    "writing_samples",
                    "voice_profiles",
                    "post_fidelity",
                    "transcriptions",
                    "system_templates",
                    "dismissed_duplicates",
                    "onboarding_conversations",
                    "cost_caps",
                    "assets",
                    "people");

    private final Database database;
    private final Shapes shapes;
    private final Api stranger;

    ArchiveTests(Database database, Shapes shapes, @LocalServerPort int port) {
        this.database = database;
        this.shapes = shapes;
        this.stranger = Api.at(port);
    }

    @Test
    void given_the_tables_of_workspaces__then_each_is_decided_about_and_no_key_travels() {
        var decided = shapes.decided();
        var there =
                rows(
                        """
                        select distinct 'app.' || c.relname from pg_class c
                          join pg_attribute a on a.attrelid = c.oid and not a.attisdropped
                         where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
                           and (a.attname = 'workspace_id' or c.relname = 'workspaces')
                        """);

        assertThat(decided.stream().map(ArchivedTable::name))
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(there);
        for (var table : decided) {
            var columns =
                    rows(
                            "select attname::text from pg_attribute where attrelid = '%s'::regclass and attnum > 0"
                                    .formatted(table.name()));
            assertThat(columns)
                    .as(table.name())
                    .containsAll(table.leftOut())
                    .containsAll(table.instead().keySet())
                    .containsAll(table.later());
        }
        var secrets =
                rows(
                        """
                        select 'app.' || c.relname || ' ' || a.attname from pg_class c
                          join pg_attribute a on a.attrelid = c.oid
                         where c.relnamespace = 'app'::regnamespace
                           and col_description(c.oid, a.attnum) like 'pii: credential%'
                        """);
        for (var shape : shapes.travelling()) {
            assertThat(shape.columns().stream().map(each -> shape.name() + " " + each.name()))
                    .doesNotContainAnyElementsOf(secrets);
        }
    }

    @Test
    @Tag("content-87")
    void
            given_a_full_workspace__when_it_comes_in_elsewhere__then_it_goes_out_as_it_was_and_takes_no_secret() {
        var ada = fullWorkspace();
        var secrets = plant(ada);
        var first = Archive.export(ada);
        var archive = Archive.of(first);

        for (var part : FULL) {
            assertThat(archive.rows(part)).as(part).isNotEmpty();
        }
        archive.workspace()
                .forEach((name, text) -> assertThat(ID.matcher(text).results()).as(name).isEmpty());
        archive.files()
                .forEach(
                        (name, bytes) ->
                                assertThat(new String(bytes, StandardCharsets.UTF_8))
                                        .as(name)
                                        .doesNotContain(secrets));

        assertThat(archive.text("manifest.json")).contains("\"workflow_runs\" : 1");

        var ben = stranger.signUp("Ben Builder");
        var path = Archive.begin(ben, first);
        var ended = Errand.awaitEnd(ben, path);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        var there = ben.in(UUID.fromString(ended.text("/result/workspace_id")));
        var second = Archive.of(Archive.export(there));

        assertThat(second.files().keySet()).containsExactlyElementsOf(archive.files().keySet());
        archive.workspace()
                .forEach(
                        (name, text) ->
                                assertThat(second.workspace().get(name)).as(name).isEqualTo(text));
        works(ada, there);
    }

    /** What came in can be used: found, numbered on, looked at, and nobody is told of it. */
    private static void works(Api ada, Api there) {
        assertThat(there.get("/permissions").text("/role")).isEqualTo("owner");
        assertThat(there.get("/members").at("/items")).hasSize(1);
        assertThat(there.get("/posts").at("/items")).hasSameSizeAs(ada.get("/posts").at("/items"));
        assertThat(there.get("/search?q=Nine").at("/items"))
                .hasSameSizeAs(ada.get("/search?q=Nine").at("/items"));
        assertThat(there.get("/workflow-runs").at("/items/0/label"))
                .isEqualTo(ada.get("/workflow-runs").at("/items/0/label"));
        assertThat(there.get("/recurrences").text("/items/0/status")).isEqualTo("paused");
        var next = there.post("/posts", Map.of("topic", "One more"));
        assertThat(next.status()).as(next.raw().body()).isEqualTo(201);
        assertThat(next.at("/post_number"))
                .isEqualTo(ada.post("/posts", Map.of("topic", "One more")).at("/post_number"));
        var file = there.get("/assets").text("/items/0/id");
        assertThat(
                        new String(
                                there.download("/assets/" + file + "/content"),
                                StandardCharsets.UTF_8))
                .contains("1987");
    }

    private Api fullWorkspace() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        Storyteller.settleIn(ada);
        Storyteller.budget(ada);
        Storyteller.plan(ada);
        Storyteller.date(ada);
        Storyteller.discuss(ada);
        var story = Storyteller.offline(ada);
        story.approveToTheEnd();
        story.dismissAFinding();
        story.attachANote();
        story.leaveATranscription(database);
        Storyteller.compare(ada);
        Storyteller.offline(ada).untilQuiet();
        Team.invite(ada, Api.newEmail(), "viewer");
        mia.post("/posts", Map.of("topic", "By Mia", "guidance", "{\"$ref\": \"posts:1\"}"));
        return ada;
    }

    /** Puts words into everything that stays, and gives them back with the real secrets. */
    private List<String> plant(Api ada) {
        var key = Keys.make(ada, "content:read").text("/key");
        var feed = ada.post("/calendar/feeds", Map.of("scope", "mine")).text("/url");
        var content = ada.post("/content/export", Map.of("format", "csv")).text("/id");
        Errand.awaitEnd(ada, "/operations/" + content);
        var planted = new LinkedHashMap<String, Integer>();
        for (var table : shapes.decided()) {
            if (table.way() == Way.STAYS) {
                for (var column : texts(table.name())) {
                    var name = column.substring(0, column.indexOf(' '));
                    var type = column.substring(name.length() + 1);
                    values(type)
                            .forEach(
                                    value ->
                                            planted.merge(
                                                    column + " of " + table.name(),
                                                    tried(
                                                            "update %s set \"%s\" = %s where workspace_id = ?"
                                                                    .formatted(
                                                                            table.name(),
                                                                            name,
                                                                            value),
                                                            ada.workspaceId()),
                                                    Integer::sum));
                }
            }
        }
        assertThat(planted.values().stream().filter(rows -> rows > 0).count())
                .as(planted.toString())
                .isGreaterThan(18);
        return List.of(
                "sparrow",
                "73706172726f77",
                key,
                feed.substring(feed.lastIndexOf('/') + 1),
                ada.accessToken());
    }

    private List<String> texts(String table) {
        return rows(
                """
                select attname || ' ' || format_type(atttypid, null) from pg_attribute
                 where attrelid = '%s'::regclass and attnum > 0 and not attisdropped
                   and format_type(atttypid, null) in ('text', 'text[]', 'jsonb', 'bytea')
                """
                        .formatted(table));
    }

    private static List<String> values(String type) {
        return switch (type) {
            case "jsonb" -> List.of("'{\"text\": \"sparrow\"}'");
            case "text[]" -> List.of("'{sparrow}'");
            case "bytea" ->
                    List.of("overlay(sha256(ctid::text::bytea) placing 'sparrow'::bytea from 1)");
            default -> List.of("'sparrow'", "'qx_sparrow0'");
        };
    }

    /** Constraints and triggers may refuse it. */
    private int tried(String sql, UUID id) {
        try {
            return Maintenance.update(database, sql, id);
        } catch (RuntimeException _) {
            return 0;
        }
    }

    private List<String> rows(String sql) {
        return Maintenance.call(database, jdbc -> jdbc.sql(sql).query(String.class).list());
    }
}
