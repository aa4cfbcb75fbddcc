package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.transaction.TransactionSystemException;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.servlet.HandlerExceptionResolver;

@PostmagiqTest
class MembersTests {
    private final Database database;
    private final Overheard overheard;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;
    private final HandlerExceptionResolver problems;
    private final Api stranger;

    MembersTests(
            Database database,
            Overheard overheard,
            TransactionTemplate transaction,
            JdbcClient jdbc,
            @Qualifier("handlerExceptionResolver") HandlerExceptionResolver problems,
            @LocalServerPort int port) {
        this.database = database;
        this.overheard = overheard;
        this.transaction = transaction;
        this.jdbc = jdbc;
        this.problems = problems;
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_team__when_it_is_listed__then_people_and_open_invitations_are_shown_by_page() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");
        Team.invite(olga, Api.newEmail(), "viewer");

        var all = olga.get("/members");
        var first = olga.get("/members?limit=1");
        var next = olga.get("/members?limit=1&cursor=" + first.text("/next_cursor"));

        assertThat(all.at("/items").valueStream().map(each -> each.path("status").asString()))
                .containsExactly("active", "active", "pending");
        assertThat(all.text("/items/1/email")).isEqualTo(mia.email());
        assertThat(all.at("/items/1/last_active_at").isMissingNode()).isFalse();
        assertThat(next.text("/items/0/full_name")).isEqualTo("Mia Member");
        assertThat(olga.get("/members?q=mia").at("/items")).hasSize(1);
        assertThat(olga.get("/members?role=owner").at("/items")).hasSize(1);
        assertThat(olga.get("/members?status=accepted").at("/items")).hasSize(2);
        assertThat(olga.get("/members?status=bored").code()).isEqualTo("validation_failed");
    }

    @Test
    void given_a_workspace_that_hides_addresses__when_a_viewer_looks__then_there_are_names_only() {
        var olga = stranger.signUp("Olga Owner");
        var vera = Team.join(olga, "Vera Viewer", "viewer");
        olga.patch("", Map.of("settings", Map.of("privacy.hide_member_emails_from_viewers", true)));

        var seen = vera.get("/members");

        assertThat(seen.raw().body()).doesNotContain(olga.email()).contains("Olga Owner");
        assertThat(vera.get("/members?q=example.com").at("/items")).isEmpty();
        assertThat(olga.get("/members?q=example.com").at("/items")).hasSize(2);
    }

    @Test
    @Tag("tenancy-32")
    void given_an_editor__when_rights_of_admins_are_tried__then_each_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        var eddy = Team.join(olga, "Eddy Editor", "editor");

