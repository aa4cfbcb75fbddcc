package com.postmagiq.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Keys;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Making keys, looking after them and taking them back. */
@PostmagiqTest
class ApiKeysTests {
    private final Database database;
    private final KeyExpiry expiry;
    private final Api stranger;
    private final Mailbox mailbox;

    ApiKeysTests(Database database, KeyExpiry expiry, @LocalServerPort int port) {
        this.database = database;
        this.expiry = expiry;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-65")
    void given_a_new_key__when_it_is_looked_for_afterwards__then_it_was_shown_once() {
        var ada = stranger.signUp("Ada Lovelace");

        var made = Keys.make(ada, "content:read", "workflow:read");
        var key = made.text("/key");
        var id = made.text("/api_key/id");
        assertThat(ada.withToken(key).get("/posts").status()).isEqualTo(200);

        assertThat(key).matches("qx_[0-9A-Za-z]{42}");
        assertThat(made.header("Cache-Control").orElseThrow()).contains("no-store");
        assertThat(ada.get("/api-keys/" + id).raw().body()).doesNotContain(key);
        var listed = ada.get("/api-keys").at("/items/0");
        assertThat(listed.path("prefix").asString()).isEqualTo(key.substring(0, 11));
        assertThat(listed.path("last_four").asString()).isEqualTo(key.substring(41));
        assertThat(listed.path("created_by_name").asString()).isEqualTo("Ada Lovelace");
        assertThat(listed.toString()).doesNotContain(key);
    }

    @Test
    @Tag("tenancy-70")
    void given_eleven_minutes_after_sign_in__when_a_key_is_made__then_a_proof_is_asked() {
        var before = stranger.signUp("Ada Lovelace");
        var id = Keys.make(before, "content:read").text("/api_key/id");
        var ada = before.signIn();
        Maintenance.update(
                database,
                "update core.active_sessions set authenticated_at = authenticated_at - interval '11 minutes' where user_id = ?",
                ada.userId());
        var wish = Map.of("name", "Job", "scopes", List.of("content:read"));

        var refused = ada.post("/api-keys", wish);
        var rotation = ada.post("/api-keys/" + id + "/rotate", Map.of());

        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.code()).isEqualTo("auth.reauthentication_required");
        assertThat(rotation.code()).isEqualTo("auth.reauthentication_required");
        assertThat(
                        ada.post(
                                        "/api-keys",
                                        Map.of(
                                                "name",
                                                "Job",
                                                "scopes",
                                                List.of("content:read"),
                                                "password",
                                                Api.PASSWORD))
                                .status())
                .isEqualTo(201);
        assertThat(ada.get("/api-keys").at("/items")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "billing:manage",
                "workspace:delete",
                "workspace:security",
                "workspace:users",
                "workspace:*",
                "api_keys:manage",
                "usage:admin",
                "approval:decide",
                "content:approve"
            })
    void given_a_right_that_stays_with_people__when_a_key_shall_have_it__then_not_even_by_the_owner(
            String scope) {
        var owner = stranger.signUp("Olga Owner");

        var refused = owner.post("/api-keys", Map.of("name", "Job", "scopes", List.of(scope)));

        if (scope.equals("workspace:*")) {
            assertThat(refused.at("/api_key/scopes").toString())
                    .isEqualTo("[\"workspace:settings\"]");
        } else {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.code()).isEqualTo("scope_not_grantable");
        }
    }

    @Test
    void given_somebody_with_few_rights__when_they_make_keys__then_none_has_more_than_they() {
        var owner = stranger.signUp("Olga Owner");
        var admin = Team.join(owner, "Abe Admin", "admin");
        var maker = Team.join(owner, "Mia Maker", "editor");
        var role = Team.role(owner, "Maker", "editor", "content:read", "api_keys:manage");
        owner.patch("/members/" + Team.membershipOf(maker), Map.of("custom_role_id", role));
        var id = Keys.make(owner, "webhooks:manage").text("/api_key/id");

        assertThat(code(maker, "content:write")).isEqualTo("scope_not_grantable");
        assertThat(code(maker, "strategy:*")).isEqualTo("scope_not_grantable");
        assertThat(code(maker, "no:such")).isEqualTo("scope_unknown");
        assertThat(code(maker, "nothing:*")).isEqualTo("scope_unknown");
        assertThat(code(admin, "webhooks:manage")).isEqualTo("scope_not_grantable");
        assertThat(admin.post("/api-keys/" + id + "/rotate", Map.of()).code())
                .isEqualTo("scope_not_grantable");
        assertThat(Keys.make(maker, "content:*").at("/api_key/scopes").toString())
                .isEqualTo("[\"content:read\"]");
        assertThat(code(Team.join(owner, "Edda Editor", "editor"), "content:read"))
                .isEqualTo("scope_missing");
    }

    @Test
    void given_a_key__when_it_is_replaced__then_both_work_for_a_while() {
        var ada = stranger.signUp("Ada Lovelace");
        var made = Keys.make(ada, "content:read");
        var id = made.text("/api_key/id");
        var old = ada.withToken(made.text("/key"));

        var rotated = ada.post("/api-keys/" + id + "/rotate", Map.of("grace_hours", 1));
        var again = ada.post("/api-keys/" + id + "/rotate", Map.of());
        var atOnce =
                ada.post(
                        "/api-keys/" + rotated.text("/api_key/id") + "/rotate",
                        Map.of("grace_hours", 0));

        assertThat(rotated.status()).as(rotated.raw().body()).isEqualTo(201);
        assertThat(rotated.text("/api_key/rotated_from_id")).isEqualTo(id);
        assertThat(again.code()).isEqualTo("api_key.not_active");
        assertThat(old.get("/posts").status()).isEqualTo(200);
        assertThat(ada.withToken(atOnce.text("/key")).get("/posts").status()).isEqualTo(200);
        assertThat(ada.withToken(rotated.text("/key")).get("/posts").code())
                .isEqualTo("auth.api_key_expired");
    }

    @Test
    void given_a_key__when_it_is_changed_and_taken_back__then_that_holds_and_is_noted() {
        var ada = stranger.signUp("Ada Lovelace");
        var path = "/api-keys/" + Keys.make(ada, "content:read").text("/api_key/id");

        var changed =
                ada.patch(
                        path,
                        Map.of(
                                "name",
                                "Weekly job",
                                "scopes",
                                List.of("strategy:*"),
                                "rate_limit_per_minute",
                                30));
        var tooMany = ada.patch(path, Map.of("rate_limit_per_minute", 301));
        var blank = ada.patch(path, Map.of("name", " "));
        assertThat(ada.send("DELETE", path, Map.of("reason", "Not used.")).status()).isEqualTo(204);

        assertThat(changed.text("/name")).isEqualTo("Weekly job");
        assertThat(changed.at("/scopes").toString())
                .isEqualTo("[\"strategy:read\",\"strategy:write\"]");
        assertThat(changed.at("/rate_limit_per_minute").asInt()).isEqualTo(30);
        assertThat(tooMany.code()).isEqualTo("validation_failed");
        assertThat(blank.code()).isEqualTo("validation_failed");
        assertThat(ada.patch(path, Map.of("name", "x")).code()).isEqualTo("api_key.not_active");
        assertThat(ada.delete(path).status()).isEqualTo(204);
        assertThat(ada.get(path).text("/revoke_reason")).isEqualTo("Not used.");
        assertThat(ada.get("/api-keys").at("/items")).isEmpty();
        assertThat(ada.get("/api-keys?include_revoked=true").at("/items")).hasSize(1);
        assertThat(ada.get("/audit-logs?action=api_key.*").at("/items").valueStream())
                .extracting(entry -> entry.path("action").asString())
                .containsExactly("api_key.revoked", "api_key.updated", "api_key.created");
        assertThat(ada.get("/api-keys/" + UUID.randomUUID()).code()).isEqualTo("api_key.not_found");
    }

    @Test
    void given_as_many_keys_as_may_be__when_two_more_are_made_at_once__then_none_is() {
        var ada = stranger.signUp("Ada Lovelace");
        var ids =
                IntStream.range(0, 24)
                        .mapToObj(_ -> Keys.make(ada, "content:read").text("/api_key/id"))
                        .toList();
        var wish = Map.of("name", "Job", "scopes", List.of("content:read"));

        var answers =
                Team.together(() -> ada.post("/api-keys", wish), () -> ada.post("/api-keys", wish));

        assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(answers).extracting(Api.Answer::code).contains("api_key.limit");
        ada.delete("/api-keys/" + ids.getFirst());
        assertThat(ada.post("/api-keys", wish).status()).isEqualTo(201);
        var first = ada.get("/api-keys?limit=20");
        var rest = ada.get("/api-keys?limit=20&cursor=" + first.text("/next_cursor"));
        assertThat(first.at("/items")).hasSize(20);
        assertThat(rest.at("/items")).hasSize(5);
    }

    @Test
    void
            given_a_key_that_ends_within_a_week__when_the_day_comes__then_owner_and_admins_are_told_once() {
        var ada = stranger.signUp("Ada Lovelace");
        var abe = Team.join(ada, "Abe Admin", "admin");
        var eve = Team.join(ada, "Eve Editor", "editor");
        var made = Keys.make(ada, "content:read");
        Maintenance.update(
                database,
                "update app.api_keys set expires_at = now() + interval '6 days' where id = ?",
                UUID.fromString(made.text("/api_key/id")));

        expiry.tell();
        expiry.tell();

        for (var reader : List.of(ada, abe)) {
            mailbox.awaitSent(reader.email(), "api_key_notice", 1);
            var mail = mailbox.newest(reader.email(), "api_key_notice").body().toString();
            assertThat(mail)
                    .contains("An API key ends soon", made.text("/api_key/prefix"))
                    .doesNotContain(made.text("/key"));
        }
        assertThat(mailbox.sent(eve.email(), "api_key_notice")).isEmpty();
    }

    private static String code(Api maker, String scope) {
        return maker.post("/api-keys", Map.of("name", "Job", "scopes", List.of(scope))).code();
    }
}
