package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.mail.NewMail;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class InvitesTests {
    private final Database database;
    private final Overheard overheard;
    private final TeamSweep sweep;
    private final Api stranger;

    InvitesTests(
            Database database, Overheard overheard, TeamSweep sweep, @LocalServerPort int port) {
        this.database = database;
        this.overheard = overheard;
        this.sweep = sweep;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-25")
    void given_an_invitation__when_its_link_is_opened_and_accepted__then_the_person_is_a_member() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");

        var invited = Team.invite(olga, mia.email(), "editor");
        var token = Team.token(invited);
        var shown = stranger.get("/api/v1/invites/" + token);
        var accepted = Team.accept(mia, token);

        assertThat(overheard.mailsTo(mia.email()))
                .filteredOn(mail -> mail.template().equals("workspace_invite"))
                .singleElement()
                .satisfies(mail -> assertThat(mail.secrets()).containsEntry("token", token))
                .satisfies(mail -> assertThat(mail.params().toString()).doesNotContain(token));
        assertThat(shown.text("/workspace_name")).isEqualTo("Olga Owner's workspace");
        assertThat(shown.text("/inviter_name")).isEqualTo("Olga Owner");
        assertThat(shown.text("/role")).isEqualTo("editor");
        assertThat(shown.text("/email_masked")).isEqualTo("p***@example.com");
        assertThat(shown.at("/has_account").asBoolean()).isTrue();
        assertThat(shown.header("Cache-Control").orElse("")).contains("no-store");
        assertThat(accepted.status()).isEqualTo(200);
        assertThat(accepted.text("/workspace/role")).isEqualTo("editor");
        assertThat(mia.in(olga.workspaceId()).get("").text("/role")).isEqualTo("editor");
        assertThat(overheard.mailsTo(olga.email()))
                .extracting(NewMail::template)
                .contains("invite_accepted");
        assertThat(overheard.actions(olga.userId())).contains("member.invited");
        assertThat(overheard.actions(mia.userId())).contains("member.joined");
    }

    @Test
    @Tag("tenancy-26")
    void given_an_invitation_for_another_address__when_it_is_accepted__then_it_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        var bob = stranger.signUp("Bob Moses");
        var token = Team.token(Team.invite(olga, Api.newEmail(), "editor"));

        var answer = Team.accept(bob, token);

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.code()).isEqualTo("invite.email_mismatch");
        assertThat(bob.in(olga.workspaceId()).get("").status()).isEqualTo(404);
    }

    @Test
    @Tag("tenancy-27")
    void given_an_accepted_invitation__when_it_is_accepted_again__then_only_its_owner_may() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var token = Team.token(Team.invite(olga, mia.email(), "viewer"));
        var first = Team.accept(mia, token);

        var again = Team.accept(mia, token);
        var other = Team.accept(stranger.signUp("Bob Moses"), token);
        var look = stranger.get("/api/v1/invites/" + token);

        assertThat(again.status()).isEqualTo(200);
        assertThat(again.text("/membership_id")).isEqualTo(first.text("/membership_id"));
        assertThat(other.status()).isEqualTo(410);
        assertThat(other.code()).isEqualTo("invite.used");
        assertThat(look.code()).isEqualTo("invite.used");
        assertThat(members(olga, "active")).hasSize(2);
    }

    @Test
    @Tag("tenancy-27")
    void given_one_link__when_a_person_follows_it_twice_at_once__then_one_membership_comes_of_it() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var token = Team.token(Team.invite(olga, mia.email(), "viewer"));

        var answers = Team.together(() -> Team.accept(mia, token), () -> Team.accept(mia, token));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(answers.stream().map(each -> each.text("/membership_id")).distinct()).hasSize(1);
    }

    @Test
    @Tag("tenancy-28")
    void given_a_week_and_a_minute__when_the_link_is_used__then_it_is_over_until_sent_again() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var invited = Team.invite(olga, mia.email(), "editor");
        var old = Team.token(invited);
        letPass(olga, "8 days");

        var late = Team.accept(mia, old);
        var resent = olga.post("/invites/" + invited.text("/id") + "/resend");
        var withOld = Team.accept(mia, old);
        var withNew = Team.accept(mia, Team.token(resent));

        assertThat(late.status()).isEqualTo(410);
        assertThat(late.code()).isEqualTo("invite.expired");
        assertThat(resent.status()).as(resent.raw().body()).isEqualTo(200);
        assertThat(withOld.code()).isEqualTo("invite.not_found");
        assertThat(withNew.status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-28")
    void given_invitations_that_ran_out__when_the_sweep_has_run__then_they_are_marked_and_free() {
        var olga = stranger.signUp("Olga Owner");
        var email = Api.newEmail();
        var invited = Team.invite(olga, email, "editor");
        letPass(olga, "8 days");

        sweep.invites();

        assertThat(status(invited)).isEqualTo("expired");
        assertThat(stranger.get("/api/v1/invites/" + Team.token(invited)).code())
                .isEqualTo("invite.expired");
        assertThat(Team.invite(olga, email, "viewer").text("/status")).isEqualTo("pending");
        var inTheWay = olga.post("/invites/" + invited.text("/id") + "/resend");
        assertThat(inTheWay.code()).isEqualTo("invite.already_pending");
    }

    @Test
    void given_an_invitation__when_it_is_sent_too_often__then_it_waits() {
        var olga = stranger.signUp("Olga Owner");
        var invited = Team.invite(olga, Api.newEmail(), "editor");
        var path = "/invites/" + invited.text("/id") + "/resend";

        var tooSoon = olga.post(path);

        assertThat(tooSoon.status()).isEqualTo(429);
        assertThat(tooSoon.code()).isEqualTo("invite.resend_limit");
        assertThat(tooSoon.header("Retry-After")).isPresent();
        for (var i = 0; i < 5; i++) {
            letPass(olga, "6 minutes");
            assertThat(olga.post(path).status()).isEqualTo(200);
        }
        letPass(olga, "6 minutes");
        assertThat(olga.post(path).code()).isEqualTo("invite.resend_limit");
    }

    @Test
    @Tag("tenancy-29")
    void given_an_invitation_taken_back__when_its_link_is_used__then_it_says_so() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var invited = Team.invite(olga, mia.email(), "editor");

        var revoked = olga.delete("/invites/" + invited.text("/id"));
        var answer = Team.accept(mia, Team.token(invited));

        assertThat(revoked.status()).isEqualTo(204);
        assertThat(answer.status()).isEqualTo(410);
        assertThat(answer.code()).isEqualTo("invite.revoked");
        assertThat(olga.delete("/invites/" + invited.text("/id")).code())
                .isEqualTo("invite.not_pending");
        assertThat(olga.delete("/invites/" + UUID.randomUUID()).code())
                .isEqualTo("invite.not_found");
        assertThat(overheard.actions(olga.userId())).contains("member.invite_revoked");
    }

    @Test
    @Tag("tenancy-29")
    void given_accepting_and_taking_back_at_once__when_both_have_ended__then_one_has_won() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var invited = Team.invite(olga, mia.email(), "editor");
        var token = Team.token(invited);

        var answers =
                Team.together(
                        () -> Team.accept(mia, token),
                        () -> olga.delete("/invites/" + invited.text("/id")));

        var statuses = answers.stream().map(Api.Answer::status).toList();
        assertThat(statuses).isIn(List.of(200, 409), List.of(410, 204));
        assertThat(status(invited)).isEqualTo(statuses.getFirst() == 200 ? "active" : "revoked");
    }

    @Test
    void given_an_invitation__when_its_holder_declines__then_nobody_can_use_it() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var token = Team.token(Team.invite(olga, mia.email(), "editor"));

        assertThat(stranger.post("/api/v1/invites/" + token + "/decline").status()).isEqualTo(204);
        assertThat(Team.accept(mia, token).code()).isEqualTo("invite.revoked");
    }

    @Test
    @Tag("tenancy-30")
    void given_impossible_invitations__when_they_are_sent__then_each_is_refused_for_its_reason() {
        var olga = stranger.signUp("Olga Owner");
        var email = Api.newEmail();
        var mia = Team.join(olga, "Mia Member", "editor");
        Team.invite(olga, email, null);

        assertThat(invite(olga, Api.newEmail(), "owner").code())
                .isEqualTo("member.owner_not_assignable");
        assertThat(invite(olga, Api.newEmail(), "boss").code()).isEqualTo("role.unknown");
        assertThat(invite(olga, mia.email(), "viewer").code()).isEqualTo("invite.already_member");
        assertThat(invite(olga, email.toUpperCase(Locale.ROOT), "viewer").code())
                .isEqualTo("invite.already_pending");
        assertThat(invite(olga, "no address", "viewer").code()).isEqualTo("validation_failed");
        assertThat(olga.post("/invites", Map.of()).code()).isEqualTo("validation_failed");
        Team.limit(database, olga, "max_users", 3);
        var over = invite(olga, Api.newEmail(), "viewer");
        assertThat(over.status()).isEqualTo(402);
        assertThat(over.code()).isEqualTo("plan.user_limit");
    }

    @Test
    void given_several_addresses__when_one_is_refused__then_the_others_are_invited() {
        var olga = stranger.signUp("Olga Owner");

        var sent =
                olga.post(
                        "/invites",
                        Map.of(
                                "invites",
                                List.of(
                                        Map.of("email", Api.newEmail(), "role", "viewer"),
                                        Map.of("email", olga.email()),
                                        Map.of("email", Api.newEmail()))));

        assertThat(sent.status()).isEqualTo(200);
        assertThat(sent.at("/results").valueStream().map(each -> each.path("status").asString()))
                .containsExactly("invited", "refused", "invited");
        assertThat(sent.text("/results/1/code")).isEqualTo("invite.already_member");
        assertThat(sent.text("/results/2/invite/role")).isEqualTo("editor");
        var newest = olga.get("/invites?limit=1");
        assertThat(newest.text("/items/0/email")).isEqualTo(sent.text("/results/2/email"));
        assertThat(olga.get("/invites?cursor=" + newest.text("/next_cursor")).at("/items"))
                .hasSize(1);
    }

    @Test
    @Tag("tenancy-30")
    void given_one_free_place__when_two_accept_at_once__then_one_comes_in() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        var ned = stranger.signUp("Ned Newcomer");
        var forMia = Team.token(Team.invite(olga, mia.email(), "viewer"));
        var forNed = Team.token(Team.invite(olga, ned.email(), "viewer"));
        Team.limit(database, olga, "max_users", 2);

        var answers = Team.together(() -> Team.accept(mia, forMia), () -> Team.accept(ned, forNed));

        assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(200, 402);
    }

    @Test
    @Tag("tenancy-31")
    void given_an_invitation__when_somebody_registers_with_it__then_they_join_and_own_nothing() {
        var olga = stranger.signUp("Olga Owner");
        var email = Api.newEmail();
        var token = Team.token(Team.invite(olga, email, "editor"));

        var wrong = register(Api.newEmail(), token);
        var unknown = register(Api.newEmail(), "no such token");
        var right = register(email, token);

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.code()).isEqualTo("invite.invalid");
        assertThat(unknown.code()).isEqualTo("invite.invalid");
        assertThat(right.status()).as(right.raw().body()).isEqualTo(201);
        assertThat(right.at("/workspaces")).hasSize(1);
        assertThat(right.text("/workspaces/0/workspace_id"))
                .isEqualTo(olga.workspaceId().toString());
        assertThat(right.text("/user/default_workspace_id"))
                .isEqualTo(olga.workspaceId().toString());
        assertThat(right.at("/user/email_verified").asBoolean()).isFalse();
        var ned = stranger.as(right, email, olga.workspaceId());
        assertThat(ned.get("/api/v1/accounts").at("/items")).isEmpty();
    }

    @Test
    void
            given_a_verified_address__when_invitations_wait_for_it__then_they_are_listed_and_accepted() {
        var olga = stranger.signUp("Olga Owner");
        var mia = stranger.signUp("Mia Member");
        Team.invite(olga, mia.email(), "viewer");

        assertThat(mia.get("/api/v1/invites/mine").at("/items")).isEmpty();
        assertThat(mia.get("/api/v1/auth/me").at("/pending_invites").asInt()).isZero();
        Maintenance.update(
                database,
                "update core.users set email_verified_at = now() where id = ?",
                mia.userId());
        var mine = mia.get("/api/v1/invites/mine");

        assertThat(mine.text("/items/0/workspace_name")).isEqualTo("Olga Owner's workspace");
        assertThat(mine.text("/items/0/inviter_name")).isEqualTo("Olga Owner");
        assertThat(mia.get("/api/v1/auth/me").at("/pending_invites").asInt()).isEqualTo(1);
        var path = "/api/v1/invites/mine/" + mine.text("/items/0/id") + "/accept";
        assertThat(stranger.signUp("Bob Moses").post(path).code()).isEqualTo("invite.not_found");
        assertThat(mia.post(path).text("/workspace/role")).isEqualTo("viewer");
        assertThat(stranger.get("/api/v1/invites/mine").status()).isEqualTo(401);
    }

    private Api.Answer invite(Api owner, String email, String role) {
        return owner.post("/invites", Map.of("email", email, "role", role));
    }

    private Api.Answer register(String email, String token) {
        return stranger.post(
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
    }

    private List<JsonNode> members(Api owner, String status) {
        return owner.get("/members?status=" + status).at("/items").valueStream().toList();
    }

    private String status(Api.Answer invited) {
        return Maintenance.call(
                database,
                rows ->
                        rows.sql("select status from app.workspace_memberships where id = ?")
                                .param(UUID.fromString(invited.text("/id")))
                                .query(String.class)
                                .single());
    }

    /** Moves the times of a workspace's invitations back, as waiting would. */
    private void letPass(Api owner, String time) {
        Maintenance.update(
                database,
                """
                update app.workspace_memberships
                   set invite_sent_at = invite_sent_at - cast(? as interval),
                       invite_expires_at = invite_expires_at - cast(? as interval)
                 where workspace_id = ? and status in ('pending', 'expired')
                """,
                time,
                time,
                owner.workspaceId());
    }
}
