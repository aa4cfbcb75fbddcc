package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A provider that fails in every way it can, for a while; {@code make storm} for ten minutes. */
@RunsTest
class StormTests {
    private static final Duration LASTS =
            Duration.ofSeconds(Integer.getInteger("storm.seconds", 12));
    private static final long SEED = Long.getLong("storm.seed", System.nanoTime());
    private static final int AT_ONCE = 12;
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration ANSWERED_WITHIN = Duration.ofSeconds(5);

    /** A few seconds right after a start say nothing about what is normal. */
    private static final Duration LONG_ENOUGH_TO_COMPARE = Duration.ofSeconds(60);

    private static final List<String> WORKING = List.of("queued", "running");

    private final Newsroom room;
    private final Random chance = new Random(SEED);
    private volatile boolean storm = true;

    StormTests(@LocalServerPort int port) {
        room = Newsroom.open(port);
        Newsroom.LLM.otherwise(this::answer);
    }

    @AfterEach
    void calm() {
        Newsroom.LLM.otherwise(FakeAnswer.status(501));
    }

    @Test
    @Tag("workflow-60")
    void
            given_a_provider_in_a_storm__when_runs_go_through_it__then_each_ends_for_a_stated_cause_or_recovers_and_people_are_answered() {
        System.out.printf("A storm of %d s, -Dstorm.seed=%d%n", LASTS.toSeconds(), SEED);
        room.uses("count", "timeout_per_agent: 20", "timeout_per_agent: 5");
        var runs = new ArrayList<String>();
        var inStorm = new ArrayList<Duration>();
        var over = System.nanoTime() + LASTS.toNanos();

        while (System.nanoTime() < over) {
            while (working(runs) < AT_ONCE) {
                runs.add(room.start());
            }
            inStorm.addAll(latencies(5));
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
        storm = false;
        await().atMost(PATIENCE).until(() -> working(runs) == 0);

        var calm = latencies(100);
        var ends = new TreeMap<String, Integer>();
        for (var run : runs) {
            var shown = room.run(run).body();
            var status = shown.path("status").asString();
            assertThat(status).isIn("awaiting_human", "complete", "halted", "failed");
            if (status.equals("failed") || status.equals("halted")) {
                assertThat(causes(run, shown.toString())).as(shown.toString()).isNotEmpty();
            }
            ends.merge(status, 1, Integer::sum);
        }
        assertThat(percentile(inStorm, 0.99)).isLessThan(ANSWERED_WITHIN);
        if (LASTS.compareTo(LONG_ENOUGH_TO_COMPARE) >= 0) {
            assertThat(percentile(inStorm, 0.5)).isLessThan(percentile(calm, 0.5).multipliedBy(2));
        }
        System.out.printf(
                Locale.ROOT,
                "%d runs, %d calls: %s; the API answered in %.1f ms (median) and %.1f ms (95 %%),"
                        + " calm %.1f and %.1f ms%n",
                runs.size(),
                room.calls().size(),
                ends,
                millis(percentile(inStorm, 0.5)),
                millis(percentile(inStorm, 0.95)),
                millis(percentile(calm, 0.5)),
                millis(percentile(calm, 0.95)));
    }

    /** What the run, or its events, say about why it stopped. */
    private List<String> causes(String run, String shown) {
        var causes = new ArrayList<String>();
        if (shown.contains("\"error\":{")) {
            causes.add(shown);
        }
        room.events(run, "agent.failed")
                .forEach(event -> causes.add(event.at("/data/error_code").asString("")));
        return causes;
    }

    private int working(List<String> runs) {
        if (runs.isEmpty()) {
            return 0;
        }
        var last = runs.subList(Math.max(0, runs.size() - 4 * AT_ONCE), runs.size());
        return (int) last.stream().filter(run -> WORKING.contains(room.status(run))).count();
    }

    private List<Duration> latencies(int requests) {
        var took = new ArrayList<Duration>();
        for (var i = 0; i < requests; i++) {
            var begun = System.nanoTime();
            assertThat(room.owner.get("/workflow-runs?limit=20").status()).isEqualTo(200);
            took.add(Duration.ofNanos(System.nanoTime() - begun));
        }
        return took;
    }

    private static Duration percentile(List<Duration> all, double share) {
        return all.stream().sorted().toList().get((int) (share * (all.size() - 1)));
    }

    private static double millis(Duration duration) {
        return duration.toNanos() / 1e6;
    }

    private synchronized FakeAnswer answer(FakeLlm.Call call) {
        var good = FakeLlm.obliging(call, Newsroom.post(0));
        if (!storm) {
            return good;
        }
        return switch (chance.nextInt(14)) {
            case 0, 1 -> FakeAnswer.status(429).header("Retry-After", "1");
            case 2 -> FakeAnswer.status(429).header("Retry-After", "30");
            case 3, 4 -> FakeAnswer.status(500);
            case 5 -> FakeAnswer.status(503).saying("<html>Down for maintenance</html>");
            case 6 -> FakeAnswer.hanging();
            case 7 -> good.ending(FakeAnswer.Ending.SILENT);
            case 8 -> good.ending(FakeAnswer.Ending.CUT);
            case 9 -> good.ending(FakeAnswer.Ending.BROKEN);
            case 10 -> FakeAnswer.dropped();
            case 11 -> FakeAnswer.text("{\"score\": \"many\", \"decision\": [[[");
            case 12 -> good.saying("{\"choices\": \"none\"}");
            default -> good;
        };
    }
}
