package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.TestPostgres;
import com.postmagiq.workflow.control.Deciding;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.engine.Engine;
import com.postmagiq.workspace.Workspaces;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Hundreds of runs through the engine as it is, on the database as it is, under virtual time: hours
 * of waiting take none. Answers, failures, dying nodes, take-overs, pauses and decisions come from
 * a seed; what must always hold is looked at between any two steps, and one seed gives one trace.
 *
 * <p>Not simulated: the scheduler (the test wakes a run when its task is due), agents that speak at
 * the same time (their order would not follow from the seed), and the limit of working time, which
 * is measured by the machine's own clock.
 */
@RunsTest
@Import(SimulatedNode.MadeUp.class)
@TestPropertySource(properties = "db-scheduler.enabled=false")
class SimulationTests {
    private static final int SEEDS = Integer.getInteger("simulation.seeds", 500);
    private static final long FIRST = Long.getLong("simulation.seed", 1);
    private static final int PLAYED_TWICE = 20;
    private static final int THREADS = 4;
    private static final int CONFIGURATIONS = 12;

    private final Api stranger;
    private final Workspaces workspaces;
    private final SimulatedNode.Parts parts;
    private final List<HikariDataSource> pools;
    private final List<Configuration> configurations = new ArrayList<>();

    private record Configuration(String slug, int hardTransitions) {}

    SimulationTests(
            @LocalServerPort int port,
            Workspaces workspaces,
            Engine engine,
            WorkflowRuns runs,
            RunCommands commands,
            Deciding deciding,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            List<HikariDataSource> pools) {
        this.pools = pools;
        this.stranger = Api.at(port);
        this.workspaces = workspaces;
        this.parts = new SimulatedNode.Parts(engine, runs, commands, deciding, jdbc, transactions);
    }

    @Test
    @Tag("workflow-15")
    @Tag("workflow-31")
    @Tag("workflow-36")
    void given_any_answers_accidents_and_decisions__when_a_run_is_played__then_the_laws_hold()
            throws InterruptedException {
        makeConfigurations();
        commitWithoutWaitingForTheDisk();
        var endings = new ConcurrentSkipListMap<String, Integer>();
        var begun = System.nanoTime();
        try (var threads = Executors.newFixedThreadPool(THREADS)) {
            var played = new TreeMap<Long, Future<List<String>>>();
            for (var seed = FIRST; seed < FIRST + SEEDS; seed++) {
                var number = seed;
                played.put(number, threads.submit(() -> play(number)));
            }
            for (var seed : played.keySet()) {
                try {
                    var trace = played.get(seed).get();
                    endings.merge(trace.getLast(), 1, Integer::sum);
                    if (seed < FIRST + PLAYED_TWICE) {
                        assertThat(threads.submit(() -> play(seed)).get())
                                .as("the same seed gives the same trace")
                                .isEqualTo(trace);
                    }
                } catch (ExecutionException | AssertionError e) {
                    threads.shutdownNow();
                    throw new AssertionError(
                            "Seed %d; alone: -Dsimulation.seed=%d -Dsimulation.seeds=1"
                                    .formatted(seed, seed),
                            e);
                }
            }
        }
        System.out.printf(
                "%d runs from seed %d in %.1f s: %s%n",
                SEEDS, FIRST, (System.nanoTime() - begun) / 1e9, endings);
    }

    private List<String> play(long seed) {
        var author = stranger.signUp("Ada Lovelace");
        var actor = workspaces.actorOf(author.userId(), author.workspaceId()).orElseThrow();
        var node = new SimulatedNode(parts, actor, author.workspaceId());
        var simulation = new Simulation(node, Newsroom.of(author), seed);
        var configuration = configurations.get((int) (seed % CONFIGURATIONS));
        SimulatedNode.CURRENT.set(simulation);
        try {
            return simulation.play(configuration.slug, configuration.hardTransitions);
        } finally {
            SimulatedNode.CURRENT.remove();
        }
    }

    /**
     * What a power cut leaves is not looked at here, and waiting for the disk is most of the time.
     */
    private void commitWithoutWaitingForTheDisk() {
        var database = parts.jdbc().sql("select current_database()").query(String.class).single();
        try (var connection = TestPostgres.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("alter database %s set synchronous_commit = off".formatted(database));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        pools.forEach(pool -> pool.getHikariPoolMXBean().softEvictConnections());
    }

    /** The two graphs of the other tests, under limits, retries and fallbacks of all kinds. */
    private void makeConfigurations() {
        var room = Newsroom.of(stranger.signUp("Ada Lovelace"));
        var chance = new Random(7);
        for (var i = 0; i < CONFIGURATIONS; i++) {
            var hard = 12 + chance.nextInt(30);
            room.uses(
                    i % 2 == 0 ? "split" : "count",
                    "timeout_per_agent: 20, retry_count: 1, max_repair_attempts: 1",
                    "timeout_per_agent: 120, retry_count: %d, max_repair_attempts: %d, parallel_fanout: false"
                            .formatted(chance.nextInt(3), chance.nextInt(3)),
                    "agents: [writer-a, writer-b, writer-c]",
                    "agents: [writer-a, writer-b]",
                    "max_transitions_hard: 50",
                    "max_transitions_hard: " + hard,
                    "name: transition_limit, limit: 20",
                    "name: transition_limit, limit: " + (8 + chance.nextInt(hard - 9)),
                    "name: cost_limit, limit: 5.00",
                    "name: cost_limit, limit: " + (i % 3 == 0 ? "0.04" : "0.50"),
                    "model: m-writer-a-",
                    i % 4 == 0
                            ? "fallback: [checker-a], model: m-writer-a-"
                            : "model: m-writer-a-");
            configurations.add(new Configuration(room.slug(), hard));
        }
    }
}
