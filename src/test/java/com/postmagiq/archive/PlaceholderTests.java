package com.postmagiq.archive;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Archive;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Whoever came in by name only becomes a member when somebody says who they are. */
@PostmagiqTest
class PlaceholderTests {
    private final Api stranger;
    private final Database database;

    PlaceholderTests(@LocalServerPort int port, @Autowired Database database) {
        this.stranger = Api.at(port);
        this.database = database;
    }

    @Test
    void
            given_people_who_came_in_by_name__when_one_is_given_to_a_member__then_their_work_is_the_members() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        var post = mia.post("/posts", Map.of("topic", "By Mia")).text("/id");
        mia.post("/posts/" + post + "/assign", Map.of("assignee_id", mia.userId()));
        mia.post("/posts/" + post + "/comments", Map.of("body", "Said by Mia"));

        var eve = stranger.signUp("Eve Elsewhere");
        var there = arrived(eve, Archive.export(ada));
        var nia = Team.join(there, "Nia New", "editor");
        var vic = Team.join(there, "Vic Viewer", "viewer");
        assertThat(names(there)).contains("Ada Lovelace", "Mia Member");
        var named = idOf(there, "Mia Member");
        var before = there.get("/posts").at("/items/0");
        assertThat(before.at("/assignee_name").asString()).isEqualTo("Mia Member");

        refused(
                there.post("/placeholders/" + named + "/give", gift(vic)),
                422,
                "import.cannot_write");
        refused(
                there.post("/placeholders/" + named + "/give", Map.of("user_id", ada.userId())),
                422,
                "import.cannot_write");
        refused(nia.post("/placeholders/" + named + "/give", gift(nia)), 403, "scope_missing");
        assertThat(there.get("/posts").at("/items/0")).isEqualTo(before);

        give(there, named, nia);

        var after = there.get("/posts").at("/items/0");
        assertThat(after.at("/assignee_name").asString()).isEqualTo("Nia New");
        var comments = there.get("/posts/" + after.at("/id").asString() + "/comments");
        assertThat(comments.at("/items/0/author_name").asString()).isEqualTo("Nia New");
        assertThat(names(there)).contains("Ada Lovelace").doesNotContain("Mia Member");
        assertThat(placesOf(named)).containsExactly("audit_logs.resource_id");
        refused(
                there.post("/placeholders/" + named + "/give", gift(nia)),
                404,
                "import.nobody_named");
        assertThat(there.get("/audit-logs?action=placeholder.given").at("/items")).hasSize(1);
    }

    @Test
    void given_a_name_of_another_workspace__then_it_is_nobody_here() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.post("/posts", Map.of("topic", "By Ada"));
        var there = arrived(stranger.signUp("Eve Elsewhere"), Archive.export(ada));
        var named = idOf(there, "Ada Lovelace");

        assertThat(names(ada)).isEmpty();
        refused(
                ada.post("/placeholders/" + named + "/give", gift(ada)),
                404,
                "import.nobody_named");
        assertThat(names(there)).contains("Ada Lovelace");
    }

    @Test
    void given_more_posts_than_are_changed_at_a_time__then_all_of_them_are_the_members() {
        var ada = stranger.signUp("Ada Lovelace");
        var named = Maintenance.placeholder(database, ada);
        Maintenance.update(
                database,
                """
                insert into app.posts (workspace_id, id, post_number, status, assignee_id, created_by_id, revision,
                    created_at, updated_at)
                select ?, uuidv7(), 1000 + n, 'not_started', ?, ?, 1, now(), now() from generate_series(1, 1201) n
                """,
                ada.workspaceId(),
                named,
                named);

        give(ada, named.toString(), ada);

        assertThat(names(ada)).isEmpty();
        assertThat(postsOf(named)).isZero();
        assertThat(postsOf(ada.userId())).isEqualTo(1201);
    }

    @Test
    void given_a_gift_under_way__then_another_is_refused_until_that_has_ended() {
        var ada = stranger.signUp("Ada Lovelace");
        var named = Maintenance.placeholder(database, ada);
        var underWay = Ids.next();
        Maintenance.update(
                database,
                """
                insert into app.operations (workspace_id, id, kind, status, created_by_id, created_at)
                values (?, ?, 'placeholder_handover', 'queued', ?, now())
                """,
                ada.workspaceId(),
                underWay,
                ada.userId());

        refused(ada.post("/placeholders/" + named + "/give", gift(ada)), 409, "import.being_given");
        assertThat(ada.post("/operations/" + underWay + "/cancel", Map.of()).status())
                .isEqualTo(200);
        assertThat(names(ada)).containsExactly("Grace Gone");

        give(ada, named.toString(), ada);
        assertThat(names(ada)).isEmpty();
    }

    /** Where somebody stands in the tables of workspaces. */
    private List<String> placesOf(String person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc
                                .sql(
                                        """
                                        select c.table_name, c.column_name
                                          from information_schema.columns c
                                          join pg_class t on t.oid = to_regclass('app.' || c.table_name)
                                         where c.table_schema = 'app' and c.data_type = 'uuid' and not t.relispartition
                                        """)
                                .query(Place.class)
                                .list()
                                .stream()
                                .filter(place -> place.names(jdbc, person))
                                .map(place -> place.tableName() + "." + place.columnName())
                                .toList());
    }

    private record Place(String tableName, String columnName) {
        boolean names(JdbcClient jdbc, String person) {
            return jdbc.sql(
                            "select exists (select from app.%s where %s = cast(:person as uuid))"
                                    .formatted(tableName, columnName))
                    .param("person", person)
                    .query(Boolean.class)
                    .single();
        }
    }

    private int postsOf(UUID person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select count(*) from app.posts where :person in (assignee_id, created_by_id)")
                                .param("person", person)
                                .query(Integer.class)
                                .single());
    }

    private static void give(Api giver, String named, Api to) {
        var begun = giver.post("/placeholders/" + named + "/give", gift(to));
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(202);
        var ended = Errand.awaitEnd(giver, begun.header("Location").orElseThrow());
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
    }

    private static Api arrived(Api person, byte[] archive) {
        var ended = Errand.awaitEnd(person, Archive.begin(person, archive));
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return person.in(UUID.fromString(ended.text("/result/workspace_id")));
    }

    private static List<String> names(Api person) {
        return person.get("/placeholders")
                .at("/items")
                .valueStream()
                .map(each -> each.path("full_name").asString())
                .toList();
    }

    private static String idOf(Api person, String name) {
        return person.get("/placeholders")
                .at("/items")
                .valueStream()
                .filter(each -> each.path("full_name").asString().equals(name))
                .map(each -> each.path("id").asString())
                .findFirst()
                .orElseThrow();
    }

    private static Map<String, Object> gift(Api to) {
        return Map.of("user_id", to.userId());
    }

    private static void refused(Api.Answer answer, int status, String code) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        assertThat(answer.code()).isEqualTo(code);
    }
}
