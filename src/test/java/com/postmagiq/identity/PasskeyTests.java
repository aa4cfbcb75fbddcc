package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
@Import(PublishedNotices.class)
class PasskeyTests {
    private static final String PASSKEYS = "/api/v1/auth/passkeys";

    private final Database database;
    private final JdbcClient jdbc;
    private final PublishedNotices published;
    private final Api stranger;
    private final VirtualKey key = new VirtualKey();

    PasskeyTests(
            Database database,
            JdbcClient jdbc,
            PublishedNotices published,
            @LocalServerPort int port) {
        this.database = database;
        this.jdbc = jdbc;
        this.published = published;
        this.stranger = Api.at(port);
    }

    @BeforeEach
    void forgetFailures() {
        jdbc.sql("delete from core.sign_in_throttles").update();
    }

    @Test
    @Tag("tenancy-68")
    void given_a_passkey__when_it_is_shown__then_nobody_types_a_password() {
        var ada = stranger.signUp("Ada Lovelace");

        var made = register(ada, key);

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.text("/name")).isEqualTo("Laptop");
        assertThat(made.at("/backed_up").asBoolean()).isTrue();
        var signedIn = signIn(key);
        assertThat(signedIn.status()).as(signedIn.raw().body()).isEqualTo(200);
        assertThat(signedIn.text("/user/id")).isEqualTo(ada.userId().toString());
        assertThat(signedIn.at("/user/second_factors").toString()).isEqualTo("[\"passkey\"]");
        assertThat(published.entries("auth.passkey_added"))
                .extracting(Audited::actorId)
                .contains(ada.userId());
        assertThat(published.entries("auth.login"))
                .filteredOn(entry -> ada.userId().equals(entry.actorId()))
                .extracting(entry -> entry.changes().get("method"))
                .contains(new Audited.Change(null, "passkey"));
    }

    @Test
    @Tag("tenancy-68")
    void given_a_passkey__when_page_counter_or_challenge_are_wrong__then_nobody_is_in() {
        var ada = stranger.signUp("Ada Lovelace");
        register(ada, key);

        key.origin = "https://postmagiq.example.net";
        assertInvalid(signIn(key));
        key.origin = "http://localhost:8080";
        var options = stranger.post(PASSKEYS + "/options");
        var shown = key.get(options.at("/options"));
        assertThat(login(options, shown).status()).isEqualTo(200);
        assertInvalid(login(options, shown));
        assertInvalid(login(stranger.post(PASSKEYS + "/options"), shown));
        key.turnBackCounter();
        assertInvalid(signIn(key));
    }

    @Test
    void given_a_key_nobody_registered__when_it_is_shown__then_nobody_is_in() {
        var ada = stranger.signUp("Ada Lovelace");
        key.create(ada.post(PASSKEYS + "/registration-options").at("/options"));

        assertInvalid(signIn(key));
    }

    @Test
    void given_a_registration__when_its_challenge_is_foreign_or_spent__then_it_is_rejected() {
        var ada = stranger.signUp("Ada Lovelace");
        var eve = stranger.signUp("Eve Moneypenny");
        var options = ada.post(PASSKEYS + "/registration-options");
        var made = key.create(options.at("/options"));

        assertThat(add(eve, options, made).code()).isEqualTo("auth.passkey_rejected");
        assertThat(add(ada, options, made).code()).isEqualTo("auth.passkey_rejected");
        var phishing = new VirtualKey();
        phishing.origin = "https://postmagiq.example.net";
        assertThat(register(ada, phishing).code()).isEqualTo("auth.passkey_rejected");
        assertThat(register(ada, key).status()).isEqualTo(201);
        assertThat(register(eve, key).code()).isEqualTo("auth.passkey_rejected");
    }

    @Test
    void given_a_passkey__when_it_follows_the_password__then_it_is_the_second_factor() {
        var ada = stranger.signUp("Ada Lovelace");
        register(ada, key);
        var first = withPassword(ada);

        assertThat(first.at("/methods").toString()).isEqualTo("[\"passkey\"]");
        key.verifiesUser = false;
        var finished =
                stranger.post(
                        "/api/v1/auth/second-factor",
                        Map.of(
                                "challenge",
                                first.text("/challenge"),
                                "credential",
                                key.get(first.at("/passkey_options"))));

        assertThat(finished.status()).as(finished.raw().body()).isEqualTo(200);
        var stolen = new VirtualKey();
        stolen.create(ada.post(PASSKEYS + "/registration-options").at("/options"));
        var again = withPassword(ada);
        assertThat(
                        stranger.post(
                                        "/api/v1/auth/second-factor",
                                        Map.of(
                                                "challenge",
                                                again.text("/challenge"),
                                                "credential",
                                                stolen.get(again.at("/passkey_options"))))
                                .code())
                .isEqualTo("auth.second_factor_invalid");
    }

    @Test
    void given_a_touch_only__when_there_is_an_authenticator__then_its_code_is_still_asked_for() {
        var ada = stranger.signUp("Ada Lovelace");
        register(ada, key);
        var phone = Authenticator.enrol(ada);
        assertThat(signIn(key).status()).isEqualTo(200);
        key.verifiesUser = false;

        var touched = signIn(key);

        assertThat(touched.code()).isEqualTo("auth.second_factor_required");
        assertThat(
                        stranger.post(
                                        "/api/v1/auth/second-factor",
                                        Map.of(
                                                "challenge",
                                                touched.text("/challenge"),
                                                "credential",
                                                key.get(touched.at("/passkey_options"))))
                                .code())
                .isEqualTo("auth.second_factor_invalid");
        assertThat(
                        stranger.post(
                                        "/api/v1/auth/second-factor",
                                        Map.of(
                                                "challenge",
                                                touched.text("/challenge"),
                                                "code",
                                                phone.code(1)))
                                .status())
                .isEqualTo(200);
    }

    @Test
    @Tag("tenancy-70")
    void given_an_old_proof__when_the_passkey_is_shown__then_it_is_fresh_again() {
        var ada = stranger.signUp("Ada Lovelace");
        register(ada, key);
        var later = ada.as(signIn(key), ada.email(), ada.workspaceId());
        Maintenance.update(
                database,
                "update core.active_sessions set authenticated_at = authenticated_at - interval '11 minutes' where user_id = ?",
                ada.userId());
        assertThat(later.post(PASSKEYS + "/registration-options").at("/methods").toString())
                .isEqualTo("[\"password\",\"passkey\"]");

        var options = later.post(PASSKEYS + "/options");
        var proved =
                later.post(
                        "/api/v1/auth/reauthenticate",
                        Map.of(
                                "challenge_id",
                                options.text("/challenge_id"),
                                "credential",
                                key.get(options.at("/options"))));

        assertThat(proved.status()).as(proved.raw().body()).isEqualTo(204);
        assertThat(later.post(PASSKEYS + "/registration-options").status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-68")
    void given_a_person_without_password__when_the_only_passkey_is_removed__then_it_stays() {
        var ada = stranger.signUp("Ada Lovelace");
        var id = register(ada, key).text("/id");
        Maintenance.update(
                database,
                "update core.users set password_hash = null, password_changed_at = null where id = ?",
                ada.userId());

        var refused = ada.delete(PASSKEYS + "/" + id);

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("auth.last_sign_in_method");
        assertThat(signIn(key).status()).isEqualTo(200);
    }

    @Test
    void given_passkeys__when_their_owner_names_and_removes_them__then_strangers_cannot() {
        var ada = stranger.signUp("Ada Lovelace");
        var eve = stranger.signUp("Eve Moneypenny");
        var route = PASSKEYS + "/" + register(ada, key).text("/id");

        assertThat(ada.patch(route, Map.of("name", " Desk ")).text("/name")).isEqualTo("Desk");
        assertThat(eve.patch(route, Map.of("name", "Mine")).status()).isEqualTo(404);
        assertThat(eve.delete(route).status()).isEqualTo(404);
        assertThat(ada.delete(route).status()).isEqualTo(204);

        assertInvalid(signIn(key));
        assertThat(ada.get("/api/v1/auth/second-factors").at("/passkeys")).isEmpty();
    }

    @Test
    void given_ten_passkeys__when_another_is_made__then_it_is_one_too_many() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 10; i++) {
            assertThat(register(ada, new VirtualKey()).status()).isEqualTo(201);
        }

        assertThat(register(ada, key).code()).isEqualTo("auth.passkey_limit");
    }

    private Api.Answer register(Api person, VirtualKey made) {
        var options = person.post(PASSKEYS + "/registration-options");
        return add(person, options, made.create(options.at("/options")));
    }

    private static Api.Answer add(Api person, Api.Answer options, Map<String, Object> made) {
        return person.post(
                PASSKEYS,
                Map.of(
                        "challenge_id",
                        options.text("/challenge_id"),
                        "name",
                        "Laptop",
                        "credential",
                        made));
    }

    private Api.Answer signIn(VirtualKey shown) {
        var options = stranger.post(PASSKEYS + "/options");
        return login(options, shown.get(options.at("/options")));
    }

    private Api.Answer login(Api.Answer options, Map<String, Object> shown) {
        return stranger.post(
                PASSKEYS + "/login",
                Map.of("challenge_id", options.text("/challenge_id"), "credential", shown));
    }

    private Api.Answer withPassword(Api person) {
        return stranger.post(
                "/api/v1/auth/login", Map.of("email", person.email(), "password", Api.PASSWORD));
    }

    private static void assertInvalid(Api.Answer answer) {
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.code()).isEqualTo("auth.passkey_invalid");
    }
}
