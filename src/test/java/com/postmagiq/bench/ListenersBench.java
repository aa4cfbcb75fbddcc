package com.postmagiq.bench;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * How long an event of a run takes from before its commit until it is read by each of its
 * listeners.
 */
final class ListenersBench {
    private static final int EVENTS = 60;
    private static final int WARM_UP = 20;
    private static final Duration APART = Duration.ofMillis(250);
    private static final int PATIENCE_SECONDS = 60;
    private static final String TYPE = "bench.tick";
    private static final String NUMBER = "\"n\":";
    private static final double NANOS = 1e6;
    private static final Logger LOG = LoggerFactory.getLogger(ListenersBench.class);

    private final BenchServer server;
    private final BenchRuns runs;

    ListenersBench(BenchServer server) {
        this.server = server;
        this.runs = new BenchRuns(server);
    }

    /** One measurement: when each event was sent, and how long each listener waited for it. */
    private static final class Heard {
        private final AtomicLongArray sent = new AtomicLongArray(EVENTS);
        private final AtomicLongArray took;
        private final AtomicInteger next = new AtomicInteger();
        private final CountDownLatch open;
        private final CountDownLatch left;

        Heard(int listeners) {
            took = new AtomicLongArray((EVENTS - WARM_UP) * listeners);
            open = new CountDownLatch(listeners);
            left = new CountDownLatch(EVENTS * listeners);
        }

        void arrived(int event) {
            if (event >= WARM_UP) {
                took.set(next.getAndIncrement(), System.nanoTime() - sent.get(event));
            }
            left.countDown();
        }

        double[] sortedMillis() {
            return IntStream.range(0, took.length())
                    .mapToDouble(place -> took.get(place) / NANOS)
                    .sorted()
                    .toArray();
        }
    }

    List<Measured> measure(int listeners) {
        var run = runs.waiting(1).getFirst();
        var heard = new Heard(listeners);
        var sockets = new ArrayList<Socket>();
        try {
            for (var i = 0; i < listeners; i++) {
                var socket = connect(run);
                sockets.add(socket);
                Thread.ofVirtual().start(() -> read(socket, heard));
            }
            reached(heard.open, "%d of %d listeners were not let in", listeners);
            for (var event = 0; event < EVENTS; event++) {
                heard.sent.set(event, System.nanoTime());
                append(run, event);
                LockSupport.parkNanos(APART.toNanos());
            }
            reached(heard.left, "%d of %d events did not arrive", EVENTS * listeners);
            for (var socket : sockets) {
                socket.close();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The listeners broke off", e);
        }
        var millis = heard.sortedMillis();
        var p99 = millis[(int) (millis.length * 0.99)];
        System.out.printf(
                Locale.ROOT,
                "%d listeners: median %.1f ms, 99 of 100 within %.1f ms%n",
                listeners,
                millis[millis.length / 2],
                p99);
        return List.of(Measured.atMost("listeners_p99_ms", p99, 250));
    }

    private static void reached(CountDownLatch latch, String failure, int all) {
        try {
            if (!latch.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException(failure.formatted(latch.getCount(), all));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while listening", e);
        }
    }

    private void append(UUID run, int number) {
        var event = RunEvent.of(TYPE, null, null, Instant.now(), Map.of("n", number));
        CurrentWorkspace.run(
                runs.author.workspaceId(),
                () ->
                        server.bean(TransactionTemplate.class)
                                .executeWithoutResult(
                                        _ ->
                                                server.bean(RunEvents.class)
                                                        .append(
                                                                runs.author.workspaceId(),
                                                                run,
                                                                List.of(event))));
    }

    private Socket connect(UUID run) throws IOException {
        var base = URI.create(runs.author.base());
        var socket = new Socket(base.getHost(), base.getPort());
        socket.getOutputStream()
                .write(
                        "GET /api/v1/w/%s/workflow-runs/%s/events HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\nAccept: text/event-stream\r\n\r\n"
                                .formatted(
                                        runs.author.workspaceId(),
                                        run,
                                        base.getAuthority(),
                                        runs.author.accessToken())
                                .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static void read(Socket socket, Heard heard) {
        try (var lines =
                new BufferedReader(
                        new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(":open")) {
                    heard.open.countDown();
                } else if (line.startsWith("data:") && line.contains(TYPE)) {
                    heard.arrived(number(line));
                }
            }
        } catch (IOException e) {
            LOG.debug("A listener's connection ended: {}", e.toString());
        }
    }

    private static int number(String line) {
        var at = line.indexOf(NUMBER) + NUMBER.length();
        return Integer.parseInt(line.substring(at, line.indexOf('}', at)).strip());
    }
}
