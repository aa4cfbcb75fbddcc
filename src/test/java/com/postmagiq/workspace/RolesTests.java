package com.postmagiq.workspace;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Overheard;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class RolesTests {
    private static final String[] EDITOR =
            Arrays.stream(Scope.values())
                    .filter(scope -> RoleMatrix.allows(Role.EDITOR, scope))
                    .map(Scope::code)
                    .toArray(String[]::new);

    private final Overheard overheard;
    private final Api stranger;

    RolesTests(Overheard overheard, @LocalServerPort int port) {
        this.overheard = overheard;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-41")
    void given_the_built_in_roles__when_they_are_listed__then_their_rights_equal_the_matrix() {
        var olga = stranger.signUp("Olga Owner");

        var roles = olga.get("/roles");

        assertThat(roles.at("/items")).hasSize(4);
        for (var shown : roles.at("/items")) {
            var role = Role.named(shown.path("slug").asString());
            assertThat(shown.path("scopes").valueStream().map(JsonNode::asString))
                    .containsExactlyInAnyOrderElementsOf(
                            Arrays.stream(Scope.values())
                                    .filter(scope -> RoleMatrix.allows(role, scope))
                                    .map(Scope::code)
                                    .toList());
        }
        assertThat(roles.at("/items/0/member_count").asInt()).isEqualTo(1);
    }

    @Test
    @Tag("tenancy-73")
    void given_a_role_of_ones_own__when_a_member_has_it__then_they_may_that_and_nothing_else() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");
        var before = scopes(mia);
        var id = publisher(olga);

        var changed = give(olga, mia, id);

        assertThat(changed.text("/custom_role")).isEqualTo("Publisher");
        assertThat(changed.text("/role")).isEqualTo("editor");
        assertThat(scopes(mia))
                .containsAll(before)
                .contains("content:publish")
                .hasSize(before.size() + 1);
        assertThat(mia.get("/api/v1/auth/me").text("/memberships/1/custom_role"))
                .isEqualTo("Publisher");
        olga.patch(
                "/roles/" + id,
                Map.of("name", "Publisher", "base_role", "viewer", "scopes", List.of("team:read")));
        assertThat(scopes(mia)).containsExactly("team:read");
        assertThat(mia.get("/posts").code()).isEqualTo("scope_missing");
        assertThat(mia.get("").text("/role")).isEqualTo("viewer");
        assertThat(overheard.actions(olga.userId())).contains("role.created", "role.changed");
        assertThat(olga.patch("/members/" + Team.membershipOf(mia), Map.of("role", "editor")))
                .satisfies(back -> assertThat(back.body().has("custom_role")).isFalse());
    }

    @Test
    @Tag("tenancy-73")
    void given_rights_somebody_lacks__when_they_put_them_into_a_role__then_it_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        var ursel = Team.join(olga, "Ursel Users", "editor");
        var users = Team.role(olga, "Team lead", "editor", "team:read", "workspace:users");
        give(olga, ursel, users);

        var more = make(ursel, "Spy", "editor", "audit:read");
        var owners = make(olga, "Second owner", "admin", "workspace:delete");
        var unknown = make(olga, "Wizard", "admin", "magic:do");

        assertThat(more.status()).isEqualTo(403);
        assertThat(more.code()).isEqualTo("member.cannot_grant");
        assertThat(owners.status()).isEqualTo(422);
        assertThat(owners.code()).isEqualTo("scope_not_grantable");
        assertThat(unknown.code()).isEqualTo("scope_unknown");
        assertThat(make(olga, "Boss", "owner", "team:read").code()).isEqualTo("role.unknown");
        assertThat(ursel.post("/invites", Map.of("email", Api.newEmail(), "role", "admin")).code())
                .isEqualTo("member.cannot_grant");
        assertThat(ursel.get("/roles/scopes").at("/items").valueStream())
                .filteredOn(scope -> scope.path("grantable").asBoolean())
                .extracting(scope -> scope.path("scope").asString())
                .containsExactlyInAnyOrder("team:read", "workspace:users");
    }

    @Test
    @Tag("tenancy-73")
    void given_a_role_in_use__when_it_is_deleted__then_its_members_get_another_or_it_stays() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "editor");
        var id = publisher(olga);
        give(olga, mia, id);

        var inUse = olga.delete("/roles/" + id);
        var toItself = olga.delete("/roles/" + id + "?move_to=" + id);
        var toNothing = olga.delete("/roles/" + id + "?move_to=nothing");
        var moved = olga.delete("/roles/" + id + "?move_to=viewer");

        assertThat(inUse.status()).isEqualTo(409);
        assertThat(inUse.code()).isEqualTo("role.in_use");
        assertThat(inUse.at("/count").asInt()).isEqualTo(1);
        assertThat(toItself.code()).isEqualTo("role.unknown");
        assertThat(toNothing.code()).isEqualTo("role.unknown");
        assertThat(moved.status()).as(moved.raw().body()).isEqualTo(204);
        assertThat(mia.get("").text("/role")).isEqualTo("viewer");
        assertThat(olga.delete("/roles/" + id).code()).isEqualTo("role.not_found");
        assertThat(overheard.actions(olga.userId())).contains("role.deleted");
    }

    @Test
    @Tag("tenancy-73")
    void given_a_role_given_and_deleted_at_once__when_both_have_ended__then_one_has_won() {
        var olga = stranger.signUp("Olga Owner");
        var mia = Team.join(olga, "Mia Member", "viewer");
        var id = publisher(olga);
        var membership = Team.membershipOf(mia);

        var answers =
                Team.together(
                        () -> olga.patch("/members/" + membership, Map.of("custom_role_id", id)),
                        () -> olga.delete("/roles/" + id));

        var statuses = answers.stream().map(Api.Answer::status).toList();
        assertThat(statuses).isIn(List.of(200, 409), List.of(422, 204));
        assertThat(mia.get("").status()).isEqualTo(200);
    }

    @Test
    void given_roles__when_names_repeat_or_there_are_too_many__then_it_is_refused() {
        var olga = stranger.signUp("Olga Owner");
        publisher(olga);

        assertThat(make(olga, "publisher", "editor", "team:read").code())
                .isEqualTo("role.name_taken");
        assertThat(olga.delete("/roles/editor").code()).isEqualTo("role.built_in");
        assertThat(olga.delete("/roles/" + UUID.randomUUID()).code()).isEqualTo("role.not_found");
        for (var i = 0; i < 19; i++) {
            Team.role(olga, "Role " + i, "viewer", "team:read");
        }
        assertThat(make(olga, "One more", "viewer", "team:read").code()).isEqualTo("role.limit");
    }

    private static String publisher(Api owner) {
        var scopes = Arrays.copyOf(EDITOR, EDITOR.length + 1);
        scopes[EDITOR.length] = "content:publish";
        return Team.role(owner, "Publisher", "editor", scopes);
    }

    private static Api.Answer make(Api person, String name, String base, String scope) {
        return person.post(
                "/roles", Map.of("name", name, "base_role", base, "scopes", List.of(scope)));
    }

    private static Api.Answer give(Api owner, Api member, @Nullable String customRole) {
        var body = new LinkedHashMap<String, Object>();
        body.put("custom_role_id", customRole);
        var changed = owner.patch("/members/" + Team.membershipOf(member), body);
        assertThat(changed.status()).as(changed.raw().body()).isEqualTo(200);
        return changed;
    }

    private static List<String> scopes(Api person) {
        return person.get("/permissions")
                .at("/scopes")
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
