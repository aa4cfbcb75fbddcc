package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.live.LiveEvents;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The runs this node works on right now, so that an abort ends their calls at once, wherever it was
 * asked for.
 */
@Component
public class ActiveRuns {
    private static final String TOPIC = "abort";

    private final ConcurrentHashMap<UUID, Thread> threads = new ConcurrentHashMap<>();
    private final LiveEvents live;
    private volatile boolean stopping;

    ActiveRuns(LiveEvents live) {
        this.live = live;
        this.live.listen(TOPIC, this::interrupt);
    }

    /**
     * Tells every node, at the commit of the caller's transaction, to cut the calls of an aborted
     * run.
     */
    public void abort(UUID runId) {
        live.tell(TOPIC, runId.toString());
    }

    interface Working extends AutoCloseable {
        @Override
        void close();
    }

    Working working(UUID runId) {
        threads.put(runId, Thread.currentThread());
        return () -> {
            threads.remove(runId);
            // An abort that came too late must not hit this thread's next run.
            Thread.interrupted();
        };
    }

    boolean stopping() {
        return stopping;
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
    }

    private void interrupt(String runId) {
        if (!runId.isEmpty()) {
            threads.computeIfPresent(
                    UUID.fromString(runId),
                    (_, thread) -> {
                        thread.interrupt();
                        return thread;
                    });
        }
    }
}
