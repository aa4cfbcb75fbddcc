package com.postmagiq.workflow.live;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * What the listeners of one run on this node share: each new event is read and written as JSON
 * once, however many listen. Rows are the truth; notices say up to which number there are rows.
 */
final class RunFeed {
    /** Most events of one answer of {@link #after}, but for what the tail holds. */
    static final int BATCH = 200;

    /** Wakes a listener, who then asks for what is {@link #after} the last it has. */
    static final Line WAKE = new Line(0, "", "");

    private static final int TAIL = 500;

    /**
     * An event as listeners get it.
     *
     * @param seq its number; 0 for a piece of growing text, which no row holds
     * @param json the whole event
     */
    record Line(long seq, String type, String json) {}

    /** Where the events come from: rows by number, and the pieces notices carry. */
    interface Source {
        /** At most {@link #BATCH} events that follow a number, in order and without a gap. */
        List<Line> after(long seq);

        Line piece(String notice);
    }

    private final Source source;
    private final Set<Consumer<Line>> listeners = new CopyOnWriteArraySet<>();
    private final ReentrantLock reading = new ReentrantLock();

    /** The latest events without a gap, of numbers from {@code first} on; under the lock. */
    private final ArrayList<Line> tail = new ArrayList<>();

    private volatile long told;
    private volatile boolean missed;

    RunFeed(Source source) {
        this.source = source;
    }

    void add(Consumer<Line> listener) {
        listeners.add(listener);
    }

    /** Whether nobody listens any more. */
    boolean remove(Consumer<Line> listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /**
     * Takes a notice: {@code d} and a piece, {@code s} and a number, or empty where some were lost.
     */
    void notice(String notice) {
        if (notice.startsWith("d")) {
            tell(source.piece(notice.substring(1)));
            return;
        }
        if (notice.startsWith("s")) {
            told = Math.max(told, Long.parseLong(notice.substring(1)));
        } else {
            missed = true;
        }
        tell(WAKE);
    }

    private void tell(Line line) {
        listeners.forEach(listener -> listener.accept(line));
    }

    /**
     * The events that follow a number, in order; fewer than {@link #BATCH} when there are no more.
     *
     * @param look true to look into the rows whatever notices said
     */
    List<Line> after(long seq, boolean look) {
        if (!look && !missed && told <= seq) {
            return List.of();
        }
        reading.lock();
        try {
            if (tail.isEmpty() || seq < tail.getFirst().seq() - 1) {
                return begun(source.after(seq));
            }
            if (look || missed || told > tail.getLast().seq()) {
                missed = false;
                tail.addAll(source.after(tail.getLast().seq()));
                trim();
            }
            var known = Math.clamp(seq - tail.getFirst().seq() + 1, 0, tail.size());
            return List.copyOf(tail.subList(known, tail.size()));
        } finally {
            reading.unlock();
        }
    }

    /** The end of the rows begins the tail. */
    private List<Line> begun(List<Line> rows) {
        if (tail.isEmpty() && rows.size() < BATCH) {
            tail.addAll(rows);
        }
        return rows;
    }

    private void trim() {
        if (tail.size() > TAIL) {
            tail.subList(0, tail.size() - TAIL).clear();
        }
    }
}
