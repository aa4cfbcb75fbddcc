package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Runs that need the model of a file, on a node that has none. */
@RunsTest
class LocalPlacementTests {
    private static final String OTHER_NODE = "node with a model";

    private final Newsroom room;
    private final JdbcClient jdbc;

    LocalPlacementTests(@LocalServerPort int port, JdbcClient jdbc) {
        this.room = Newsroom.open(port);
        this.jdbc = jdbc;
    }

    @AfterEach
    void withdraw() {
        jdbc.sql("delete from core.local_model_offers where node = ?").param(OTHER_NODE).update();
    }

    @Test
    @Tag("workflow-92")
    void
            given_a_node_without_the_file__when_another_one_has_it__then_runs_begin_and_are_left_to_it() {
        room.uses("split", "writer-a: {provider: openai", "writer-a: {type: local").obliging();
        assertThat(room.tryStart(Map.of()).code()).isEqualTo("agent.unavailable");
        jdbc.sql(
                        "insert into core.local_model_offers (node, valid_until) values (?, clock_timestamp() + interval '1 hour')")
                .param(OTHER_NODE)
                .update();

        var run = new String[1];
        // What other nodes offer is looked up every few seconds.
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(250))
                .until(
                        () -> {
                            var started = room.tryStart(Map.of());
                            run[0] = started.status() == 201 ? started.text("/id") : "";
                            return !run[0].isEmpty();
                        });
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(250))
                .until(() -> refused(run[0]) > 0);
        assertThat(room.status(run[0])).isEqualTo("queued");
        assertThat(room.calls()).isEmpty();

        withdraw();

        room.awaitsPersonIn(run[0], "human-approval");
        assertThat(room.list(run[0], "invocations"))
                .filteredOn(call -> call.path("agent").asString().equals("writer-a"))
                .isNotEmpty()
                .allSatisfy(
                        call ->
                                assertThat(call.path("error_code").asString())
                                        .isEqualTo("unavailable"));
    }

    /** How often this node has put the run's task back. */
    private int refused(String run) {
        return jdbc.sql(
                        "select coalesce(max(consecutive_failures), 0) from core.scheduled_tasks where task_instance like ?")
                .param(run + ":%")
                .query(Integer.class)
                .single();
    }
}
