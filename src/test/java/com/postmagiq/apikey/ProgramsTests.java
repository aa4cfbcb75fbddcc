package com.postmagiq.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What programs with a key may do, and when they may no longer. */
@PostmagiqTest
class ProgramsTests {
    private final Database database;
    private final KeyUse use;
    private final Api stranger;
    private final Mailbox mailbox;

    ProgramsTests(Database database, KeyUse use, @LocalServerPort int port) {
        this.database = database;
        this.use = use;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("workflow-44")
    void given_a_key_for_reading__when_its_program_writes__then_it_is_refused_and_that_is_noted() {
        var ada = stranger.signUp("Ada Lovelace");
        var program = Keys.program(ada, "content:read", "workflow:read");

        var refused = program.post("/posts", Map.of("content", "From a program."));

        assertThat(program.get("/posts").status()).isEqualTo(200);
        assertThat(program.get("/workflow-runs").status()).isEqualTo(200);
        assertThat(program.get("/permissions").at("/scopes").toString())
                .isEqualTo("[\"content:read\",\"workflow:read\"]");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("scope_missing");
        assertThat(refused.text("/required/0")).isEqualTo("content:write");
        assertThat(refused.text("/detail")).contains("This key");
        var noted = ada.get("/audit-logs?action=access.denied").at("/items/0");
        assertThat(noted.at("/actor/type").asString()).isEqualTo("api_key");
        assertThat(noted.at("/actor/name").asString()).isEqualTo("Nightly job");
    }

    @Test
    void given_a_key_for_writing__when_its_program_makes_a_post__then_its_maker_is_the_author() {
        var ada = stranger.signUp("Ada Lovelace");
        var program = Keys.program(ada, "content:*");

        var post = program.post("/posts", Map.of("content", "From a program."));
        program.get("/posts");
        use.flush();

        assertThat(post.status()).as(post.raw().body()).isEqualTo(201);
        var entry = ada.get("/audit-logs?action=post.created").at("/items/0");
        assertThat(entry.at("/actor/type").asString()).isEqualTo("api_key");
        assertThat(entry.path("via").asString()).isEqualTo("api");
        var key = ada.get("/api-keys").at("/items/0");
        assertThat(key.path("total_requests").asInt()).isEqualTo(2);
        assertThat(key.path("last_used_ip").asString()).isEqualTo("127.0.0.1");
        assertThat(key.has("last_used_at")).isTrue();
    }

    @Test
    @Tag("workflow-44")
    void given_a_key__when_it_is_used_outside_of_its_workspace__then_there_is_nothing_for_it() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var program = Keys.programForAll(ada);

        assertThat(program.in(bob.workspaceId()).get("/posts").code())
                .isEqualTo("workspace.not_found");
        for (var path :
                new String[] {
                    "/api/v1/auth/me",
                    "/api/v1/users/me/privacy",
                    "/api/v1/workspaces",
                    "/api/v1/accounts",
                    "/api/v1/admin/overview",
                    "/calendar/feeds"
                }) {
            var refused = program.get(path);
            assertThat(refused.status()).as(path).isEqualTo(401);
            assertThat(refused.code()).as(path).isEqualTo("auth.token_type");
        }
        assertThat(program.post("/members/leave").code()).isEqualTo("auth.token_type");
        assertThat(
                        stranger.with("X-API-Key", program.accessToken())
                                .get("/api/v1/auth/config")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void
            given_the_header_for_keys__when_it_is_sent__then_it_counts_unless_another_sender_is_named() {
        var ada = stranger.signUp("Ada Lovelace");
        var key = Keys.program(ada, "content:read").accessToken();
        var header = ada.withToken("").with("X-API-Key", key);

        assertThat(header.get("/posts").status()).isEqualTo(200);
        assertThat(header.withToken(key).get("/posts").status()).isEqualTo(200);
        var both = header.withToken(ada.accessToken()).get("/posts");
        assertThat(both.status()).isEqualTo(400);
        assertThat(both.code()).isEqualTo("auth.ambiguous");
        assertThat(ada.withToken("").with("X-API-Key", ada.accessToken()).get("/posts").code())
                .isEqualTo("auth.api_key_invalid");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "qx_",
                "qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlP",
                "qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlO"
            })
    void given_a_key_that_is_none__when_it_is_sent__then_it_is_refused(String key) {
        var refused = stranger.signUp("Ada Lovelace").withToken(key).get("/posts");

        assertThat(refused.status()).isEqualTo(401);
        assertThat(refused.code()).isEqualTo("auth.api_key_invalid");
        assertThat(refused.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    }

    @Test
    void given_a_key_that_works__when_it_is_taken_back__then_it_is_dead_at_once() {
        var ada = stranger.signUp("Ada Lovelace");
        var program = Keys.program(ada, "content:read");
        assertThat(program.get("/posts").status()).isEqualTo(200);

        ada.delete("/api-keys/" + ada.get("/api-keys").text("/items/0/id"));

        assertThat(program.get("/posts").status()).isEqualTo(401);
        assertThat(program.get("/posts").code()).isEqualTo("auth.api_key_revoked");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "update app.api_keys set revoked_at = now() where id = ?",
                "update app.api_keys set expires_at = now() where id = ?",
                "update core.users set is_active = false where id = (select created_by_id from app.api_keys where id = ?)"
            })
    void given_a_key_that_ends_elsewhere__when_no_notice_arrives__then_a_second_is_enough(
            String elsewhere) {
        var ada = stranger.signUp("Ada Lovelace");
        var made = Keys.make(ada, "content:read");
        var program = ada.withToken(made.text("/key"));
        assertThat(program.get("/posts").status()).isEqualTo(200);

        Maintenance.update(database, elsewhere, UUID.fromString(made.text("/api_key/id")));

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(program.get("/posts").code())
                                        .isIn(
                                                "auth.api_key_revoked",
                                                "auth.api_key_expired",
                                                "auth.user_inactive"));
    }

