package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class OidcTests extends IssuersTest {
    private final Database database;
    private final String subject = UUID.randomUUID().toString();
    private final String email = Api.newEmail();

    OidcTests(Database database, @LocalServerPort int port) {
        super(Api.at(port));
        this.database = database;
        ISSUER.signedIn(subject, email, true);
    }

    @Test
    @Tag("tenancy-71")
    void given_somebody_new__when_they_come_by_an_issuer__then_they_are_registered_once() {
        var first = exchange(visit("local", "login"));
        var second = exchange(visit("local", "login"));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.text("/user/email")).isEqualTo(email);
        assertThat(first.text("/user/full_name")).isEqualTo("Ada Lovelace");
        assertThat(first.at("/user/email_verified").asBoolean()).isTrue();
        assertThat(first.at("/user/has_password").asBoolean()).isFalse();
        assertThat(second.text("/user/id")).isEqualTo(first.text("/user/id"));
        var me = stranger.as(first, email, null).get("/api/v1/auth/me");
        assertThat(me.text("/memberships/0/role")).isEqualTo("owner");
        var linked = stranger.as(first, email, null).get("/api/v1/auth/identities");
        assertThat(linked.text("/items/0/provider")).isEqualTo("local");
        assertThat(linked.at("/items")).hasSize(1);
    }

    @Test
    void given_an_address_the_issuer_did_not_verify__then_it_is_not_verified_here() {
        ISSUER.signedIn(subject, email, false);

        assertThat(exchange(visit("local", "login")).at("/user/email_verified").asBoolean())
                .isFalse();
    }

    @Test
    @Tag("tenancy-71")
    void given_a_token_that_lies__when_somebody_comes_back__then_nobody_is_in() {
        ISSUER.lie(claims -> claims.claim("nonce", "another"));
        assertFailed(visit("local", "login"));
        ISSUER.lie(claims -> claims.audience("somebody else"));
        assertFailed(visit("local", "login"));
        ISSUER.lie(claims -> claims.issuer("https://issuer.example.net"));
        assertFailed(visit("local", "login"));
        ISSUER.lie(claims -> claims.expirationTime(Date.from(Instant.now().minusSeconds(120))));
        assertFailed(visit("local", "login"));
        ISSUER.lie(claims -> claims.subject(null));
        assertFailed(visit("local", "login"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ITS_KEY")
    @Tag("tenancy-71")
    void given_a_token_signed_in_another_way__then_nobody_is_in(TestIssuer.Signing signing) {
        ISSUER.sign(signing);

        assertFailed(visit("local", "login"));
    }

    @Test
    @Tag("tenancy-71")
    void given_a_state_or_code__when_it_is_changed_foreign_or_used_twice__then_nobody_is_in() {
        var leaving = browser.start("local", "login");
        var back = atIssuer(leaving);

        assertThat(browser.arrive(back.replace("state=", "state=x"), leaving.cookie()))
                .containsEntry("error", "auth.link_invalid");
        assertThat(browser.arrive(back, "pm_oidc=another"))
                .containsEntry("error", "auth.link_invalid");
        var other = browser.start("local", "login");
        var address = atIssuer(other);
        var arrived = browser.arrive(address, other.cookie());
        assertThat(browser.arrive(address, other.cookie()))
                .containsEntry("error", "auth.link_invalid");
        assertThat(exchange(arrived).status()).isEqualTo(200);
        assertThat(exchange(arrived).code()).isEqualTo("auth.link_invalid");
    }

    @Test
    @Tag("tenancy-72")
    void
            given_an_account_with_the_address__when_its_owner_comes_by_an_issuer__then_it_must_be_linked() {
        var ada = stranger.signUp("Ada Lovelace", email);

        assertThat(exchange(visit("local", "login")).code()).isEqualTo("auth.oidc_link_required");
        assertThat(ada.get("/api/v1/auth/identities").at("/items")).isEmpty();
        var linked =
                ada.post(
                        "/api/v1/auth/oidc/exchange",
                        Map.of("code", visit("local", "link").get("code")));

        assertThat(linked.status()).as(linked.raw().body()).isEqualTo(204);
        var signedIn = exchange(visit("local", "login"));
        assertThat(signedIn.text("/user/id")).isEqualTo(ada.userId().toString());
        var eve = stranger.signUp("Eve Moneypenny");
        assertThat(
                        eve.post(
                                        "/api/v1/auth/oidc/exchange",
                                        Map.of("code", visit("local", "link").get("code")))
                                .code())
                .isEqualTo("auth.oidc_taken");
        var id = ada.get("/api/v1/auth/identities").text("/items/0/id");
        assertThat(eve.delete("/api/v1/auth/identities/" + id).status()).isEqualTo(404);
        assertThat(ada.delete("/api/v1/auth/identities/" + id).status()).isEqualTo(204);
        assertThat(exchange(visit("local", "login")).code()).isEqualTo("auth.oidc_link_required");
    }

    @Test
    void given_a_link__when_nobody_is_signed_in_or_the_proof_is_old__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");
        Maintenance.update(
                database,
                "update core.active_sessions set authenticated_at = authenticated_at - interval '11 minutes' where user_id = ?",
                ada.userId());
        var code = Map.of("code", visit("local", "link").get("code"));

        assertThat(stranger.post("/api/v1/auth/oidc/exchange", code).code())
                .isEqualTo("unauthenticated");
        assertThat(ada.post("/api/v1/auth/oidc/exchange", code).code())
                .isEqualTo("auth.reauthentication_required");
        ada.post("/api/v1/auth/reauthenticate", Map.of("password", Api.PASSWORD));
        assertThat(ada.post("/api/v1/auth/oidc/exchange", code).status()).isEqualTo(204);
    }

    @Test
    void given_somebody_without_password__when_something_is_dangerous__then_the_issuer_proves() {
        var ada = stranger.as(exchange(visit("local", "login")), email, null);
        Maintenance.update(
                database,
                "update core.active_sessions set authenticated_at = authenticated_at - interval '11 minutes' where user_id = ?",
                ada.userId());
        var refused = ada.post("/api/v1/auth/second-factors/totp");
        assertThat(refused.at("/methods").toString()).isEqualTo("[\"oidc\"]");

        assertThat(browser.start("local", "reauthenticate").address()).contains("prompt=login");
        var proved =
                ada.post(
                        "/api/v1/auth/reauthenticate",
                        Map.of("oidc_code", visit("local", "reauthenticate").get("code")));

        assertThat(proved.status()).as(proved.raw().body()).isEqualTo(204);
        var phone = Authenticator.enrol(ada);
        assertThat(exchange(visit("local", "login")).code())
                .isEqualTo("auth.second_factor_required");
        assertThat(
                        ada.post(
                                        "/api/v1/auth/reauthenticate",
                                        Map.of(
                                                "oidc_code",
                                                visit("local", "reauthenticate").get("code"),
                                                "code",
                                                phone.code(1)))
                                .status())
                .isEqualTo(204);
        var only = ada.get("/api/v1/auth/identities").text("/items/0/id");
        assertThat(ada.delete("/api/v1/auth/identities/" + only).code())
                .isEqualTo("auth.last_sign_in_method");
    }

    @Test
    void given_an_issuer_whose_second_factor_counts__when_it_names_one__then_ours_is_not_asked() {
        Authenticator.enrol(stranger.as(exchange(visit("local", "login")), email, null));
        ISSUER.lie(claims -> claims.claim("amr", List.of("pwd", "otp")));

        assertThat(exchange(visit("trusted", "login")).status()).isEqualTo(200);
        assertThat(exchange(visit("local", "login")).code())
                .isEqualTo("auth.second_factor_required");
        ISSUER.lie(claims -> claims.claim("amr", List.of("pwd")));
        assertThat(exchange(visit("trusted", "login")).code())
                .isEqualTo("auth.second_factor_required");
    }

    @Test
    void given_two_first_visits_at_once__then_one_person_is_made_and_both_are_in()
            throws Exception {
        var codes =
                new String[] {
                    visit("local", "login").get("code"), visit("local", "login").get("code")
                };

        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    people.invokeAll(
                            java.util.Arrays.stream(codes)
                                    .<Callable<Api.Answer>>map(
                                            code ->
                                                    () ->
                                                            stranger.post(
                                                                    "/api/v1/auth/oidc/exchange",
                                                                    Map.of("code", code)))
                                    .toList());
            var users =
                    answers.stream()
                            .map(Future::resultNow)
                            .map(each -> each.text("/user/id"))
                            .toList();
            assertThat(users.get(0)).isNotEmpty().isEqualTo(users.get(1));
        }
    }

    @Test
    void given_rules_of_an_issuer__then_who_does_not_fit_them_is_refused_in_words() {
        assertThat(exchange(visit("strict", "login")).code()).isEqualTo("auth.registration_closed");
        ISSUER.signedIn(subject, "ada@example.net", true);
        assertThat(exchange(visit("strict", "login")).code()).isEqualTo("auth.oidc_domain");
        ISSUER.signedIn(subject, null, false);
        assertThat(exchange(visit("local", "login")).code()).isEqualTo("auth.oidc_failed");
        assertThat(stranger.get("/api/v1/auth/oidc/nobody/start").code())
                .isEqualTo("auth.oidc_unknown");
        assertThat(browser.start("gone", "login").address())
                .isEqualTo("/auth/oidc#error=auth.oidc_failed");
    }

    @Test
    void given_issuers__then_the_sign_in_page_is_told_their_buttons() {
        var config = stranger.get("/api/v1/auth/config");

        assertThat(config.at("/passkeys").asBoolean()).isTrue();
        assertThat(config.at("/oidc").valueStream().map(each -> each.path("label").asString()))
                .containsExactly("gone", "Local directory", "real", "strict", "trusted");
    }

    @Test
    void given_a_next_page__when_it_is_not_ours__then_it_is_forgotten() {
        assertThat(visitWithNext("/w/acme/runs")).containsEntry("next", "/w/acme/runs");
        assertThat(visitWithNext("//evil.example")).containsEntry("next", "/");
        assertThat(visitWithNext("https://evil.example")).containsEntry("next", "/");
    }

    private Map<String, String> visit(String issuer, String intent) {
        var leaving = browser.start(issuer, intent);
        return browser.arrive(atIssuer(leaving), leaving.cookie());
    }

    private Map<String, String> visitWithNext(String next) {
        var leaving = browser.leave("local/start?next=" + next);
        return browser.arrive(atIssuer(leaving), leaving.cookie());
    }

    /** Where the scripted issuer, which asks nobody anything, sends the browser. */
    private static String atIssuer(OidcBrowser.Hop leaving) {
        return OidcBrowser.follow(leaving.address(), "").address();
    }

    private Api.Answer exchange(Map<String, String> page) {
        return browser.exchange(page);
    }

    private static void assertFailed(Map<String, String> page) {
        assertThat(page).containsExactly(Map.entry("error", "auth.oidc_failed"));
    }
}
