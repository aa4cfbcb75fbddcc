package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class SessionsExpireTests {
    private final Database database;
    private final SessionsExpire task;
    private final Api stranger;

    SessionsExpireTests(Database database, SessionsExpire task, @LocalServerPort int port) {
        this.database = database;
        this.task = task;
        this.stranger = Api.at(port);
    }

    @Test
    void given_sessions_of_all_ages__when_they_are_swept__then_each_gets_what_its_age_deserves() {
        var ada = stranger.signUp("Ada Lovelace");
        var over = stranger.signUp("Bob Moses");
        var longOver = stranger.signUp("Carol Shaw");
        end(over, "1 minute");
        end(longOver, "31 days");

        task.sweep();
        task.sweep();

        assertThat(state(ada)).isEqualTo("live");
        assertThat(state(over)).isEqualTo("expired");
        assertThat(state(longOver)).isEqualTo("gone");
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
    }

    private void end(Api person, String ago) {
        Maintenance.update(
                database,
                "update core.active_sessions set expires_at = now() - cast(? as interval) where user_id = ?",
                ago,
                person.userId());
    }

    private String state(Api person) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select coalesce(max(coalesce(revoked_reason, 'live')), 'gone')
                                          from core.active_sessions where user_id = ?
                                        """)
                                .param(person.userId())
                                .query(String.class)
                                .single());
    }
}
