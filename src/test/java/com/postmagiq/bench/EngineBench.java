package com.postmagiq.bench;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.control.StartRequest;
import com.postmagiq.workflow.control.WorkflowRuns;
import com.postmagiq.workflow.run.RunTasks;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Workspaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How fast one node takes waiting runs from their story to the approval, next to pgbench executing
 * the same statements and commits on rows that were made the same way.
 */
final class EngineBench {
    /** As many as the product's own limit of runs at the same time. */
    private static final int CLIENTS = 8;

    private static final long POLL_NANOS = 20_000_000;
    private static final long LONGEST_NANOS = 300_000_000_000L;

    private final BenchServer server;
    private final Database database;
    private final Api author;
    private final Actor actor;
    private final Pgbench pgbench;
    private final Path folder;
    private final String story;

    EngineBench(BenchServer server, Path folder) {
        this.server = server;
        this.folder = folder;
        this.database = server.bean(Database.class);
        this.author = server.stranger().signUp("Ada Lovelace");
        this.actor =
                server.bean(Workspaces.class)
                        .actorOf(author.userId(), author.workspaceId())
                        .orElseThrow();
        this.pgbench = new Pgbench(database.access().app(), folder);
        this.story = read(Path.of("examples/stories/clean-streets.md"));
    }

    /**
     * @param runs how many wait for the engine at once in each round
     * @param rounds the best of them counts
     */
    List<Measured> measure(Duration warmUp, int runs, int rounds) {
        var warm = System.nanoTime() + warmUp.toNanos();
        while (System.nanoTime() < warm) {
            execute(waiting(runs / 2));
        }
        var script = script();
        var engine = 0.0;
        var bound = 0.0;
        for (var round = 0; round < rounds; round++) {
            engine = Math.max(engine, execute(waiting(runs)));
            bound = Math.max(bound, reference(script, runs));
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
        var run = waiting(1).getFirst();
        var storyId = storyOf(run);
        var recorder = server.recorder();
        recorder.start();
        execute(List.of(run));
        var transactions =
                recorder.stop().stream().filter(transaction -> !polls(transaction)).toList();
        var text =
                PgbenchScript.of(
                        transactions,
                        List.of(author.workspaceId(), author.userId()),
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

    private double reference(Script script, int runs) {
        var ids = waiting(runs);
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
        release();
        maintain("analyze");
        var rate = pgbench.times("engine", script.text, CLIENTS, runs / CLIENTS);
        var done = count("awaiting_human", ids);
        if (done != runs - runs % CLIENTS) {
            throw new IllegalStateException(
                    "pgbench brought %d of %d runs to their approval: its script no longer does what the engine does; see %s"
                            .formatted(done, runs, folder.resolve("engine.sql")));
        }
        return rate;
    }

    /** Runs that were started for real, in the state of waiting for the engine, but not woken. */
    private List<UUID> waiting(int number) {
        var runs = server.bean(WorkflowRuns.class);
        var ids = new ArrayList<UUID>();
        CurrentWorkspace.run(
                author.workspaceId(),
                () -> {
                    for (var i = 0; i < number; i++) {
                        ids.add(runs.start(request(), actor, null));
                    }
                });
        return ids;
    }

    private StartRequest request() {
        return new StartRequest(story, null, "offline", null, null, null, false, true, true, null);
    }

    /** Wakes the runs; runs per second until the last one waits for its approval. */
    private double execute(List<UUID> runs) {
        release();
        var tasks = server.bean(RunTasks.class);
        var begun = Instant.now();
        CurrentWorkspace.run(
                author.workspaceId(),
                () ->
                        server.bean(TransactionTemplate.class)
                                .executeWithoutResult(
                                        _ ->
                                                runs.forEach(
                                                        run ->
                                                                tasks.wake(
                                                                        author.workspaceId(),
                                                                        run,
                                                                        0,
                                                                        begun))));
        var woken = System.nanoTime();
        Maintenance.call(
                database,
                jdbc -> {
                    var first = runs.getFirst();
                    var last = runs.getLast();
                    while (counted(jdbc, "awaiting_human", first, last) < runs.size()) {
                        if (System.nanoTime() - woken > LONGEST_NANOS) {
                            throw new IllegalStateException(
                                    "The engine did not bring %d runs to their approval in time"
                                            .formatted(runs.size()));
                        }
                        LockSupport.parkNanos(POLL_NANOS);
                    }
                    return runs.size();
                });
        return runs.size() * 1e9 / (System.nanoTime() - woken);
    }

    /**
     * Median from the commit of a state's result to the first statement of the next state, one run
     * at a time: what the engine thinks between two states, its prompt included.
     */
    private double millisBetweenStates(int runs) {
        var gaps = new ArrayList<Double>();
        for (var run : waiting(runs)) {
            var recorder = server.recorder();
            recorder.start();
            execute(List.of(run));
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

    /** What a resume does to a paused row, but for its event and its task. */
    private void release() {
        maintain(
                "update app.workflow_runs set status = 'queued', pause_reason = null, pause_requested = false"
                        + " where status = 'paused'");
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

    private long count(String status, List<UUID> runs) {
        return Maintenance.call(
                database, jdbc -> counted(jdbc, status, runs.getFirst(), runs.getLast()));
    }

    private static long counted(JdbcClient jdbc, String status, UUID first, UUID last) {
        return jdbc.sql(
                        "select count(*) from app.workflow_runs where status = :status and id between :first and :last")
                .param("status", status)
                .param("first", first)
                .param("last", last)
                .query(Long.class)
                .single();
    }

    private void maintain(String sql) {
        BenchDatabase.execute(database, sql);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
