package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Mailbox;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class EmailVerificationTests {
    private static final String VERIFY = "/api/v1/auth/verify-email";

    private final Database database;
    private final Api stranger;
    private final Mailbox mailbox;

    EmailVerificationTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
        this.mailbox = Mailbox.at(port);
    }

    @Test
    @Tag("tenancy-64")
    void given_a_new_person__when_the_mailed_link_is_followed__then_the_address_is_confirmed() {
        var ada = stranger.signUp("Ada Lovelace");
        assertThat(isVerified(ada)).isFalse();

        var token = mailbox.token(ada.email(), "verify_email");

        assertThat(follow(stranger, token).status()).isEqualTo(204);
        assertThat(isVerified(ada)).isTrue();
    }

    @Test
    void given_a_followed_link__when_it_is_followed_again__then_only_its_owner_hears_no_reproach() {
        var ada = stranger.signUp("Ada Lovelace");
        var bob = stranger.signUp("Bob Moses");
        var token = mailbox.token(ada.email(), "verify_email");
        follow(stranger, token);

        assertThat(follow(ada, token).status()).isEqualTo(204);
        var another = follow(bob, token);
        var nobody = follow(stranger, token);

        assertThat(another.code()).isEqualTo("auth.link_invalid");
        assertThat(another.status()).isEqualTo(400);
        assertThat(nobody.code()).isEqualTo("auth.link_invalid");
    }

    @Test
    void given_a_new_link__when_the_older_one_is_followed__then_it_does_not_work_any_more() {
        var ada = stranger.signUp("Ada Lovelace");
        var older = mailbox.token(ada.email(), "verify_email");

        assertThat(ada.post("/api/v1/auth/resend-verification").status()).isEqualTo(202);
        mailbox.awaitSent(ada.email(), "verify_email", 2);
        var newer = mailbox.token(ada.email(), "verify_email");

        assertThat(follow(stranger, older).code()).isEqualTo("auth.link_invalid");
        assertThat(follow(stranger, newer).status()).isEqualTo(204);
        assertThat(ada.post("/api/v1/auth/resend-verification").code())
                .isEqualTo("auth.already_verified");
    }

    @Test
    void given_a_link_older_than_a_day__when_it_is_followed__then_it_does_not_work() {
        var ada = stranger.signUp("Ada Lovelace");
        var token = mailbox.token(ada.email(), "verify_email");
        Maintenance.update(
                database,
                "update core.one_time_tokens set expires_at = expires_at - interval '24 hours' where user_id = ?",
                ada.userId());

        assertThat(follow(stranger, token).code()).isEqualTo("auth.link_invalid");
        assertThat(follow(stranger, "no-token-at-all").code()).isEqualTo("auth.link_invalid");
        assertThat(isVerified(ada)).isFalse();
    }

    @Test
    void given_one_link__when_it_is_followed_eight_times_at_once__then_it_works_once()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var token = mailbox.token(ada.email(), "verify_email");
        Callable<Integer> attempt = () -> follow(stranger, token).status();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var answers = threads.invokeAll(IntStream.range(0, 8).mapToObj(_ -> attempt).toList());

            assertThat(answers.stream().map(Future::resultNow))
                    .containsOnlyOnce(204)
                    .containsOnly(204, 400);
        }
    }

    private Api.Answer follow(Api person, String token) {
        return person.post(VERIFY, Map.of("token", token));
    }

    private static boolean isVerified(Api person) {
        return person.get("/api/v1/auth/me").at("/user/email_verified").asBoolean();
    }
}
