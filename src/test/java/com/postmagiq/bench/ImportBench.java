package com.postmagiq.bench;

import com.postmagiq.Api;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** How long the largest import takes, and how much more lives in memory in its middle. */
final class ImportBench {
    private static final double MIB = 1 << 20;
    private static final int COLLECTIONS = 3;
    private static final long LOOK_AGAIN = 200_000_000L;

    private final BenchServer server;

    ImportBench(BenchServer server) {
        this.server = server;
    }

    /**
     * @param rows posts of about two hundred words
     */
    List<Measured> measure(int rows) {
        var person = server.stranger().signUp("Ida Importer");
        run(person, 500, 0);
        var heap = liveHeap();
        var time = System.nanoTime();
        var middle = run(person, rows, rows / 2);
        var seconds = (System.nanoTime() - time) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%d imported posts: %.1f s, live heap %.1f MiB before and %.1f MiB in the middle%n",
                rows,
                seconds,
                heap / MIB,
                middle / MIB);
        return List.of(
                Measured.atMost("import_10k_s", seconds * 10_000 / rows, 30),
                Measured.atMost("import_heap_middle_vs_before", middle / heap, 1.10));
    }

    /** Sends a table and waits for its end; the live heap when that many rows are done. */
    private static double run(Api person, int rows, int lookedAt) {
        var operation = send(person, rows);
        var heap = 0.0;
        while (true) {
            var now = person.get("/operations/" + operation);
            if (heap == 0 && lookedAt > 0 && now.at("/done").asInt() >= lookedAt) {
                heap = liveHeap();
            }
            if (now.text("/status").equals("succeeded")) {
                return heap;
            }
            if (now.text("/status").equals("failed")) {
                throw new IllegalStateException(now.raw().body());
            }
            LockSupport.parkNanos(LOOK_AGAIN);
        }
    }

    /** The operation's id; the answer itself would keep the table in memory. */
    private static String send(Api person, int rows) {
        return person.upload("/content/import", "file", "posts.csv", table(rows), "commit", "true")
                .text("/id");
    }

    private static byte[] table(int rows) {
        return IntStream.range(0, rows)
                .mapToObj(ImportBench::row)
                .collect(
                        Collectors.joining(
                                "", "external_ref,topic,goal,chapter,tags,content\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static String row(int number) {
        var text =
                IntStream.range(0, 200)
                        .mapToObj(word -> "word" + (word * 31 + number * 7) % 997)
                        .collect(Collectors.joining(" "));
        return "%1$s-%2$d,Topic %2$d,Series,Chapter of %3$d,a;b,%4$s%n"
                .formatted(System.identityHashCode(text), number, number % 40, text);
    }

    private static double liveHeap() {
        for (var i = 0; i < COLLECTIONS; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
