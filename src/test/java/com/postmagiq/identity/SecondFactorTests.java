package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.mail.NewMail;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
@Import(PublishedNotices.class)
class SecondFactorTests {
    private static final String FACTORS = "/api/v1/auth/second-factors";

    private final Database database;
    private final JdbcClient jdbc;
    private final SecondFactors factors;
    private final PublishedNotices published;
    private final Api stranger;

    SecondFactorTests(
            Database database,
            JdbcClient jdbc,
            SecondFactors factors,
            PublishedNotices published,
            @LocalServerPort int port) {
        this.database = database;
        this.jdbc = jdbc;
        this.factors = factors;
        this.published = published;
        this.stranger = Api.at(port);
    }

    @BeforeEach
    void forgetFailures() {
        jdbc.sql("delete from core.sign_in_throttles").update();
    }

    @Test
    @Tag("tenancy-66")
    void given_an_authenticator__when_its_owner_signs_in__then_a_code_finishes_it_once() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);

        var first = login(ada);

        assertThat(first.status()).isEqualTo(401);
        assertThat(first.code()).isEqualTo("auth.second_factor_required");
        assertThat(first.at("/methods").toString()).isEqualTo("[\"totp\",\"recovery_code\"]");
        assertThat(first.at("/expires_in").asInt()).isEqualTo(300);
        var code = phone.code(1);
        var finished = finish(first, code);
        assertThat(finished.status()).isEqualTo(200);
        assertThat(finished.at("/user/second_factors").toString()).isEqualTo("[\"totp\"]");
        assertThat(ada.withToken(finished.text("/access_token")).get("/permissions").status())
                .isEqualTo(200);
        var again = finish(login(ada), code);
        assertThat(again.status()).isEqualTo(401);
        assertThat(again.code()).isEqualTo("auth.second_factor_invalid");
        letStepsPass(ada);
        assertThat(finish(login(ada), phone.code(-2)).code())
                .isEqualTo("auth.second_factor_invalid");
    }

    @Test
    @Tag("tenancy-66")
    void given_five_wrong_codes__when_the_right_one_comes__then_signing_in_begins_anew() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        var first = login(ada);
        for (var i = 0; i < 5; i++) {
            assertThat(finish(first, "000 000").code()).isEqualTo("auth.second_factor_invalid");
        }
        forgetFailures();

        var sixth = finish(first, phone.code(1));

        assertThat(sixth.status()).isEqualTo(400);
        assertThat(sixth.code()).isEqualTo("auth.link_invalid");
        assertThat(finish(login(ada), phone.code(1)).status()).isEqualTo(200);
    }

    @Test
    void given_wrong_codes__when_the_password_comes_again__then_the_count_does_not_begin_anew() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        for (var i = 0; i < 4; i++) {
            assertThat(finish(login(ada), "123456").code()).isEqualTo("auth.second_factor_invalid");
        }

        assertThat(finish(login(ada), "123456").code()).isEqualTo("auth.second_factor_invalid");

        assertThat(login(ada).code()).isEqualTo("auth.too_many_attempts");
        forgetFailures();
        assertThat(finish(login(ada), phone.code(1)).status()).isEqualTo(200);
    }

    @Test
    void given_a_challenge__when_it_is_used_up_or_old__then_it_is_no_good() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        var used = login(ada);
        finish(used, phone.code(1));
        var old = login(ada);
        Maintenance.update(
                database,
                "update core.sign_in_attempts set expires_at = now() where user_id = ?",
                ada.userId());
        letStepsPass(ada);

        assertThat(finish(used, phone.code(1)).code()).isEqualTo("auth.link_invalid");
        assertThat(finish(old, phone.code(1)).code()).isEqualTo("auth.link_invalid");
    }

    @Test
    void given_one_code__when_two_send_it_at_once__then_one_is_in() throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        var challenges = IntStream.range(0, 6).mapToObj(_ -> login(ada)).toList();
        var code = phone.code(1);
        var paper = phone.recoveryCodes().getFirst();

        assertThat(statuses(challenges.subList(0, 3), code)).containsExactly(200, 401, 401);
        forgetFailures();
        assertThat(statuses(challenges.subList(3, 6), paper)).containsExactly(200, 401, 401);
    }

    @Test
    @Tag("tenancy-67")
    void given_ten_recovery_codes__when_each_is_used__then_it_works_once() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);
        assertThat(phone.recoveryCodes()).hasSize(10).doesNotHaveDuplicates();

        for (var code : phone.recoveryCodes()) {
            assertThat(finish(login(ada), code.toLowerCase(java.util.Locale.ROOT)).status())
                    .isEqualTo(200);
            assertThat(finish(login(ada), code).code()).isEqualTo("auth.second_factor_invalid");
            forgetFailures();
        }

        assertThat(ada.get(FACTORS).at("/recovery_codes_left").asInt()).isZero();
        assertThat(login(ada).at("/methods").toString()).isEqualTo("[\"totp\"]");
        assertThat(published.mails(ada.userId()))
                .filteredOn(mail -> "recovery_code_used".equals(mail.params().get("notice")))
                .extracting(mail -> mail.params().get("codes_left"))
                .containsExactly(9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
    }

    @Test
    @Tag("tenancy-67")
    void given_new_recovery_codes__then_the_old_ones_are_dead() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(ada.post("/api/v1/auth/recovery-codes").code())
                .isEqualTo("auth.second_factor_missing");
        var phone = Authenticator.enrol(ada);

        var renewed = ada.post("/api/v1/auth/recovery-codes");

        assertThat(renewed.status()).isEqualTo(200);
        assertThat(finish(login(ada), phone.recoveryCodes().getFirst()).status()).isEqualTo(401);
        assertThat(finish(login(ada), renewed.text("/recovery_codes/0")).status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-67")
    void given_somebody_who_lost_all__when_an_operator_resets__then_the_password_is_enough() {
        var operator = stranger.signUp("Op Erator");
        var ada = stranger.signUp("Ada Lovelace");
        Authenticator.enrol(ada);

        factors.reset(ada.userId(), operator.userId());

        assertThat(ada.get("/permissions").code()).isEqualTo("auth.session_revoked");
        assertThat(login(ada).status()).isEqualTo(200);
        assertThat(published.mails(ada.userId()))
                .extracting(NewMail::template, mail -> mail.params().get("notice"))
                .contains(
                        org.assertj.core.groups.Tuple.tuple(
                                "security_notice", "second_factor_reset"));
        assertThat(published.entries("auth.second_factor_reset"))
                .extracting(Audited::actorId, Audited::resourceId)
                .contains(org.assertj.core.groups.Tuple.tuple(operator.userId(), ada.userId()));
    }

    @Test
    void given_an_authenticator__when_it_is_removed__then_the_password_is_enough_again() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);

        assertThat(ada.delete(FACTORS + "/totp/" + phone.id()).status()).isEqualTo(204);

        assertThat(login(ada).status()).isEqualTo(200);
        assertThat(ada.get(FACTORS).at("/recovery_codes_left").asInt()).isZero();
        assertThat(ada.delete(FACTORS + "/totp/" + phone.id()).status()).isEqualTo(404);
        assertThat(published.entries("auth.second_factor_removed"))
                .extracting(Audited::actorId)
                .contains(ada.userId());
    }

    @Test
    void given_an_authenticator_in_force__when_another_is_begun__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");
        Authenticator.enrol(ada);

        assertThat(ada.post(FACTORS + "/totp").code()).isEqualTo("auth.second_factor_exists");
    }

    @Test
    void given_an_unconfirmed_authenticator__when_time_passes_or_it_is_foreign__then_it_is_gone() {
        var ada = stranger.signUp("Ada Lovelace");
        var eve = stranger.signUp("Eve Moneypenny");
        var begun = ada.post(FACTORS + "/totp");
        var confirm = FACTORS + "/totp/" + begun.text("/id") + "/confirm";

        assertThat(begun.text("/otpauth_uri"))
                .startsWith("otpauth://totp/Postmagiq:person-")
                .contains("secret=" + begun.text("/secret"), "issuer=Postmagiq");
        assertThat(login(ada).status()).isEqualTo(200);
        assertThat(ada.post(confirm, Map.of("code", "000000")).code())
                .isEqualTo("auth.second_factor_invalid");
        assertThat(eve.post(confirm, Map.of("code", "000000")).status()).isEqualTo(404);
        Maintenance.update(
                database,
                "update core.second_factors set created_at = created_at - interval '16 minutes' where user_id = ?",
                ada.userId());
        assertThat(ada.post(confirm, Map.of("code", "000000")).code()).isEqualTo("not_found");
    }

    @Test
    void given_stored_factors__then_nothing_in_the_rows_can_be_typed() {
        var ada = stranger.signUp("Ada Lovelace");
        var phone = Authenticator.enrol(ada);

        var stored =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                "select secret_enc from core.second_factors where user_id = :user")
                                        .param("user", ada.userId())
                                        .query(byte[].class)
                                        .single());

        assertThat(stored).isNotNull().hasSizeGreaterThan(phone.secret().length);
        assertThat(java.util.HexFormat.of().formatHex(stored))
                .doesNotContain(java.util.HexFormat.of().formatHex(phone.secret()));
    }

    /** As if the codes used so far were of minutes ago. */
    private void letStepsPass(Api person) {
        Maintenance.update(
                database,
                "update core.second_factors set last_step = last_step - 10 where user_id = ?",
                person.userId());
    }

    private List<Integer> statuses(List<Api.Answer> challenges, String code) throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    people.invokeAll(
                            challenges.stream()
                                    .<Callable<Integer>>map(
                                            first -> () -> finish(first, code).status())
                                    .toList());
            return answers.stream().map(Future::resultNow).sorted().toList();
        }
    }

    private Api.Answer login(Api person) {
        return stranger.post(
                "/api/v1/auth/login", Map.of("email", person.email(), "password", Api.PASSWORD));
    }

    private Api.Answer finish(Api.Answer first, String code) {
        return stranger.post(
                "/api/v1/auth/second-factor",
                Map.of("challenge", first.text("/challenge"), "code", code));
    }
}
