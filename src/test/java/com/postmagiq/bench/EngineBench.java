package com.postmagiq.bench;

import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;

/**
 * How fast one node takes waiting runs from their story to the approval, next to pgbench executing
 * the same statements and commits on rows that were made the same way.
 */
final class EngineBench {
    /** As many as the product's own limit of runs at the same time. */
    private static final int CLIENTS = 8;

    private final BenchServer server;
    private final Database database;
    private final BenchRuns runs;
    private final Pgbench pgbench;
    private final Path folder;

    EngineBench(BenchServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.database = server.bean(Database.class);
        this.runs = new BenchRuns(server);
        this.pgbench = new Pgbench(database.access().app(), folder);
    }

    /**
     * @param number how many wait for the engine at once in each round
     * @param rounds the best of them counts
     */
    List<Measured> measure(Duration warmUp, int number, int rounds) {
        var warm = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < warm) {
            runs.execute(runs.waiting(number / 2));
        }
        var script = script();
        var engine = 0.0;
        var bound = 0.0;
        for (var round = 0; round < rounds; round++) {
            engine = Math.max(engine, runs.execute(runs.waiting(number)));
            bound = Math.max(bound, reference(script, number));
        }
        var between = millisBetweenStates(10);
        System.out.printf(
                Locale.ROOT,
                "engine %.1f runs/s, pgbench %.1f runs/s, %d commits and %d statements a run%n",
                engine,
                bound,
                script.commits,
                script.statements);
        return List.of(
                Measured.atLeast("engine_steps_vs_pgbench", engine / bound, 0.50),
                Measured.atMost("engine_ms_between_states", between, 2.0));
    }

    private record Script(String text, long commits, long statements) {}

    /** Records one run and turns it into a script for any waiting run. */
    private Script script() {
        var run = runs.waiting(1).getFirst();
        var storyId = storyOf(run);
        var recorder = server.recorder();
        recorder.start();
        runs.execute(List.of(run));
        var transactions =
                recorder.stop().stream().filter(transaction -> !polls(transaction)).toList();
        var text =
                PgbenchScript.of(
                        transactions,
                        List.of(runs.author.workspaceId(), runs.author.userId()),
                        Map.of(run, "run_id", storyId, "story_id"),
                        "from (select nextval('bench.next_run') as n offset 0) taken join bench.runs using (n)");
        return new Script(
                text,
                transactions.size(),
                transactions.stream().mapToLong(part -> part.statements().size()).sum());
    }

    /** Waking a run belongs to the queue, not to the steps. */
    private static boolean polls(StatementRecorder.Committed transaction) {
        return transaction.statements().stream()
                .anyMatch(sent -> sent.sql().contains("insert into core.scheduled_tasks"));
    }

    private double reference(Script script, int number) {
        var ids = runs.waiting(number);
        maintain("drop schema if exists bench cascade; create schema bench");
        maintain("create table bench.runs (n bigint primary key, run_id uuid, story_id uuid)");
        maintain("create sequence bench.next_run");
        maintain("grant usage on schema bench to postmagiq_app");
        maintain("grant select on bench.runs to postmagiq_app");
        maintain("grant usage on sequence bench.next_run to postmagiq_app");
        maintain(
                "insert into bench.runs select row_number() over (order by r.id), r.id, o.id from app.workflow_runs r"
                        + " join app.workflow_outputs o on o.workspace_id = r.workspace_id and o.run_id = r.id"
                        + " where r.status = 'paused'");
        runs.release();
        maintain("analyze");
        var rate = pgbench.times("engine", script.text, CLIENTS, number / CLIENTS);
        var done = runs.count("awaiting_human", ids);
        if (done != number - number % CLIENTS) {
            throw new IllegalStateException(
                    "pgbench brought %d of %d runs to their approval: its script no longer does what the engine does; see %s"
                            .formatted(done, number, folder.resolve("engine.sql")));
        }
        return rate;
    }

    /**
     * Median from the commit of a state's result to the first statement of the next state, one run
     * at a time: what the engine thinks between two states, its prompt included.
     */
    private double millisBetweenStates(int number) {
        var gaps = new ArrayList<Double>();
        for (var run : runs.waiting(number)) {
            var recorder = server.recorder();
            recorder.start();
            runs.execute(List.of(run));
            var transactions = recorder.stop();
            for (var done : transactions) {
                if (leavesState(done)) {
                    transactions.stream()
                            .flatMap(transaction -> transaction.statements().stream())
                            .mapToLong(StatementRecorder.Sent::nanos)
                            .filter(sent -> sent > done.nanos())
                            .min()
                            .ifPresent(next -> gaps.add((next - done.nanos()) / 1e6));
                }
            }
        }
        gaps.sort(Comparator.naturalOrder());
        return gaps.get(gaps.size() / 2);
    }

    private static boolean leavesState(StatementRecorder.Committed transaction) {
        return transaction.statements().stream()
                .anyMatch(sent -> sent.sql().contains("update app.workflow_state_visits"));
    }

    private UUID storyOf(UUID run) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql("select id from app.workflow_outputs where run_id = :run")
                                .param("run", run)
                                .query(UUID.class)
                                .single());
    }

    private void maintain(String sql) {
        BenchDatabase.execute(database, sql);
    }
}
