package com.postmagiq.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Leaving for good, and coming back in time. */
@PostmagiqTest
class ErasureTests {
    private static final String ME = "/api/v1/users/me";

    private final Database database;
    private final ErasureTask task;
    private final Mailbox mailbox;
    private final Api stranger;

    ErasureTests(Database database, ErasureTask task, @LocalServerPort int port) {
        this.database = database;
        this.task = task;
        this.mailbox = Mailbox.at(port);
        this.stranger = Api.at(port);
        // The first person ever operates the installation, and the last operator cannot leave.
        stranger.signUp("Olga Operator");
    }

    @Test
    @Tag("tenancy-55")
    void given_a_wrong_password_or_word__when_erasure_is_asked_for__then_nothing_happens() {
        var ada = stranger.signUp("Ada Lovelace");

        var wrong = ada.send("DELETE", ME, Map.of("password", "not the one", "confirm", "DELETE"));
        assertThat(wrong.status()).isEqualTo(401);
        var unsaid = ada.send("DELETE", ME, Map.of("password", Api.PASSWORD, "confirm", "delete"));
        assertThat(unsaid.status()).isEqualTo(422);
        assertThat(ada.get("").status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-55")
    void given_an_owner_of_a_shared_workspace__when_none_succeeds__then_the_list_says_who_could() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");

        var refused = erase(ada, Map.of());

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("privacy.owner_of_workspaces");
        assertThat(refused.text("/workspaces/0/workspace_id"))
                .isEqualTo(ada.workspaceId().toString());
        assertThat(refused.text("/workspaces/0/members/0/membership_id"))
                .isEqualTo(Team.membershipOf(mia));
        assertThat(ada.get(ME + "/owned-workspaces").text("/items/0/members/0/full_name"))
                .isEqualTo("Mia Member");
        assertThat(ada.get("").text("/role")).isEqualTo("owner");
    }

    @Test
    @Tag("tenancy-56")
    void given_a_successor__when_erased__then_nothing_names_the_person_and_the_address_is_free() {
        var ada = stranger.signUp("Ada Lovelace");
        var mia = Team.join(ada, "Mia Member", "editor");
        var run = Storyteller.offline(ada);
        run.approveToTheEnd();

        var asked = erase(ada, successor(ada, mia));

        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(202);
        assertThat(ada.get("").status()).isEqualTo(401);
        var login = Map.of("email", ada.email(), "password", Api.PASSWORD);
        assertThat(stranger.post("/api/v1/auth/login", login).code())
                .isEqualTo("auth.user_inactive");
        assertThat(mia.get("").text("/role")).isEqualTo("owner");

        overdue(ada);
        task.eraseDue();

        var row =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                "select email, full_name, is_active from core.users where id = ?")
                                        .param(ada.userId())
                                        .query()
                                        .singleRow());
        assertThat(row)
                .containsEntry("email", "erased-%s@invalid".formatted(ada.userId()))
                .containsEntry("full_name", "Deleted user")
                .containsEntry("is_active", false);
        assertThat(stranger.post("/api/v1/auth/login", login).status()).isEqualTo(401);
        assertThat(mia.get("/workflow-runs/" + run.runId()).status()).isEqualTo(200);
        assertThat(mia.get("/audit-logs?actor_id=" + ada.userId()).text("/items/0/actor/name"))
                .isEqualTo("Deleted user");
        assertThat(stranger.signUp("Another Ada", ada.email()).userId()).isNotEqualTo(ada.userId());
        var proofs =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select count(*) from core.erasures
                                                 where user_id_hash = sha256(convert_to(?, 'UTF8')) and erased_at is not null
                                                """)
                                        .param(ada.userId().toString())
                                        .query(Integer.class)
                                        .single());
        assertThat(proofs).isEqualTo(1);
    }

    @Test
    @Tag("tenancy-57")
    void given_a_changed_mind__when_the_mailed_link_is_followed__then_signing_in_works_again() {
        var ada = stranger.signUp("Ada Lovelace");
        erase(ada, Map.of());
        var token = mailbox.token(ada.email(), "erasure_requested");

        assertThat(stranger.post(ME + "/cancel-erasure", Map.of("token", token)).status())
                .isEqualTo(204);
        assertThat(stranger.post(ME + "/cancel-erasure", Map.of("token", token)).code())
                .isEqualTo("auth.link_invalid");

        var back = ada.signIn();
        assertThat(back.get(ME + "/privacy").body().has("pending_erasure_at")).isFalse();
        overdue(ada);
        task.eraseDue();
        assertThat(ada.signIn().get("/api/v1/auth/me").text("/user/email")).isEqualTo(ada.email());
    }

    @Test
    void given_the_last_operator__when_they_want_to_leave__then_somebody_else_must_operate_first() {
        var otto = Maintenance.operator(database, stranger.signUp("Otto Operator"));
        Maintenance.update(
                database,
                "update core.users set is_superuser = false where id <> ?",
                otto.userId());

        assertThat(erase(otto, Map.of()).code()).isEqualTo("admin.last_operator");
        assertThat(otto.get("").text("/role")).isEqualTo("owner");
    }

    private static Map<String, String> successor(Api owner, Api next) {
        return Map.of(owner.workspaceId().toString(), Team.membershipOf(next));
    }

    private static Api.Answer erase(Api person, Map<String, String> successor) {
        var body = new HashMap<String, Object>();
        body.put("password", Api.PASSWORD);
        body.put("confirm", "DELETE");
        body.put("successor", successor);
        return person.send("DELETE", ME, body);
    }

    private void overdue(Api person) {
        Maintenance.update(
                database,
                "update core.users set erase_after = now() - interval '1 minute' where id = ? and erase_after is not null",
                person.userId());
    }
}
