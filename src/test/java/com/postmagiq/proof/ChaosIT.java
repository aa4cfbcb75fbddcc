package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.FakeLlm;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Two nodes on one database, whose processes are killed and frozen and whose database goes away,
 * while runs are on their way. {@code make chaos} does the same to more runs for longer.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ChaosIT {
    private static final int RUNS = Integer.getInteger("chaos.runs", 100);
    private static final long SEED = Long.getLong("chaos.seed", System.nanoTime());

    /** Longest time a node is dead or frozen; above 20 s the other one takes over. */
    private static final int LONGEST_AWAY_MILLIS = Integer.getInteger("chaos.away", 4_000);

    /** All of a batch wait for their approval before the first is approved. */
    private static final int BATCH = 100;

    private static final Duration PATIENCE = Duration.ofMinutes(4);
    private static final Duration ANSWER_TAKES = Duration.ofMillis(500);
    private static final Duration TAKE_OVER = Duration.ofSeconds(30);
    private static final Duration OUTAGE = Duration.ofSeconds(30);

    private final FakeLlm llm = FakeLlm.start();
    private final List<String> seen = new ArrayList<>();
    private TwoNodes nodes;

    @BeforeAll
    void start() throws IOException, SQLException {
        System.out.printf("%d runs in chaos, -Dchaos.seed=%d%n", RUNS, SEED);
        answersTake(ANSWER_TAKES);
        nodes = TwoNodes.start(llm);
    }

    @AfterAll
    void stop() {
        nodes.close();
        llm.close();
    }

    private void answersTake(Duration longest) {
        llm.otherwise(call -> Tales.answer(call, SEED, longest));
    }

    @Test
    @Tag("workflow-47")
    @Tag("workflow-49")
    @Tag("workflow-84")
    void
            given_two_nodes_that_die_and_freeze_at_random__when_runs_are_on_their_way__then_they_end_as_if_nothing_had_been()
                    throws InterruptedException {
        answersTake(ANSWER_TAKES);
        var undisturbed = Tales.begin(nodes, 1);
        undisturbed.untilQuiet(PATIENCE);
        undisturbed.approve();
        undisturbed.untilQuiet(PATIENCE);
        undisturbed.assertPosts();
        var callsOfARun = undisturbed.calls("true").size();

        var monkey = new Monkey(nodes, new Random(SEED), LONGEST_AWAY_MILLIS);
        var again = 0;
        for (var begun = 0; begun < RUNS; begun += BATCH) {
            var runs = Math.min(BATCH, RUNS - begun);
            monkey.begin();
            final Tales tales;
            try {
                tales = Tales.begin(nodes, runs);
                tales.untilQuiet(PATIENCE);
                tales.approve();
                tales.untilQuiet(PATIENCE);
            } finally {
                monkey.end();
            }
            tales.assertPosts();
            assertThat(tales.ways()).isEqualTo(undisturbed.ways());
            tales.assertBooks(callsSeen());
            assertThat(tales.calls("status = 'succeeded'")).hasSize(callsOfARun * runs);
            again += tales.calls("status <> 'succeeded'").size();
        }
        System.out.printf(
                "%d runs ended as undisturbed; %s; %d calls were cut and made again%n",
                RUNS, monkey, again);
    }

    @Test
    @Tag("workflow-49")
    void
            given_a_node_that_freezes_in_the_middle_of_calls__when_it_wakes_up__then_the_other_has_its_runs_and_it_writes_nothing()
                    throws IOException, InterruptedException {
        answersTake(Duration.ofSeconds(4));
        var tales = Tales.begin(nodes, 12);
        var node = nodes.node(0);
        var its =
                await().atMost(Duration.ofSeconds(20))
                        .until(() -> callsOf(node, tales), calls -> calls.size() > 3);

        node.freeze();
        var frozen = System.nanoTime();
        final List<String> before;
        try {
            its = callsOf(node, tales);
            answersTake(ANSWER_TAKES);
            var runs = its;
            await().atMost(TAKE_OVER)
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> recovered(tales).containsAll(runs));
            System.out.printf(
                    "%d runs of a frozen node went on elsewhere after %.1f s%n",
                    its.size(), (System.nanoTime() - frozen) / 1e9);
            tales.untilQuiet(PATIENCE);
            before = rows(tales);
        } finally {
            node.thaw();
        }

        // Its calls were answered while it slept: it reads the answers, and is too late.
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !tales.calls("status = 'late'").isEmpty());
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        assertThat(rows(tales)).isEqualTo(before);
        tales.approve();
        tales.untilQuiet(PATIENCE);
        tales.assertPosts();
        tales.assertBooks(callsSeen());
    }

    @Test
    @Tag("workflow-53")
    void
            given_runs_on_their_way__when_the_database_is_away_for_half_a_minute__then_they_go_on_and_no_stored_answer_is_asked_for_again()
                    throws IOException {
        answersTake(Duration.ofSeconds(3));
        var tales = Tales.begin(nodes, 12);
        await().atMost(PATIENCE).until(() -> tales.calls("status = 'succeeded'").size() > 12);

        nodes.stopDatabase();
        LockSupport.parkNanos(OUTAGE.toNanos());
        nodes.startDatabase();
        var back = System.nanoTime();

        answersTake(ANSWER_TAKES);
        tales.untilQuiet(PATIENCE);
        System.out.printf(
                "Runs were done %.1f s after the database had come back%n",
                (System.nanoTime() - back) / 1e9);
        tales.approve();
        tales.untilQuiet(PATIENCE);
        tales.assertPosts();
        tales.assertBooks(callsSeen());
    }

    /** Runs with a call under way that this node made. */
    private List<String> callsOf(TwoNodes.Node node, Tales tales) throws IOException {
        var name = node.name();
        return nodes.look(
                jdbc ->
                        jdbc.sql(
                                        """
                                        select distinct i.run_id::text from app.agent_invocations i
                                          join core.scheduled_tasks t on t.task_instance like i.run_id || ':%'
                                         where i.workspace_id = ? and i.status = 'started' and t.picked_by = ?
                                        """)
                                .params(List.of(tales.workspace(), name))
                                .query(String.class)
                                .list());
    }

    private Set<String> recovered(Tales tales) {
        return nodes.look(
                jdbc ->
                        jdbc
                                .sql(
                                        "select run_id::text from app.workflow_events where"
                                                + " workspace_id = ? and type = 'run.recovered'")
                                .param(tales.workspace())
                                .query(String.class)
                                .list()
                                .stream()
                                .collect(Collectors.toSet()));
    }

    /** Everything about the runs but what their calls cost. */
    private List<String> rows(Tales tales) {
        return nodes.look(
                jdbc ->
                        jdbc.sql(
                                        """
                                        select concat_ws(' ', id, status, current_state, last_seq, transitions, fence, crashes)
                                          from app.workflow_runs where workspace_id = :w
                                        union all
                                        select concat_ws(' ', id, transition, completed_at) from app.workflow_state_visits
                                         where workspace_id = :w
                                        union all
                                        select concat_ws(' ', id, path, version, content_hash) from app.workflow_outputs
                                         where workspace_id = :w
                                        union all
                                        select concat_ws(' ', run_id, seq, type) from app.workflow_events where workspace_id = :w
                                        union all
                                        select concat_ws(' ', id, status) from app.workflow_decisions where workspace_id = :w
                                        order by 1
                                        """)
                                .param("w", tales.workspace())
                                .query(String.class)
                                .list());
    }

    /** All calls the provider has seen so far, by the id they carried. */
    private List<String> callsSeen() {
        llm.takeCalls().forEach(call -> seen.add(call.header("Idempotency-Key")));
        return List.copyOf(seen);
    }
}
