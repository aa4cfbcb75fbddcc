package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class WorkspacesTests {
    private final Database database;
    private final Overheard overheard;
    private final TeamSweep sweep;
    private final WorkspaceRows rows;
    private final Api stranger;

    WorkspacesTests(
            Database database,
            Overheard overheard,
            TeamSweep sweep,
            WorkspaceRows rows,
            @LocalServerPort int port) {
        this.database = database;
        this.overheard = overheard;
        this.sweep = sweep;
        this.rows = rows;
        this.stranger = Api.at(port);
    }

    @Test
    void given_somebody_with_a_workspace__when_they_make_another__then_one_account_has_both() {
        var ada = stranger.signUp("Ada Lovelace");

        var made = create(ada, "River Trust");

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.text("/role")).isEqualTo("owner");
        assertThat(made.text("/account_id")).isEqualTo(ada.get("").text("/account_id"));
        var list = ada.get("/api/v1/workspaces");
        assertThat(list.at("/items")).hasSize(2);
        assertThat(list.text("/items/1/name")).isEqualTo("River Trust");
        assertThat(list.at("/items/1/member_count").asInt()).isEqualTo(1);
        assertThat(overheard.actions(ada.userId()))
                .contains("auth.registered", "workspace.created");
    }

    @Test
    void given_somebody_without_any__when_they_make_a_workspace__then_they_get_an_account_too() {
        var olga = stranger.signUp("Olga Owner");
        var email = Api.newEmail();
        var token = Team.token(Team.invite(olga, email, "viewer"));
        var registered =
                stranger.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                email,
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Ned Newcomer",
                                "invite_token",
                                token));
        var ned = stranger.as(registered, email, olga.workspaceId());

        var made = create(ned, "Ned's own");

        assertThat(made.status()).isEqualTo(201);
        assertThat(made.text("/account_id")).isNotEqualTo(ned.get("").text("/account_id"));
        assertThat(ned.get("/api/v1/accounts").at("/items")).hasSize(1);
    }

    @Test
    @Tag("tenancy-17")
    void given_an_account_with_one_place__when_another_workspace_is_made__then_there_is_no_room() {
        var ada = stranger.signUp("Ada Lovelace");
        Team.limit(database, ada, "max_workspaces", 1);

        var answer = create(ada, "One too many");

        assertThat(answer.status()).isEqualTo(402);
        assertThat(answer.code()).isEqualTo("plan.workspace_limit");
        assertThat(ada.get("/api/v1/workspaces").at("/items")).hasSize(1);
    }

    @Test
    @Tag("tenancy-17")
    void given_a_last_place__when_two_workspaces_are_made_at_once__then_one_is() {
        var ada = stranger.signUp("Ada Lovelace");
        Team.limit(database, ada, "max_workspaces", 2);

        var answers = Team.together(() -> create(ada, "First"), () -> create(ada, "Second"));

        assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(201, 402);
    }

    @Test
    @Tag("tenancy-18")
    void given_names_of_all_kinds__when_workspaces_are_made__then_their_addresses_differ() {
        var ada = stranger.signUp("Ada Lovelace");
        var slugs = new HashSet<String>();
        for (var name : List.of("Zürich Café", "Zürich Café", "☀☀☀", "☀☀☀", "Settings")) {
            slugs.add(create(ada, name).text("/slug"));
        }

        assertThat(slugs).hasSize(5).allMatch(slug -> slug.matches("[a-z0-9](-?[a-z0-9])*"));
        assertThat(create(ada, "Own", "not a slug").code()).isEqualTo("workspace.slug_invalid");
        assertThat(create(ada, "Own", "admin").code()).isEqualTo("workspace.slug_invalid");
        assertThat(create(ada, "Own", slugs.iterator().next()).code())
                .isEqualTo("workspace.slug_taken");
    }

    @Test
    @Tag("tenancy-58")
    void given_a_change__when_fields_are_unknown_or_empty__then_they_are_named() {
        var ada = stranger.signUp("Ada Lovelace");
        var nulls = new LinkedHashMap<String, Object>();
        nulls.put("name", null);

        var unknown = ada.patch("", Map.of("nmae", "Ada"));
        var empty = ada.patch("", nulls);
        var setting = ada.patch("", Map.of("settings", Map.of("members.colour", "red")));
        var value = ada.patch("", Map.of("settings", Map.of("members.default_role", "owner")));

        assertThat(unknown.status()).isEqualTo(422);
        assertThat(unknown.code()).isEqualTo("unknown_field");
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.code()).isEqualTo("required_field");
        assertThat(empty.text("/errors/0/field")).isEqualTo("name");
        assertThat(setting.code()).isEqualTo("unknown_field");
        assertThat(setting.text("/errors/0/field")).isEqualTo("settings.members.colour");
        assertThat(value.code()).isEqualTo("validation_failed");
        assertThat(ada.patch("", Map.of("time_zone", "Mars")).code())
                .isEqualTo("validation_failed");
        assertThat(ada.patch("", Map.of("name", " ")).code()).isEqualTo("validation_failed");
        assertThat(ada.patch("", Map.of("language", "klingon")).text("/errors/0/field"))
                .isEqualTo("language");
    }

    @Test
    void given_a_workspace__when_it_is_described_and_set_up__then_that_is_kept() {
        var ada = stranger.signUp("Ada Lovelace");

        var changed =
                ada.patch(
                        "",
                        Map.of(
                                "name", "River Trust",
                                "description", "Stories of a river",
                                "time_zone", "Europe/Zurich",
                                "settings", Map.of("members.default_role", "viewer")));

        assertThat(changed.status()).as(changed.raw().body()).isEqualTo(200);
        assertThat(ada.get("").body()).isEqualTo(changed.body());
        assertThat(changed.text("/name")).isEqualTo("River Trust");
        assertThat(changed.body().path("settings").path("members.default_role").asString())
                .isEqualTo("viewer");
        assertThat(Team.invite(ada, Api.newEmail(), null).text("/role")).isEqualTo("viewer");
        var without = new LinkedHashMap<String, Object>();
        without.put("description", null);
        var back = new LinkedHashMap<String, Object>();
        back.put("members.default_role", null);
        without.put("settings", back);
        var cleared = ada.patch("", without);
        assertThat(cleared.body().has("description")).isFalse();
        assertThat(cleared.text("/time_zone")).isEqualTo("Europe/Zurich");
        assertThat(cleared.body().path("settings").path("members.default_role").asString())
                .isEqualTo("editor");
        assertThat(overheard.actions(ada.userId())).contains("workspace.settings_changed");
    }

    @Test
    @Tag("tenancy-74")
    void given_a_new_address__when_the_old_one_is_followed__then_it_leads_to_the_new_one() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var old = ada.get("").text("/slug");
        var slug = "river-" + UUID.randomUUID();

        var renamed = ada.patch("", Map.of("slug", slug));

        assertThat(renamed.text("/slug")).isEqualTo(slug);
        assertThat(renamed.at("/former_slugs").valueStream().map(JsonNode::asString))
                .containsExactly(old);
        var former = ada.get("/api/v1/workspaces/by-slug/" + old);
        assertThat(former.text("/slug")).isEqualTo(slug);
        assertThat(former.at("/moved").asBoolean()).isTrue();
        assertThat(ada.get("/api/v1/workspaces/by-slug/" + slug).at("/moved").asBoolean())
                .isFalse();
        assertThat(bob.patch("", Map.of("slug", old)).code()).isEqualTo("workspace.slug_taken");
        for (var strange : List.of(old, slug, "nobody-has-this")) {
            assertThat(bob.get("/api/v1/workspaces/by-slug/" + strange).code())
                    .isEqualTo("workspace.not_found");
        }
        assertThat(ada.patch("", Map.of("slug", old)).text("/slug")).isEqualTo(old);
    }

    @Test
    @Tag("tenancy-74")
    void given_twenty_renames_within_a_year__when_one_more_is_wanted__then_it_waits() {
        var ada = stranger.signUp("Ada Lovelace");
        var stem = "r-" + UUID.randomUUID().toString().substring(24);
        for (var i = 0; i < 20; i++) {
            assertThat(ada.patch("", Map.of("slug", stem + "-" + i)).status()).isEqualTo(200);
        }

        assertThat(ada.patch("", Map.of("slug", stem + "-20")).code())
                .isEqualTo("workspace.slug_limit");
        assertThat(ada.patch("", Map.of("slug", stem + "-3")).status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-40")
    void given_a_workspace__when_its_name_is_typed__then_it_is_gone_and_can_come_back() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");

        var unconfirmed = delete(ada, "Some other name");
        var deleted = delete(ada, "Ada Lovelace's workspace");

        assertThat(unconfirmed.status()).isEqualTo(422);
        assertThat(unconfirmed.code()).isEqualTo("confirmation_mismatch");
        assertThat(deleted.status()).as(deleted.raw().body()).isEqualTo(202);
        assertThat(deleted.text("/purge_after")).isNotEmpty();
        for (var person : List.of(ada, mia)) {
            assertThat(person.get("").code()).isEqualTo("workspace.not_found");
            assertThat(person.get("/posts").code()).isEqualTo("workspace.not_found");
        }
        assertThat(ada.get("/api/v1/workspaces?deleted=true").at("/items")).hasSize(1);
        assertThat(mia.get("/api/v1/workspaces?deleted=true").at("/items")).isEmpty();
        var restore = "/api/v1/workspaces/" + ada.workspaceId() + "/restore";
        assertThat(mia.post(restore).code()).isEqualTo("workspace.not_found");
        assertThat(ada.post(restore).text("/name")).isEqualTo("Ada Lovelace's workspace");
        assertThat(mia.get("").status()).isEqualTo(200);
        assertThat(overheard.actions(ada.userId()))
                .contains("workspace.deleted", "workspace.restored");
    }

    @Test
    @Tag("tenancy-40")
    void given_a_run_that_waits__when_the_workspace_is_deleted__then_it_is_aborted() {
        var ada = stranger.signUp("Ada Lovelace");
        var story = Storyteller.offline(ada);
        story.untilQuiet();

        delete(ada, "Ada Lovelace's workspace");

        String status =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql("select status from app.workflow_runs where id = ?")
                                        .param(UUID.fromString(story.runId()))
                                        .query(String.class)
                                        .single());
        assertThat(status).isEqualTo("aborted");
    }

    @Test
    @Tag("tenancy-40")
    void given_a_start_while_the_workspace_is_deleted__when_both_have_ended__then_nothing_runs() {
        var ada = stranger.signUp("Ada Lovelace");
        var body = Map.of("story", Storyteller.story("fire-company"), "config", "offline");

        Team.together(
                () -> ada.post("/workflow-runs", body),
                () -> delete(ada, "Ada Lovelace's workspace"));

        long goingOn =
                Maintenance.call(
                        database,
                        rows ->
                                rows.sql(
                                                """
                                                select count(*) from app.workflow_runs
                                                 where workspace_id = ? and status <> 'aborted'
                                                """)
                                        .param(ada.workspaceId())
                                        .query(Long.class)
                                        .single());
        assertThat(goingOn).isZero();
    }

    @Test
    @Tag("tenancy-40")
    void given_a_deleted_workspace__when_its_time_is_over__then_nothing_of_it_is_left() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var mia = Team.join(ada, "Mia Member", "editor");
        Team.role(ada, "Publisher", "editor", "content:read", "content:publish");
        Storyteller.offline(ada).approveToTheEnd();
        var slug = ada.get("").text("/slug");
        delete(ada, "Ada Lovelace's workspace");
        Maintenance.update(
                database,
                "update app.workspaces set purge_after = now() where id = ?",
                ada.workspaceId());

        sweep.workspaces();

        assertThat(rowsOf(ada.workspaceId())).isEmpty();
        assertThat(ada.post("/api/v1/workspaces/" + ada.workspaceId() + "/restore").status())
                .isEqualTo(404);
        assertThat(ada.get("/api/v1/auth/me").at("/memberships")).isEmpty();
        assertThat(mia.get("/api/v1/auth/me").at("/memberships")).hasSize(1);
        assertThat(bob.patch("", Map.of("slug", slug)).code()).isEqualTo("workspace.slug_taken");
        Maintenance.update(
                database,
                "update app.workspaces set purged_at = now() - interval '366 days' where id = ?",
                ada.workspaceId());
        sweep.workspaces();
        assertThat(bob.patch("", Map.of("slug", slug)).status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-40")
    void given_more_rows_than_fit_a_batch__when_tables_are_emptied__then_the_members_are_left() {
        var ada = stranger.signUp("Ada Lovelace");
        Maintenance.update(
                database,
                """
                insert into app.system_templates (workspace_id, id, template_type, slug, language, content, based_on,
                    created_at, updated_at)
                select ?, gen_random_uuid(), 'email', 'workspace_invite',
                       chr(97 + n / 676) || chr(97 + n / 26 % 26) || chr(97 + n % 26), 'Subject: A', sha256('x'),
                       now(), now()
                  from generate_series(1, 1100) n
                """,
                ada.workspaceId());

        CurrentWorkspace.run(ada.workspaceId(), rows::empty);

        assertThat(rowsOf(ada.workspaceId())).containsExactly("workspace_memberships");
        assertThat(ada.get("").status()).isEqualTo(200);
    }

    /** Tables that still hold rows of a workspace, but for its audit trail. */
    private List<String> rowsOf(UUID workspaceId) {
        return Maintenance.call(
                database,
                rows ->
                        rows
                                .sql(
                                        """
                                        select c.relname
                                          from pg_class c
                                          join pg_attribute a on a.attrelid = c.oid and a.attname = 'workspace_id'
                                         where c.relnamespace = 'app'::regnamespace and c.relkind in ('r', 'p')
                                           and not c.relispartition and c.relname not like 'audit%'
                                        """)
                                .query(String.class)
                                .list()
                                .stream()
                                .filter(
                                        table ->
                                                rows.sql(
                                                                "select exists (select from app.%s where workspace_id = ?)"
                                                                        .formatted(table))
                                                        .param(workspaceId)
                                                        .query(Boolean.class)
                                                        .single())
                                .toList());
    }

    private static Api.Answer create(Api person, String name) {
        return person.post("/api/v1/workspaces", Map.of("name", name));
    }

    private static Api.Answer create(Api person, String name, String slug) {
        return person.post("/api/v1/workspaces", Map.of("name", name, "slug", slug));
    }

    private static Api.Answer delete(Api owner, String name) {
        return owner.send("DELETE", "", Map.of("confirm", name));
    }
}
