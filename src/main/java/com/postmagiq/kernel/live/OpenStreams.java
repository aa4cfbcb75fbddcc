package com.postmagiq.kernel.live;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The streams clients have open on this node. They end as soon as the server stops, so that clients
 * come back to another one: an open answer would hold the stop up until it is cut.
 */
@Component
public class OpenStreams {
    private final Set<Runnable> ends = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    /** A stream that is open until this is closed. */
    public interface Open extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * @param end lets the stream end, and must return at once; called when the server stops
     */
    public Open add(Runnable end) {
        ends.add(end);
        if (stopping) {
            end.run();
        }
        return () -> ends.remove(end);
    }

    @EventListener(ContextClosedEvent.class)
    void stop() {
        stopping = true;
        ends.forEach(Runnable::run);
    }
}
