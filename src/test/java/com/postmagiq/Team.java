package com.postmagiq;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.kernel.database.Database;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** People coming together: invitations as a test sends and follows them. */
public final class Team {
    private Team() {}

    /** Invites an address and hands back the answer, which must be a yes. */
    public static Api.Answer invite(Api owner, String email, @Nullable String role) {
        var body = new LinkedHashMap<String, Object>(Map.of("email", email));
        if (role != null) {
            body.put("role", role);
        }
        var invited = owner.post("/invites", body);
        assertThat(invited.status()).as(invited.raw().body()).isEqualTo(201);
        return invited;
    }

    /** The secret of an invitation's link, which is shown where no mail is sent. */
    public static String token(Api.Answer invited) {
        var url = invited.text("/invite_url");
        return url.substring(url.indexOf("token=") + "token=".length());
    }

    public static Api.Answer accept(Api person, String token) {
        return person.post("/api/v1/invites/" + token + "/accept", Map.of());
    }

    /** Somebody new who comes by an invitation, working in that workspace. */
    public static Api join(Api owner, String name, String role) {
        var person = owner.stranger().signUp(name);
        var accepted = accept(person, token(invite(owner, person.email(), role)));
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(200);
        return person.in(owner.workspaceId());
    }

    /** The id of somebody's membership in the workspace they work in. */
    public static String membershipOf(Api person) {
        return person.get("").text("/membership_id");
    }

    /** A role of the workspace's own. */
    public static String role(Api owner, String name, String base, String... scopes) {
        var made =
                owner.post(
                        "/roles",
                        Map.of("name", name, "base_role", base, "scopes", List.of(scopes)));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.text("/id");
    }

    /** Gives the account of somebody's workspace limits. */
    public static void limit(Database database, Api owner, String column, int limit) {
        Maintenance.update(
                database,
                "update app.accounts set %s = ? where id = (select account_id from app.workspaces where id = ?)"
                        .formatted(column),
                limit,
                owner.workspaceId());
    }

    /** Does several things at the same moment; the answers in the order of the things. */
    @SafeVarargs
    @SuppressWarnings("varargs") // the array is only read
    public static List<Api.Answer> together(Callable<Api.Answer>... deeds) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return new ArrayList<>(
                    threads.invokeAll(List.of(deeds)).stream().map(Future::resultNow).toList());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
