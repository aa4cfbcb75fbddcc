package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.workflow.engine.Engine;
import com.postmagiq.workflow.run.RunTasks;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs that wait, are woken twice, change hands or are asked for more than once. */
@RunsTest
class DurabilityTests {
    private static final int WAITING_RUNS = 500;
    private static final Duration SLOW = Duration.ofSeconds(2);

    private final Newsroom room;
    private final Engine engine;
    private final RunTasks tasks;
    private final TransactionTemplate transactions;
    private final List<HikariDataSource> pools;

    DurabilityTests(
            @LocalServerPort int port,
            Engine engine,
            RunTasks tasks,
            TransactionTemplate transactions,
            List<HikariDataSource> pools) {
        this.room = Newsroom.open(port);
        this.engine = engine;
        this.tasks = tasks;
        this.transactions = transactions;
        this.pools = pools;
    }

    @Test
    @Tag("workflow-48")
    void
            given_an_open_question__when_an_engine_takes_the_run_anew__then_the_same_question_stays_and_can_be_answered() {
        room.uses("ask");
        var run = room.start();
        var before = room.awaits(run, "awaiting_human");

        engine.advance(room.owner.workspaceId(), UUID.fromString(run));

        var after = room.run(run);
        assertThat(after.text("/open_decision/id")).isEqualTo(before.text("/open_decision/id"));
        assertThat(after.at("/last_seq")).isEqualTo(before.at("/last_seq"));
        room.decide(run, "approved");
        room.awaits(run, "complete");
    }

    @Test
    void
            given_a_call_under_way__when_another_node_takes_the_run__then_the_old_answer_is_booked_and_never_used() {
        room.uses("split")
                .says(
                        "synthesizer",
                        FakeAnswer.text(Newsroom.post(3)).after(SLOW),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start();
        room.awaitCall("synthesizer", 1);

        engine.advance(room.owner.workspaceId(), UUID.fromString(run));

        room.awaitsPersonIn(run, "human-approval");
        var finals =
                room.list(run, "outputs").stream()
                        .filter(it -> it.path("output_type").asString().equals("final"))
                        .toList();
        assertThat(finals)
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.path("content").asString())
                                        .isEqualTo(Newsroom.post(0)));
        assertThat(room.events(run, "run.recovered")).hasSize(1);
        assertThat(room.calls("writer-a")).as("stored answers are used again").hasSize(1);
        org.awaitility.Awaitility.await()
                .atMost(Newsroom.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(room.list(run, "invocations"))
                                        .filteredOn(
                                                it ->
                                                        it.path("agent")
                                                                .asString()
                                                                .equals("synthesizer"))
                                        .extracting(it -> it.path("status").asString())
                                        .containsExactly("late", "succeeded"));
    }

    @Test
    void
            given_a_call_under_way__when_the_run_is_woken_once_more__then_its_owner_keeps_it_and_nothing_is_paid_twice() {
        room.uses("split")
                .says("synthesizer", FakeAnswer.text(Newsroom.post(0)).after(SLOW))
                .obliging();
        var run = room.start();
        room.awaitCall("synthesizer", 1);

        transactions.executeWithoutResult(
                _ ->
                        tasks.wake(
                                room.owner.workspaceId(),
                                UUID.fromString(run),
                                1_000_000,
                                Instant.now()));

        room.awaitsPersonIn(run, "human-approval");
        assertThat(room.events(run, "run.recovered")).isEmpty();
        assertThat(room.calls("synthesizer")).hasSize(1);
    }

    @Test
    @Tag("workflow-52")
    void given_one_idempotency_key__when_ten_requests_carry_it_at_once__then_there_is_one_run()
            throws Exception {
        room.uses("ask");
        var key = room.owner.with("Idempotency-Key", "start-" + room.mark);
        var again = Newsroom.of(key);

        var answers =
                atOnce(
                        10,
                        () ->
                                key.post(
                                        "/workflow-runs",
                                        Map.of("story", room.story(), "config", room.slug())));

        assertThat(answers).extracting(answer -> answer.status()).containsOnly(201);
        assertThat(answers.stream().map(answer -> answer.text("/id")).collect(Collectors.toSet()))
                .hasSize(1);
        assertThat(room.owner.get("/workflow-runs").at("/items")).hasSize(1);
        var other =
                again.owner.post(
                        "/workflow-runs",
                        Map.of("story", room.story() + " More.", "config", room.slug()));
        assertThat(other.status()).isEqualTo(409);
        assertThat(other.code()).isEqualTo("idempotency_conflict");
    }

    @Test
    @Tag("workflow-50")
    void
            given_five_hundred_runs_that_wait_for_people__when_one_more_starts__then_no_thread_or_connection_is_held_by_them()
                    throws Exception {
        room.uses("ask");
        room.awaits(room.start(), "awaiting_human");
        var threads = ManagementFactory.getThreadMXBean();
        var before = threads.getThreadCount();
        var runs = atOnce(WAITING_RUNS, room::start);
        runs.forEach(run -> room.awaits(run, "awaiting_human"));

        var begun = System.nanoTime();
        room.awaits(room.start(), "awaiting_human");
        var took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(took).isLessThan(Duration.ofSeconds(5));
        assertThat(threads.getThreadCount()).isLessThanOrEqualTo(before + 10);
        assertThat(pools).isNotEmpty();
        org.awaitility.Awaitility.await()
                .untilAsserted(
                        () ->
                                assertThat(
                                                pools.stream()
                                                        .mapToInt(
                                                                pool ->
                                                                        pool.getHikariPoolMXBean()
                                                                                .getActiveConnections())
                                                        .sum())
                                        .isLessThanOrEqualTo(1));
    }

    private static <T> List<T> atOnce(int times, Callable<T> work)
            throws ExecutionException, InterruptedException {
        try (var threads = Executors.newFixedThreadPool(times > 10 ? 4 : times)) {
            var futures = IntStream.range(0, times).mapToObj(_ -> threads.submit(work)).toList();
            var results = new java.util.ArrayList<T>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }
}
