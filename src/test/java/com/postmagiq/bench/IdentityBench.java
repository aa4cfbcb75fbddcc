package com.postmagiq.bench;

import com.postmagiq.Api;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import com.postmagiq.workspace.Workspaces;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * What knowing who asks costs: a simple read next to the same read without any check, and how long
 * other people wait while many sign in at once.
 */
final class IdentityBench {
    private static final String CHECKED = "/read";
    private static final String UNCHECKED = "/unchecked/";
    private static final int READERS = 4;
    private static final Duration BETWEEN_READS = Duration.ofMillis(20);
    private static final int SIGNING_IN = 16;
    private static final double SLOWEST = 0.99;

    private final BenchServer server;
    private final Workspaces workspaces;
    private final Api reader;

    IdentityBench(BenchServer server) {
        this.server = server;
        this.workspaces = server.bean(Workspaces.class);
        this.reader = server.stranger().signUp("Grace Hopper");
    }

    /**
     * Everybody here asks from one address, whose requests would be counted together. To be called
     * before the server starts.
     */
    static void liftLimits() {
        for (var limit : List.of("person", "address")) {
            System.setProperty("postmagiq.rate-limit." + limit + "-per-minute", "100000000");
        }
    }

    /**
     * What session, membership and scope take of a simple read.
     *
     * @param each length of one round of reads
     */
    Measured checks(Duration each, int rounds) {
        register();
        return Measured.atMost("identity_checks_share", share(each, rounds), 0.15);
    }

    /**
     * How much longer the slowest of a hundred reads takes while many sign in.
     *
     * @param each how long people read while nobody signs in, and while many do
     */
    Measured storm(Duration each) {
        register();
        return Measured.atMost("identity_storm_p99_vs_calm", stormy(each), 2.0);
    }

    private void register() {
        var mapping = (RequestMappingHandlerMapping) server.bean("requestMappingHandlerMapping");
        try {
            mapping.registerMapping(
                    RequestMappingInfo.paths("/api/v1/w/{workspace_id}" + CHECKED).build(),
                    this,
                    IdentityBench.class.getDeclaredMethod("checked"));
            mapping.registerMapping(
                    RequestMappingInfo.paths(UNCHECKED + "{workspace_id}").build(),
                    this,
                    IdentityBench.class.getDeclaredMethod("unchecked", UUID.class));
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @ResponseBody
    @RequiresScope(Scope.CONTENT_READ)
    Workspaces.Workspace checked() {
        return workspaces.current();
    }

    @ResponseBody
    Workspaces.Workspace unchecked(@PathVariable("workspace_id") UUID workspaceId) {
        return CurrentWorkspace.call(workspaceId, workspaces::current);
    }

    /** How much of a request's time goes into session, membership and scope. */
    private double share(Duration each, int rounds) {
        var with = new HttpLoad(reader, CHECKED);
        var without = HttpLoad.outside(reader, UNCHECKED + reader.workspaceId());
        with.run(each);
        without.run(each);
        var checked = 0.0;
        var free = 0.0;
        for (var round = 0; round < rounds; round++) {
            free = Math.max(free, without.run(each));
            checked = Math.max(checked, with.run(each));
        }
        System.out.printf(
                Locale.ROOT, "read %.0f/s, the same without checks %.0f/s%n", checked, free);
        return 1 - checked / free;
    }

    private double stormy(Duration length) {
        var people = new ArrayList<Api>();
        for (var i = 0; i < SIGNING_IN; i++) {
            people.add(server.stranger().signUp("Person " + i));
        }
        // The first of each is for warming up.
        slowest(length);
        whileSigningIn(people, length);
        var calm = slowest(length);
        var stormy = whileSigningIn(people, length);
        System.out.printf(
                Locale.ROOT, "99 of 100 reads: calm %.1f ms, storm %.1f ms%n", calm, stormy);
        return stormy / calm;
    }

    private double whileSigningIn(List<Api> people, Duration length) {
        var signedIn = new AtomicLong();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var storm =
                    people.stream()
                            .map(person -> threads.submit(() -> signInAgain(person, signedIn)))
                            .toList();
            var slowest = slowest(length);
            storm.forEach(each -> each.cancel(true));
            if (signedIn.get() < SIGNING_IN) {
                throw new IllegalStateException(
                        "Only %d signed in: that is no storm".formatted(signedIn.get()));
            }
            System.out.printf(
                    Locale.ROOT, "%.1f sign-ins/s%n", signedIn.get() / (length.toMillis() / 1e3));
            return slowest;
        }
    }

    /** Until somebody interrupts it. */
    private void signInAgain(Api person, AtomicLong signedIn) {
        var body = Map.of("email", person.email(), "password", Api.PASSWORD);
        while (!Thread.currentThread().isInterrupted()) {
            try {
                var answer = server.stranger().post("/api/v1/auth/login", body);
                if (answer.status() == 200) {
                    signedIn.incrementAndGet();
                }
            } catch (IllegalStateException _) {
                return; // interrupted in the middle
            }
        }
    }

    /**
     * Milliseconds within which 99 of 100 reads were answered. Each reader asks at fixed times and
     * counts from them, so that a slow answer is also told by those who had to wait behind it.
     */
    private double slowest(Duration length) {
        var asks = (int) (length.toNanos() / BETWEEN_READS.toNanos());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var readers = new ArrayList<Future<double[]>>();
            for (var i = 0; i < READERS; i++) {
                var first = System.nanoTime() + i * BETWEEN_READS.toNanos() / READERS;
                readers.add(threads.submit(() -> read(first, asks)));
            }
            var all = new ArrayList<Double>();
            for (var each : readers) {
                Arrays.stream(each.get()).forEach(all::add);
            }
            all.sort(null);
            return all.get((int) (all.size() * SLOWEST));
        } catch (ExecutionException e) {
            throw new IllegalStateException("The readers broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while reading", e);
        }
    }

    private double[] read(long first, int asks) throws InterruptedException {
        var times = new double[asks];
        for (var i = 0; i < asks; i++) {
            var wanted = first + i * BETWEEN_READS.toNanos();
            Thread.sleep(Duration.ofNanos(Math.max(0, wanted - System.nanoTime())));
            var answer = reader.get(CHECKED);
            times[i] = (System.nanoTime() - wanted) / 1e6;
            if (answer.status() != 200) {
                throw new IllegalStateException("A read failed: " + answer.status());
            }
        }
        return times;
    }
}