    @Test
    @Tag("workflow-44")
    void given_a_maker_with_fewer_rights_than_before__then_their_keys_have_no_more() {
        var owner = stranger.signUp("Olga Owner");
        var abe = Team.join(owner, "Abe Admin", "admin");
        var program = Keys.program(abe, "content:read", "content:write");
        var member = "/members/" + Team.membershipOf(abe);

        owner.patch(member, Map.of("role", "viewer"));
        var asViewer = program.post("/posts", Map.of("content", "One."));
        owner.patch(member, Map.of("role", "admin"));
        var asAdmin = program.post("/posts", Map.of("content", "Two."));

        assertThat(asViewer.code()).isEqualTo("scope_missing");
        assertThat(asViewer.text("/role")).isEqualTo("viewer");
        assertThat(asAdmin.status()).isEqualTo(201);
    }

    @Test
    void
            given_a_maker_who_is_removed__then_their_key_goes_on_with_their_last_rights_and_the_owner_is_told() {
        var owner = stranger.signUp("Olga Owner");
        var abe = Team.join(owner, "Abe Admin", "admin");
        var program = Keys.program(abe, "content:read", "content:write");
        var useless = Keys.program(abe, "strategy:write");
        var member = "/members/" + Team.membershipOf(abe);
        owner.patch(member, Map.of("role", "viewer"));

        assertThat(owner.delete(member).status()).isEqualTo(204);

        assertThat(program.get("/posts").status()).isEqualTo(200);
        assertThat(program.post("/posts", Map.of("content", "One.")).code())
                .isEqualTo("scope_missing");
        assertThat(useless.get("/goals").code()).isEqualTo("auth.api_key_revoked");
        var kept = owner.get("/api-keys").at("/items/0");
        assertThat(kept.path("creator_removed").asBoolean()).isTrue();
        assertThat(kept.path("scopes").toString()).isEqualTo("[\"content:read\"]");
        mailbox.awaitSent(owner.email(), "api_key_notice", 1);
        assertThat(mailbox.newest(owner.email(), "api_key_notice").body().toString())
                .contains("Abe Admin");
    }

    @Test
    void
            given_a_deleted_workspace__when_it_is_brought_back__then_its_keys_wait_to_be_switched_on() {
        var ada = stranger.signUp("Ada Lovelace");
        var made = Keys.make(ada, "content:read");
        var program = ada.withToken(made.text("/key"));
        var name = ada.get("").text("/name");
        var path = "/api-keys/" + made.text("/api_key/id");

        assertThat(ada.send("DELETE", "", Map.of("confirm", name)).status()).isEqualTo(202);
        var gone = program.get("/posts");
        var back = ada.post("/api/v1/workspaces/" + ada.workspaceId() + "/restore");
        var off = program.get("/posts");
        var on = ada.patch(path, Map.of("enabled", true));

        assertThat(gone.status()).isIn(401, 404);
        assertThat(back.status()).as(back.raw().body()).isEqualTo(200);
        assertThat(off.code()).isEqualTo("auth.api_key_revoked");
        assertThat(on.text("/status")).isEqualTo("active");
        assertThat(program.get("/posts").status()).isEqualTo(200);
    }
}
