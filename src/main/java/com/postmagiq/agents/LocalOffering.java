package com.postmagiq.agents;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.SmartLifecycle;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;

/** Tells the other nodes that this one runs the model of a file, as long as it does. */
@Component
@ConditionalOnProperty(name = "db-scheduler.enabled", matchIfMissing = true)
class LocalOffering implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LocalOffering.class);
    private static final int EVERY_SECONDS = 10;

    private final Agents agents;
    private final LocalOffers offers;
    private @Nullable Telling telling;

    LocalOffering(Agents agents, LocalOffers offers) {
        this.agents = agents;
        this.offers = offers;
    }

    /** The thread that tells, and how it is asked to end: not in the middle of a statement. */
    private record Telling(Thread thread, CountDownLatch over) {}

    @Override
    public synchronized void start() {
        if (agents.localModel().isPresent()) {
            var over = new CountDownLatch(1);
            var thread = Thread.ofVirtual().name("local-model-offer").start(() -> tellUntil(over));
            telling = new Telling(thread, over);
        }
    }

    private void tellUntil(CountDownLatch over) {
        try {
            do {
                tell();
            } while (!over.await(EVERY_SECONDS, TimeUnit.SECONDS));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    /** The file may come, go or break meanwhile. */
    private void tell() {
        try {
            if (agents.localHere()) {
                offers.offer();
            } else {
                offers.withdraw();
            }
        } catch (DataAccessException e) {
            LOG.warn("Other nodes could not be told of the local model: {}", e.getMessage());
        }
    }

    @Override
    public synchronized void stop() {
        if (telling == null) {
            return;
        }
        telling.over().countDown();
        try {
            telling.thread().join();
            offers.withdraw();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (DataAccessException e) {
            LOG.info("The offer of the local model ends by itself: {}", e.getMessage());
        }
        telling = null;
    }

    @Override
    public synchronized boolean isRunning() {
        return telling != null;
    }
}
