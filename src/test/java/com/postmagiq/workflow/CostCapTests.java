package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.FakeAnswer;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Money is set aside before a call, so that calls made together cannot pass a cap together. */
@RunsTest
class CostCapTests {
    private final Newsroom room;
    private final Database database;

    CostCapTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
    }

    @Test
    @Tag("workflow-36")
    void
            given_room_for_two_of_three_drafts__when_all_begin_at_once__then_the_cap_holds_all_along() {
        var cap = new BigDecimal("2.5");
        var slow = Duration.ofMillis(300);
        // Each call may cost a dollar, and costs a fraction of it.
        room.uses(
                        "split",
                        "output: 0.002",
                        "output: 1.0",
                        "max_cost_hard: 10.00",
                        "max_cost_hard: 2.5")
                .says("writer-a", FakeAnswer.text(Newsroom.post(0)).after(slow))
                .says("writer-b", FakeAnswer.text(Newsroom.post(2)).after(slow))
                .says("writer-c", FakeAnswer.text(Newsroom.post(5)).after(slow))
                .obliging();
        var run = room.start();

        await().atMost(Newsroom.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            assertThat(spentAndHeld(run)).isLessThanOrEqualTo(cap);
                            return room.status(run).equals("halted");
                        });

        assertThat(room.run(run).text("/error/code")).isEqualTo("breaker.hard_cost_limit");
        assertThat(
                        room.calls("writer-a").size()
                                + room.calls("writer-b").size()
                                + room.calls("writer-c").size())
                .isEqualTo(2);
        assertThat(spentAndHeld(run)).isLessThan(BigDecimal.ONE);
    }

    private BigDecimal spentAndHeld(String run) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select total_cost_usd + held_cost_usd from app.workflow_runs where id = ?")
                                .param(UUID.fromString(run))
                                .query(BigDecimal.class)
                                .single());
    }
}
