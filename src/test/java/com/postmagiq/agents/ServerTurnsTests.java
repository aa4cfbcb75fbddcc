package com.postmagiq.agents;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.PostmagiqTest;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One queue for all nodes in front of a server that works on one call at a time. */
@PostmagiqTest
class ServerTurnsTests {
    private final ServerTurns turns;
    private final JdbcClient jdbc;
    private final SharedServer server = new SharedServer("ollama", UUID.randomUUID().toString(), 1);

    ServerTurnsTests(ServerTurns turns, JdbcClient jdbc) {
        this.turns = turns;
        this.jdbc = jdbc;
    }

    @Test
    void given_a_call_under_way__when_others_ask__then_they_go_in_the_order_they_asked() {
        var first = turns.take(server, "first").orElseThrow();
        assertThat(turns.take(server, "second")).isEmpty();
        assertThat(turns.take(server, "third")).isEmpty();

        first.close();

        assertThat(turns.take(server, "third")).as("the second comes before it").isEmpty();
        var second = turns.take(server, "second").orElseThrow();
        second.close();
        turns.take(server, "third").orElseThrow().close();
    }

    @Test
    void given_a_server_that_takes_two__when_three_ask__then_one_waits() {
        var two = new SharedServer("ollama", UUID.randomUUID().toString(), 2);
        var first = turns.take(two, "a").orElseThrow();
        var second = turns.take(two, "b").orElseThrow();

        assertThat(turns.take(two, "c")).isEmpty();
        assertThat(turns.take(new SharedServer("ollama", "elsewhere " + two.address(), 1), "c"))
                .as("another server")
                .hasValueSatisfying(ServerTurns.Turn::close);

        first.close();
        second.close();
    }

    @Test
    void
            given_a_node_that_died_with_its_turn__when_half_a_minute_is_over__then_the_next_one_goes() {
        var lost = turns.take(server, "of a dead node").orElseThrow();
        assertThat(turns.take(server, "next")).isEmpty();

        jdbc.sql(
                        "update core.shared_server_calls set valid_until = clock_timestamp() - interval '1 second' where address = ? and who = ?")
                .params(server.address(), "of a dead node")
                .update();

        turns.take(server, "next").orElseThrow().close();
        lost.close();
    }

    @Test
    void given_many_that_ask_at_once__when_turns_are_given__then_exactly_one_goes()
            throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asking =
                    IntStream.range(0, 12)
                            .<Callable<Boolean>>mapToObj(
                                    i -> () -> turns.take(server, "caller " + i).isPresent())
                            .toList();
            var given = 0;
            for (var answer : threads.invokeAll(asking)) {
                given += answer.get() ? 1 : 0;
            }
            assertThat(given).isEqualTo(1);
        }
    }
}
