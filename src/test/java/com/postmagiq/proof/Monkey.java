package com.postmagiq.proof;

import java.io.IOException;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Kills and freezes one of two nodes after the other, for as long as it is let. What it does is
 * decided by its chance, when it does it also by the machine.
 */
final class Monkey {
    private final TwoNodes nodes;
    private final Random chance;
    private final int longestAwayMillis;
    private volatile boolean on;
    private @Nullable Thread thread;
    private volatile @Nullable Throwable failure;
    private int kills;
    private int freezes;

    /**
     * @param longestAwayMillis that a node is dead or frozen
     */
    Monkey(TwoNodes nodes, Random chance, int longestAwayMillis) {
        this.nodes = nodes;
        this.chance = chance;
        this.longestAwayMillis = longestAwayMillis;
    }

    void begin() {
        on = true;
        thread =
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    try {
                                        while (on) {
                                            act();
                                        }
                                    } catch (IOException
                                            | InterruptedException
                                            | RuntimeException
                                            | Error e) {
                                        failure = e;
                                    }
                                });
    }

    /** Returns when both nodes are up again. */
    void end() throws InterruptedException {
        on = false;
        var current = thread;
        if (current != null) {
            current.join();
        }
        var wrong = failure;
        if (wrong != null) {
            throw new AssertionError("The nodes could not be disturbed any more", wrong);
        }
    }

    private void act() throws IOException, InterruptedException {
        sleep(200 + chance.nextInt(1_500));
        while (on && someRunIsNearItsLimit()) {
            sleep(100);
        }
        var node = nodes.node(chance.nextInt(2));
        var away = chance.nextInt(longestAwayMillis);
        if (kills <= freezes) {
            kills++;
            node.kill();
            sleep(away);
            node.restart();
        } else {
            freezes++;
            node.freeze();
            sleep(away);
            node.thaw();
        }
    }

    /**
     * A state that took its node down three times in a row ends its run, which is a rule and no
     * fault: on a slow machine chance would hit the same state again and again.
     */
    private boolean someRunIsNearItsLimit() {
        return nodes.look(
                jdbc ->
                        jdbc.sql(
                                        "select exists (select from app.workflow_runs where crashes >= 2"
                                                + " and status in ('queued', 'running'))")
                                .query(Boolean.class)
                                .single());
    }

    private static void sleep(int millis) {
        LockSupport.parkNanos(Duration.ofMillis(millis).toNanos());
    }

    @Override
    public String toString() {
        return "%d times a node was killed, %d times frozen".formatted(kills, freezes);
    }
}
