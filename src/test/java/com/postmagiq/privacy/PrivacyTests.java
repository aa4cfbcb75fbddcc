package com.postmagiq.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What people allow, and for how long they are remembered. */
@PostmagiqTest
class PrivacyTests {
    private static final String PRIVACY = "/api/v1/users/me/privacy";

    private final Database database;
    private final Api stranger;

    PrivacyTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    void given_somebody_new__when_they_look__then_only_analytics_is_on_and_they_were_not_asked() {
        var ada = stranger.signUp("Ada Lovelace");

        var choices = ada.get(PRIVACY);

        assertThat(choices.at("/consents/analytics").asBoolean()).isTrue();
        assertThat(choices.at("/consents/feedback_collection").asBoolean()).isFalse();
        assertThat(choices.at("/consents/marketing").asBoolean()).isFalse();
        assertThat(choices.at("/answered").asBoolean()).isFalse();
        assertThat(choices.at("/data_retention_days").asInt()).isEqualTo(365);
        assertThat(choices.body().has("pending_erasure_at")).isFalse();
    }

    @Test
    void given_answers__when_they_change__then_each_stays_with_its_words_and_way_and_is_noted() {
        var ada = stranger.signUp("Ada Lovelace");
        ada.put(PRIVACY, Map.of("consents", Map.of("analytics", true)));

        var changed =
                ada.put(
                        PRIVACY,
                        Map.of(
                                "consents",
                                Map.of("analytics", false),
                                "data_retention_days",
                                30,
                                "activity_logging_enabled",
                                false));

        assertThat(changed.status()).as(changed.raw().body()).isEqualTo(200);
        assertThat(changed.at("/consents/analytics").asBoolean()).isFalse();
        assertThat(changed.at("/answered").asBoolean()).isTrue();
        assertThat(changed.at("/data_retention_days").asInt()).isEqualTo(30);
        assertThat(changed.at("/activity_logging_enabled").asBoolean(true)).isFalse();
        List<Boolean> history =
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select granted from core.privacy_consents
                                                 where user_id = ? and source = 'api' and ip = '127.0.0.1'
                                                 order by id
                                                """)
                                        .param(ada.userId())
                                        .query(Boolean.class)
                                        .list());
        assertThat(history).containsExactly(true, false);
    }

    @Test
    void given_an_unknown_period_or_consent__when_chosen__then_it_is_refused() {
        var ada = stranger.signUp("Ada Lovelace");

        assertThat(ada.put(PRIVACY, Map.of("data_retention_days", 31)).code())
                .isEqualTo("validation_failed");
        assertThat(ada.put(PRIVACY, Map.of("consents", Map.of("cake", true))).status())
                .isEqualTo(422);
    }
}
