package com.postmagiq.kernel.live;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * The event hub of a node: one listening connection, any number of listeners by topic. A notice
 * sent inside a transaction reaches every node when it commits. Notices are hints: rows are the
 * truth, so a listener that may have missed some (a lost connection, a pooler that cannot listen)
 * is told so by an empty notice and reads again.
 */
public class LiveEvents implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(LiveEvents.class);

    /** Where notices travel, for statements that send one on their way. */
    public static final String CHANNEL = "postmagiq";

    private static final int WAIT_MILLIS = 1000;
    private static final char SEPARATOR = ' ';

    /** Opens the listening connection; not pooled, since LISTEN belongs to a session. */
    public interface ListeningConnection {
        Connection open() throws SQLException;
    }

    private final JdbcTemplate jdbc;
    private final @Nullable ListeningConnection listening;
    private final ConcurrentHashMap<String, Set<Consumer<String>>> listeners =
            new ConcurrentHashMap<>();
    private volatile boolean running;
    private volatile @Nullable Thread thread;

    /**
     * @param listening null where no session can listen (a pooler in transaction mode without a
     *     direct address); listeners then read every second
     */
    public LiveEvents(JdbcTemplate jdbc, @Nullable ListeningConnection listening) {
        this.jdbc = jdbc;
        this.listening = listening;
    }

    /**
     * Tells all nodes; inside a transaction this happens at its commit, or never. At most 7,900
     * bytes in all.
     */
    public void tell(String topic, String notice) {
        jdbc.query("select pg_notify(?, ?)", row -> {}, CHANNEL, message(topic, notice));
    }

    /** Like the other, of many notices in one statement. */
    public void tell(String topic, Collection<String> notices) {
        if (!notices.isEmpty()) {
            jdbc.query(
                    "select pg_notify(?, message) from unnest(?) as message",
                    row -> {},
                    CHANNEL,
                    notices.stream().map(notice -> message(topic, notice)).toArray(String[]::new));
        }
    }

    /** A notice as it travels on {@link #CHANNEL}. */
    public static String message(String topic, String notice) {
        return topic + SEPARATOR + notice;
    }

    /** Somebody's ear on a topic; closing it ends that. */
    public interface Listening extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Listens to a topic until closed.
     *
     * @param listener must return at once; gets the notice, or an empty text when some may have
     *     been missed
     */
    public Listening listen(String topic, Consumer<String> listener) {
        listeners.computeIfAbsent(topic, _ -> new CopyOnWriteArraySet<>()).add(listener);
        return () ->
                listeners.computeIfPresent(
                        topic,
                        (_, all) -> {
                            all.remove(listener);
                            return all.isEmpty() ? null : all;
                        });
    }

    @Override
    public void start() {
        running = true;
        thread = Thread.ofVirtual().name("live-events").start(this::run);
    }

    @Override
    public void stop() {
        running = false;
        var current = thread;
        if (current != null) {
            current.interrupt();
        }
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    private void run() {
        while (running) {
            try {
                if (listening == null) {
                    pause();
                    missed();
                } else {
                    receive(listening);
                }
            } catch (SQLException e) {
                if (running) {
                    LOG.warn("Live updates pause, listening again in a second: {}", e.getMessage());
                    pause();
                    missed();
                }
            }
        }
    }

    private void receive(ListeningConnection source) throws SQLException {
        try (var connection = source.open();
                var statement = connection.createStatement()) {
            connection.setAutoCommit(true);
            statement.execute("listen " + CHANNEL);
            missed();
            var postgres = connection.unwrap(PGConnection.class);
            while (running) {
                var notifications = postgres.getNotifications(WAIT_MILLIS);
                for (var notification : notifications) {
                    deliver(notification.getParameter());
                }
            }
        }
    }

    private void deliver(String message) {
        var end = message.indexOf(SEPARATOR);
        var topic = end < 0 ? message : message.substring(0, end);
        var notice = end < 0 ? "" : message.substring(end + 1);
        listeners.getOrDefault(topic, Set.of()).forEach(listener -> listener.accept(notice));
    }

    private void missed() {
        listeners.values().forEach(all -> all.forEach(listener -> listener.accept("")));
    }

    private void pause() {
        try {
            Thread.sleep(WAIT_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            running = false;
        }
    }
}
