package com.postmagiq.bench;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Writes down what the application sends to PostgreSQL, transaction by transaction in the order of
 * their commits. While it does not record, connections are handed out untouched.
 */
final class StatementRecorder extends DelegatingDataSource {

    /**
     * One statement with the values of its parameters in their order.
     *
     * @param nanos when it was sent, by the clock of {@link System#nanoTime()}
     */
    record Sent(String sql, List<@Nullable Object> parameters, long nanos) {}

    /**
     * What was committed together.
     *
     * @param explicit false for a text sent outside of a transaction, which is one by itself
     * @param nanos when its commit was done, or when it was sent where that is the same moment
     */
    record Committed(boolean explicit, List<Sent> statements, long nanos) {}

    private final List<Committed> committed = new ArrayList<>();
    private volatile boolean recording;

    StatementRecorder(DataSource target) {
        super(target);
    }

    synchronized void start() {
        committed.clear();
        recording = true;
    }

    synchronized List<Committed> stop() {
        recording = false;
        return List.copyOf(committed);
    }

    private synchronized void add(Committed transaction) {
        committed.add(transaction);
    }

    @Override
    public Connection getConnection() throws SQLException {
        var connection = super.getConnection();
        return recording ? proxy(Connection.class, new Recording(connection)) : connection;
    }

    private final class Recording implements InvocationHandler {
        private final Connection connection;
        private List<Sent> open = new ArrayList<>();

        Recording(Connection connection) {
            this.connection = connection;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            var result = call(connection, method, arguments);
            switch (method.getName()) {
                case "commit" -> {
                    if (!open.isEmpty()) {
                        add(new Committed(true, List.copyOf(open), System.nanoTime()));
                        open = new ArrayList<>();
                    }
                }
                case "rollback" -> open = new ArrayList<>();
                default -> {}
            }
            return switch (result) {
                case PreparedStatement statement when arguments != null ->
                        proxy(
                                PreparedStatement.class,
                                new RecordingStatement(this, statement, (String) arguments[0]));
                case Statement statement ->
                        proxy(Statement.class, new RecordingStatement(this, statement, ""));
                case null, default -> result;
            };
        }

        void sent(String sql, List<@Nullable Object> parameters) throws SQLException {
            var statement = new Sent(sql, parameters, System.nanoTime());
            if (connection.getAutoCommit()) {
                add(new Committed(false, List.of(statement), statement.nanos()));
            } else {
                open.add(statement);
            }
        }
    }

    private static final class RecordingStatement implements InvocationHandler {
        private final Recording connection;
        private final Statement statement;
        private final String prepared;
        private final Map<Integer, @Nullable Object> parameters = new TreeMap<>();

        RecordingStatement(Recording connection, Statement statement, String prepared) {
            this.connection = connection;
            this.statement = statement;
            this.prepared = prepared;
        }

        @Override
        public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
                throws Throwable {
            var name = method.getName();
            if (statement instanceof PreparedStatement
                    && name.startsWith("set")
                    && arguments != null
                    && arguments.length >= 2
                    && arguments[0] instanceof Integer position) {
                parameters.put(position, name.equals("setNull") ? null : arguments[1]);
            } else if (name.startsWith("execute")) {
                var direct = arguments == null ? null : arguments[0];
                connection.sent(
                        direct instanceof String sql ? sql : prepared,
                        new ArrayList<@Nullable Object>(parameters.values()));
            }
            return call(statement, method, arguments);
        }
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(
                Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
    }

    private static @Nullable Object call(
            Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause() == null ? e : e.getCause();
        }
    }
}
