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
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Runs of one author: started for real, held back, and let go at once. */
final class BenchRuns {
    private static final long POLL_NANOS = 20_000_000;
    private static final long LONGEST_NANOS = 300_000_000_000L;

    final Api author;
    private final BenchServer server;
    private final Database database;
    private final Actor actor;
    private final String story;

    BenchRuns(BenchServer server) {
        this.server = server;
        this.database = server.bean(Database.class);
        this.author = server.stranger().signUp("Ada Lovelace");
        this.actor =
                server.bean(Workspaces.class)
                        .actorOf(author.userId(), author.workspaceId())
                        .orElseThrow();
        this.story = read(Path.of("examples/stories/clean-streets.md"));
    }

    /** Runs that were started for real, in the state of waiting for the engine, but not woken. */
    List<UUID> waiting(int number) {
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
    double execute(List<UUID> runs) {
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

    /** What a resume does to a paused row, but for its event and its task. */
    void release() {
        BenchDatabase.execute(
                database,
                "update app.workflow_runs set status = 'queued', pause_reason = null, pause_requested = false"
                        + " where status = 'paused'");
    }

    long count(String status, List<UUID> runs) {
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

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
