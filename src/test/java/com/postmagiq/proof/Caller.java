package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.Team;
import java.util.List;
import java.util.Map;

/**
 * Somebody who tries what they must not, named by their role in their own workspace.
 *
 * @param role a built-in one, {@code custom role}, {@code api key} for a program, or {@code
 *     stranger} for somebody of neither workspace
 */
record Caller(String role, Api person) {
    private static final String KEY = "api key";

    /**
     * One member of each built-in role, one with a role of the workspace's own, and a program with
     * every right that a key can hold.
     */
    static List<Caller> inEveryRole(Api owner) {
        return List.of(
                new Caller("owner", owner),
                new Caller("admin", Team.join(owner, "Abe Admin", "admin")),
                new Caller("editor", Team.join(owner, "Edda Editor", "editor")),
                new Caller("viewer", Team.join(owner, "Vic Viewer", "viewer")),
                new Caller("custom role", withRoleOfTheirOwn(owner)),
                new Caller(KEY, Keys.programForAll(owner)));
    }

    /**
     * A right is looked at before what the request names; the owner lacks none. What belongs to
     * people is closed to programs before that.
     */
    boolean lacksTheRight(Api.Answer answer) {
        return switch (answer.code()) {
            case "scope_missing" -> !role.equals("owner") && answer.status() == 403;
            case "auth.token_type" -> role.equals(KEY) && answer.status() == 401;
            case "auth.reauthentication_required", "approval.human_required" ->
                    role.equals(KEY) && answer.status() == 403;
            default -> false;
        };
    }

    /** An editor who may also delete, publish and look after the settings. */
    private static Api withRoleOfTheirOwn(Api owner) {
        var role =
                Team.role(
                        owner,
                        "Publisher",
                        "editor",
                        "content:read",
                        "content:write",
                        "content:delete",
                        "content:publish",
                        "workflow:read",
                        "workflow:execute",
                        "workspace:settings");
        var person = Team.join(owner, "Cora Custom", "editor");
        var given =
                owner.patch(
                        "/members/" + Team.membershipOf(person), Map.of("custom_role_id", role));
        assertThat(given.status()).as(given.raw().body()).isEqualTo(200);
        return person;
    }

    @Override
    public String toString() {
        return role;
    }
}
