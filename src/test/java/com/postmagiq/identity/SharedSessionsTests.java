package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.workflow.SecondNode;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
@Tag("tenancy-62")
class SharedSessionsTests {
    /** Ends the connections on which nodes hear of each other; a role may end its own. */
    private static final String DEAFEN =
            """
            select pg_terminate_backend(pid) from pg_stat_activity
             where datname = current_database() and usename = current_user and query like 'listen %'
            """;

    private final Database database;
    private final Api here;

    SharedSessionsTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.here = Api.at(port);
    }

    @Test
    void given_two_nodes__when_a_session_ends_on_one__then_the_other_knows_within_a_second(
            @TempDir Path folder) throws SQLException {
        var laptop = here.signUp("Ada Lovelace");
        try (var other = SecondNode.beside(database, folder)) {
            assertThat(laptop.on(other.port()).get("/permissions").status())
                    .as("a token made before this node started")
                    .isEqualTo(200);
            var phone = laptop.on(other.port()).signIn();
            assertThat(phone.get("/permissions").status()).isEqualTo(200);
            endOthers(laptop);
            awaitOut(phone);

            var tablet = laptop.on(other.port()).signIn();
            assertThat(tablet.get("/permissions").status()).isEqualTo(200);
            deafen();
            endOthers(laptop);
            awaitOut(tablet);
        }
    }

    private static void endOthers(Api laptop) {
        var ended = laptop.post("/api/v1/auth/logout-all", Map.of("keep_current", true));
        assertThat(ended.at("/revoked").asInt()).isEqualTo(1);
    }

    private static void awaitOut(Api person) {
        await().atMost(Duration.ofSeconds(1))
                .pollInterval(Duration.ofMillis(50))
                .untilAsserted(
                        () ->
                                assertThat(person.get("/permissions").code())
                                        .isEqualTo("auth.session_revoked"));
    }

    private void deafen() throws SQLException {
        try (var connection = database.access().app().connect();
                var statement = connection.createStatement()) {
            statement.execute(DEAFEN);
        }
    }
}
