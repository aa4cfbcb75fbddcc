package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class TenantAccessTests {
    private final Database database;
    private final Workspaces workspaces;
    private final Api stranger;

    TenantAccessTests(Database database, Workspaces workspaces, @LocalServerPort int port) {
        this.database = database;
        this.workspaces = workspaces;
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_member__when_the_workspace_is_opened__then_its_name_and_role_are_shown() {
        var ada = stranger.signUp("Ada Lovelace");

        var workspace = ada.get("");

        assertThat(workspace.status()).isEqualTo(200);
        assertThat(workspace.text("/id")).isEqualTo(ada.workspaceId().toString());
        assertThat(workspace.text("/name")).isEqualTo("Ada Lovelace's workspace");
        assertThat(workspace.text("/slug")).startsWith("ada-lovelace-s-workspace");
        assertThat(workspace.text("/role")).isEqualTo("owner");
    }

    @Test
    @Tag("tenancy-19")
    void given_a_foreign_an_unknown_and_no_id__when_they_are_asked_for__then_one_answer_comes() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var answers = new ArrayList<Api.Answer>();
        for (var id :
                new String[] {
                    ada.workspaceId().toString(), UUID.randomUUID().toString(), "river-trust", "1"
                }) {
            for (var path : new String[] {"", "/permissions", "/no-such-thing"}) {
                answers.add(bob.get("/api/v1/w/" + id + path));
            }
            answers.add(bob.post("/api/v1/w/" + id + "/permissions"));
        }

        assertThat(answers).extracting(Api.Answer::status).containsOnly(404);
        assertThat(answers).extracting(Api.Answer::code).containsOnly("workspace.not_found");
        assertThat(answers.stream().map(Api.Answer::bodyWithoutRequestId).distinct()).hasSize(1);
    }

    @Test
    @Tag("tenancy-24")
    void given_a_workspace_in_a_header__when_it_differs__then_the_path_decides_with_a_warning() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");

        var asked = bob.with("X-Workspace-ID", ada.workspaceId().toString()).get("");

        assertThat(asked.text("/id")).isEqualTo(bob.workspaceId().toString());
        assertThat(asked.header("Warning")).contains("299 - \"X-Workspace-ID is ignored\"");
        assertThat(bob.get("").header("Warning")).isEmpty();
    }

    @Test
    @Tag("tenancy-6")
    void given_no_or_a_wrong_token__when_a_workspace_is_asked_for__then_signing_in_is_asked_for() {
        var ada = stranger.signUp("Ada Lovelace");

        var without = ada.withToken("").get("");
        var refresh = ada.withToken(ada.refreshToken()).get("");
        var rubbish = ada.withToken("rubbish").get("");

        assertThat(without.status()).isEqualTo(401);
        assertThat(without.code()).isEqualTo("unauthenticated");
        assertThat(without.header("WWW-Authenticate")).contains("Bearer");
        assertThat(without.header("Content-Type")).contains("application/problem+json");
        assertThat(refresh.code()).isEqualTo("auth.token_type");
        assertThat(rubbish.code()).isEqualTo("auth.token_invalid");
        assertThat(rubbish.header("WWW-Authenticate").orElseThrow()).startsWith("Bearer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/event-stream", "text/html", "image/png"})
    void given_a_client_that_wants_something_else__when_refused__then_it_still_gets_the_reason(
            String accepted) {
        var ada = stranger.signUp("Ada Lovelace").with("Accept", accepted);

        assertThat(ada.withToken("").get("").code()).isEqualTo("unauthenticated");
        assertThat(ada.in(UUID.randomUUID()).get("").code()).isEqualTo("workspace.not_found");
    }

    @ParameterizedTest
    @EnumSource(Role.class)
    @Tag("tenancy-41")
    void given_a_role__when_permissions_are_asked_for__then_they_equal_the_matrix(Role role) {
        var member = member(role);

        var permissions = member.get("/permissions");

        assertThat(permissions.text("/role")).isEqualTo(role.code());
        assertThat(permissions.at("/scopes").valueStream().map(JsonNode::asString))
                .containsExactlyElementsOf(
                        Arrays.stream(Scope.values())
                                .filter(scope -> RoleMatrix.allows(role, scope))
                                .map(Scope::code)
                                .toList());
    }

    @Test
    @Tag("tenancy-38")
    void given_a_member_who_is_removed__when_a_second_has_passed__then_the_workspace_is_gone() {
        var editor = member(Role.EDITOR);
        assertThat(editor.get("").status()).isEqualTo(200);

        Maintenance.update(
                database,
                """
                update app.workspace_memberships set status = 'removed', removed_at = now()
                 where workspace_id = ? and user_id = ?
                """,
                editor.workspaceId(),
                editor.userId());

        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () -> assertThat(editor.get("").code()).isEqualTo("workspace.not_found"));
        assertThat(editor.get("/api/v1/auth/me").at("/memberships")).hasSize(1);
    }

    @Test
    void given_a_deleted_workspace__when_its_owner_asks__then_it_is_gone_everywhere() {
        var ada = stranger.signUp("Ada Lovelace");
        Maintenance.update(
                database,
                "update app.workspaces set status = 'deleted', deleted_at = now() where id = ?",
                ada.workspaceId());

        assertThat(ada.get("").code()).isEqualTo("workspace.not_found");
        assertThat(ada.get("/api/v1/auth/me").at("/memberships")).isEmpty();
        assertThat(workspaces.actorOf(ada.userId(), ada.workspaceId())).isEmpty();
    }

    @Test
    void
            given_a_stream_that_outlives_its_request__when_access_is_looked_at_again__then_it_is_told() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var actor = workspaces.actorOf(ada.userId(), ada.workspaceId()).orElseThrow();

        assertThat(actor.role()).isEqualTo(Role.OWNER);
        assertThat(actor.may(Scope.WORKSPACE_DELETE)).isTrue();
        assertThat(workspaces.refreshed(actor)).contains(actor);
        assertThat(workspaces.actorOf(bob.userId(), ada.workspaceId())).isEmpty();
    }

    @Test
    void given_a_slug__when_a_member_and_a_stranger_look_it_up__then_only_the_member_finds_it() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var slug = ada.get("").text("/slug");

        assertThat(workspaces.bySlug(ada.userId(), slug))
                .hasValueSatisfying(
                        actor -> assertThat(actor.workspaceId()).isEqualTo(ada.workspaceId()));
        assertThat(workspaces.bySlug(bob.userId(), slug)).isEmpty();
        assertThat(workspaces.bySlug(ada.userId(), "no-such-slug")).isEmpty();
    }

    private Api member(Role role) {
        var owner = stranger.signUp("Olga Owner");
        return role == Role.OWNER
                ? owner
                : Maintenance.join(
                        database, stranger.signUp("Mia Member"), owner.workspaceId(), role.code());
    }
}
