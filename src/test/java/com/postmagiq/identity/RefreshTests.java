package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class RefreshTests {
    private final Database database;
    private final Api stranger;

    RefreshTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-8")
    void given_a_refresh_token__when_it_is_exchanged__then_its_successor_works_once_more() {
        var ada = stranger.signUp("Ada Lovelace");

        var first = refresh(ada.refreshToken());
        var second = refresh(first.text("/refresh_token"));

        assertThat(first.status()).isEqualTo(200);
        assertThat(second.status()).isEqualTo(200);
        assertThat(second.text("/refresh_token"))
                .isNotEqualTo(first.text("/refresh_token"))
                .isNotEqualTo(ada.refreshToken());
        assertThat(ada.withToken(second.text("/access_token")).get("/permissions").status())
                .isEqualTo(200);
    }

    @Test
    @Tag("tenancy-8")
    void given_a_token_used_eleven_seconds_ago__when_it_comes_back__then_the_family_ends() {
        var ada = stranger.signUp("Ada Lovelace");
        var successor = refresh(ada.refreshToken());
        letPass(ada.refreshToken(), "11 seconds");

        var reused = refresh(ada.refreshToken());

        assertThat(reused.status()).isEqualTo(401);
        assertThat(reused.code()).isEqualTo("auth.refresh_reused");
        assertThat(refresh(successor.text("/refresh_token")).code())
                .isEqualTo("auth.refresh_invalid");
        assertThat(ada.withToken(successor.text("/access_token")).get("/permissions").code())
                .isEqualTo("auth.session_revoked");
    }

    @Test
    @Tag("tenancy-9")
    void given_a_lost_answer__when_the_old_token_comes_again__then_the_unused_successor_dies() {
        var ada = stranger.signUp("Ada Lovelace");
        var lost = refresh(ada.refreshToken());

        var again = refresh(ada.refreshToken());

        assertThat(again.status()).isEqualTo(200);
        assertThat(refresh(again.text("/refresh_token")).status()).isEqualTo(200);
        assertThat(refresh(lost.text("/refresh_token")).code()).isEqualTo("auth.refresh_reused");
    }

    @Test
    void given_a_successor_that_went_on__when_the_old_token_comes_in_time__then_it_is_reuse() {
        var ada = stranger.signUp("Ada Lovelace");
        var successor = refresh(ada.refreshToken());
        refresh(successor.text("/refresh_token"));

        assertThat(refresh(ada.refreshToken()).code()).isEqualTo("auth.refresh_reused");
    }

    @RepeatedTest(5)
    @Tag("tenancy-9")
    void given_two_tabs__when_both_refresh_at_once__then_one_token_goes_on() throws Exception {
        var ada = stranger.signUp("Ada Lovelace");

        var answers = atOnce(2, () -> refresh(ada.refreshToken()));

        assertThat(answers).extracting(Api.Answer::status).containsOnly(200);
        assertThat(liveTokens(answers)).isEqualTo(1);
    }

    @RepeatedTest(5)
    void given_a_refresh_and_a_logout_at_once__when_both_are_answered__then_nothing_works()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");

        List<Api.Answer> answers =
                atOnce(
                        List.of(
                                () -> refresh(ada.refreshToken()),
                                () -> ada.post("/api/v1/auth/logout")));

        assertThat(answers.getLast().status()).isEqualTo(204);
        var refreshed = answers.getFirst();
        if (refreshed.status() == 200) {
            assertThat(refresh(refreshed.text("/refresh_token")).code())
                    .isEqualTo("auth.refresh_invalid");
            assertThat(ada.withToken(refreshed.text("/access_token")).get("/permissions").status())
                    .isEqualTo(401);
        } else {
            assertThat(refreshed.code()).isEqualTo("auth.refresh_invalid");
        }
    }

    @Test
    void given_a_session_unused_for_two_weeks__when_it_is_refreshed__then_it_has_ended() {
        var ada = stranger.signUp("Ada Lovelace");
        Maintenance.update(
                database,
                "update core.active_sessions set expires_at = now() - interval '1 second' where user_id = ?",
                ada.userId());

        assertThat(refresh(ada.refreshToken()).code()).isEqualTo("auth.refresh_invalid");
    }

    @Test
    void given_a_session_near_its_last_day__when_it_is_refreshed__then_it_does_not_live_longer() {
        var ada = stranger.signUp("Ada Lovelace");
        Maintenance.update(
                database,
                """
                update core.active_sessions
                   set expires_at = now() + interval '1 day', absolute_expires_at = now() + interval '2 days'
                 where user_id = ?
                """,
                ada.userId());

        refresh(ada.refreshToken());

        var longest =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select expires_at = absolute_expires_at from core.active_sessions where user_id = ?
                                                """)
                                        .param(ada.userId())
                                        .query(Boolean.class)
                                        .single());
        assertThat(longest).isTrue();
    }

    @Test
    void given_an_unknown_token__when_it_is_exchanged__then_it_is_refused() {
        assertThat(refresh("rt_" + OpaqueSecret.next()).code()).isEqualTo("auth.refresh_invalid");
        assertThat(stranger.post("/api/v1/auth/refresh").code()).isEqualTo("auth.refresh_invalid");
    }

    private Api.Answer refresh(String token) {
        return stranger.post("/api/v1/auth/refresh", Map.of("refresh_token", token));
    }

    private void letPass(String token, String time) {
        Maintenance.update(
                database,
                "update core.refresh_tokens set used_at = used_at - cast(? as interval) where token_hash = ?",
                time,
                Sha256.of(token));
    }

    /** Asked of the rows, since asking with the tokens would change them. */
    private long liveTokens(List<Api.Answer> answers) {
        return answers.stream()
                .filter(
                        answer ->
                                Maintenance.call(
                                        database,
                                        jdbc ->
                                                jdbc.sql(
                                                                """
                                                                select used_at is null from core.refresh_tokens where token_hash = ?
                                                                """)
                                                        .param(
                                                                Sha256.of(
                                                                        answer.text(
                                                                                "/refresh_token")))
                                                        .query(Boolean.class)
                                                        .single()))
                .count();
    }

    private static List<Api.Answer> atOnce(int times, Callable<Api.Answer> request)
            throws Exception {
        return atOnce(IntStream.range(0, times).mapToObj(_ -> request).toList());
    }

    private static List<Api.Answer> atOnce(List<Callable<Api.Answer>> requests) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return threads.invokeAll(requests).stream()
                    .map(java.util.concurrent.Future::resultNow)
                    .toList();
        }
    }
}