        assertThat(eddy.get("/posts").status()).isEqualTo(200);
        for (var refused :
                List.of(
                        eddy.post("/invites", Map.of("email", Api.newEmail())),
                        eddy.get("/invites"),
                        eddy.delete("/members/" + Team.membershipOf(eddy)),
                        eddy.patch("", Map.of("name", "Mine now")))) {
            assertThat(refused.status()).as(refused.raw().body()).isEqualTo(403);
            assertThat(refused.code()).isEqualTo("scope_missing");
        }
        assertThat(eddy.get("/permissions").at("/scopes").toString())
                .contains("content:write")
                .doesNotContain("content:delete", "audit:read", "workspace:users");
    }

    @Test
    @Tag("tenancy-33")
    void given_a_viewer__when_something_is_written_or_settings_are_opened__then_it_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        var vera = Team.join(olga, "Vera Viewer", "viewer");

        assertThat(vera.get("/posts").status()).isEqualTo(200);
        assertThat(vera.get("/members").status()).isEqualTo(200);
        for (var refused :
                List.of(
                        vera.get("/workflow-runs"),
                        vera.post("/workflow-runs", Map.of("story", "x")),
                        vera.get("/goals"),
                        vera.post("/goals", Map.of("name", "Mine")),
                        vera.post("/posts", Map.of("topic", "Mine")),
                        vera.patch("", Map.of("name", "Mine now")),
                        vera.get("/roles/scopes"))) {
            assertThat(refused.code()).as(refused.raw().body()).isEqualTo("scope_missing");
        }
    }

    @Test
    @Tag("tenancy-34")
    void given_an_admin__when_the_owners_things_are_tried__then_they_stay_the_owners() {
        var olga = stranger.signUp("Olga Owner");
        var anna = Team.join(olga, "Anna Admin", "admin");
        var owner = Team.membershipOf(olga);

        var demote = anna.patch("/members/" + owner, Map.of("role", "editor"));
        var remove = anna.delete("/members/" + owner);
        var delete = anna.send("DELETE", "", Map.of("confirm", "Olga Owner's workspace"));
        var transfer = anna.post("/transfer-ownership", Map.of("membership_id", owner));

        assertThat(demote.status()).isEqualTo(409);
        assertThat(demote.code()).isEqualTo("member.owner_protected");
        assertThat(remove.code()).isEqualTo("member.owner_protected");
        assertThat(delete.code()).isEqualTo("scope_missing");
        assertThat(transfer.code()).isEqualTo("scope_missing");
    }

    @Test
    void given_a_change_of_role__when_the_person_asks_again__then_it_counts_at_once() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "viewer");
        var id = Team.membershipOf(mia);
        assertThat(mia.get("/workflow-runs").status()).isEqualTo(403);

        var changed =
                olga.patch(
                        "/members/" + id, Map.of("role", "editor", "weekly_capacity_hours", 12.5));

        assertThat(changed.text("/role")).isEqualTo("editor");
        assertThat(changed.at("/weekly_capacity_hours").asDouble()).isEqualTo(12.5);
        assertThat(mia.get("/workflow-runs").status()).isEqualTo(200);
        assertThat(olga.patch("/members/" + id, Map.of("role", "owner")).code())
                .isEqualTo("member.owner_not_assignable");
        assertThat(olga.patch("/members/" + UUID.randomUUID(), Map.of("role", "admin")).code())
                .isEqualTo("member.not_found");
        assertThat(overheard.actions(olga.userId())).contains("member.role_changed");
    }

    @Test
    void
            given_a_workspace_whose_owner_alone_makes_admins__when_an_admin_tries__then_it_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        var anna = Team.join(olga, "Anna Admin", "admin");
        var mia = Team.join(olga, "Mia Member", "viewer");
        olga.patch("", Map.of("settings", Map.of("members.allow_admin_invites", false)));

        var promote = anna.patch("/members/" + Team.membershipOf(mia), Map.of("role", "admin"));
        var invite = anna.post("/invites", Map.of("email", Api.newEmail(), "role", "admin"));

        assertThat(promote.status()).isEqualTo(403);
        assertThat(promote.code()).isEqualTo("member.cannot_grant");
        assertThat(invite.code()).isEqualTo("member.cannot_grant");
        assertThat(anna.post("/invites", Map.of("email", Api.newEmail())).status()).isEqualTo(201);
    }

    @Test
    @Tag("tenancy-38")
    void given_a_member__when_they_are_removed__then_their_next_request_finds_nothing() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        Team.accept(mia, Team.token(Team.invite(olga, mia.email(), "editor")));
        var there = mia.in(olga.workspaceId());
        var id = Team.membershipOf(there);

        var removed = olga.delete("/members/" + id);

        assertThat(removed.status()).isEqualTo(204);
        assertThat(there.get("").code()).isEqualTo("workspace.not_found");
        assertThat(mia.get("/api/v1/auth/me").at("/memberships")).hasSize(1);
        assertThat(olga.delete("/members/" + id).code()).isEqualTo("member.not_found");
        assertThat(olga.get("/members?status=removed").text("/items/0/id")).isEqualTo(id);
        assertThat(overheard.actions(olga.userId())).contains("member.removed");
    }

    @Test
    @Tag("tenancy-38")
    void
            given_somebody_who_came_by_invitation_only__when_they_leave__then_they_have_no_workspace() {
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

        assertThat(ned.post("/members/leave").status()).isEqualTo(204);

        assertThat(ned.get("").code()).isEqualTo("workspace.not_found");
        var me = ned.get("/api/v1/auth/me");
        assertThat(me.at("/memberships")).isEmpty();
        assertThat(me.at("/user/default_workspace_id").isMissingNode()).isTrue();
        assertThat(overheard.actions(ned.userId())).contains("member.left");
    }

    @Test
    @Tag("tenancy-36")
    void given_the_only_owner__when_the_row_is_taken_away_directly__then_the_commit_fails() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");

        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () ->
                                Maintenance.update(
                                        database,
                                        "delete from app.workspace_memberships where workspace_id = ? and role = 'owner'",
                                        olga.workspaceId()))
                .withMessageContaining("one active owner");
        assertThatExceptionOfType(DataAccessException.class)
                .isThrownBy(
                        () ->
                                Maintenance.update(
                                        database,
                                        "update app.workspaces set owner_id = ? where id = ?",
                                        mia.userId(),
                                        olga.workspaceId()));
        assertThat(olga.get("").text("/role")).isEqualTo("owner");
    }

    @Test
    @Tag("tenancy-36")
    void given_code_that_forgets_the_owner__when_its_transaction_ends__then_it_is_a_conflict() {
        var olga = stranger.signUp("Olga Owner");

        var failure =
                catchThrowableOfType(
                        TransactionSystemException.class,
                        () ->
                                CurrentWorkspace.run(
                                        olga.workspaceId(),
                                        () ->
                                                transaction.executeWithoutResult(
                                                        _ ->
                                                                jdbc.sql(
                                                                                "update app.workspace_memberships set role = 'admin'")
                                                                        .update())));
        var response = new MockHttpServletResponse();
        problems.resolveException(new MockHttpServletRequest(), response, null, failure);

        assertThat(response.getStatus()).isEqualTo(409);
        assertThat(new String(response.getContentAsByteArray(), StandardCharsets.UTF_8))
                .contains("\"workspace.owner_required\"");
    }
}
