package com.postmagiq.bench;

import com.postmagiq.Maintenance;
import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.database.Database;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What many of something cost: runs in the queue, runs that wait for a person, nodes, listeners.
 */
final class ScaleBench {
    /** Long enough that a node's own limit of runs, not the database, decides how fast it is. */
    private static final Duration THINKING = Duration.ofMillis(400);

    private static final int RUNS_OF_A_NODE = 48;
    private static final int COLLECTIONS = 3;
    private static final double MIB = 1 << 20;

    private final Path folder;

    ScaleBench(Path folder) {
        this.folder = folder;
    }

    /**
     * @param many how many runs wait in the queue, and how many clients listen to one
     */
    List<Measured> measure(int many) {
        var figures = new ArrayList<Measured>();
        var access = TestPostgres.createDatabase("postmagiq_scale");
        var database = new Database(access, access.app(), null);
        try (var server = BenchServer.start(folder.resolve("queue"), database, Duration.ZERO)) {
            figures.addAll(queue(server, database, many));
            figures.addAll(new ListenersBench(server).measure(many));
        }
        figures.add(nodes(database));
        return figures;
    }

    private static List<Measured> queue(BenchServer server, Database database, int many) {
        var runs = new BenchRuns(server);
        // Fills what is kept for good: compiled rules, statements, the latest sources.
        runs.execute(runs.waiting(many * 2 / 5));
        var heap = liveHeap();
        var before = used(database);
        var queued = runs.waiting(many);
        var rate = runs.execute(queued);
        var after = used(database);
        var heapAfter = liveHeap();
        System.out.printf(
                Locale.ROOT,
                "%d queued runs: %.1f runs/s, live heap %.1f MiB before and %.1f MiB after%n",
                many,
                rate,
                heap / MIB,
                heapAfter / MIB);
        return List.of(
                Measured.atMost("queue_heap_after_vs_before", heapAfter / heap, 1.10),
                Measured.atMost(
                        "waiting_runs_threads", (double) (after.threads - before.threads), 2),
                Measured.atMost(
                        "waiting_runs_connections", (double) (after.busy - before.busy), 0));
    }

    private record Used(int threads, long busy) {}

    /** Platform threads, and sessions of the database that do something. */
    private static Used used(Database database) {
        return new Used(
                ManagementFactory.getThreadMXBean().getThreadCount(),
                Maintenance.call(
                        database,
                        jdbc ->
                                jdbc.sql(
                                                "select count(*) from pg_stat_activity where datname = current_database()"
                                                        + " and pid <> pg_backend_pid() and state <> 'idle'")
                                        .query(Long.class)
                                        .single()));
    }

    private static double liveHeap() {
        for (var i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /**
     * Both nodes work on the runs of one queue; each takes as many at a time as its setting says.
     */
    private Measured nodes(Database database) {
        try (var first = BenchServer.start(folder.resolve("first"), database, THINKING)) {
            var runs = new BenchRuns(first);
            runs.execute(runs.waiting(RUNS_OF_A_NODE / 2));
            var alone = runs.execute(runs.waiting(RUNS_OF_A_NODE));
            try (var _ = BenchServer.start(folder.resolve("second"), database, THINKING)) {
                runs.execute(runs.waiting(RUNS_OF_A_NODE));
                var together = runs.execute(runs.waiting(2 * RUNS_OF_A_NODE));
                System.out.printf(
                        Locale.ROOT,
                        "one node %.2f runs/s, two nodes %.2f runs/s%n",
                        alone,
                        together);
                return Measured.atLeast("two_nodes_vs_one", together / alone, 1.7);
            }
        }
    }
}
