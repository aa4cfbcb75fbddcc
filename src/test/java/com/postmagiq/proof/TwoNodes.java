package com.postmagiq.proof;

import com.postmagiq.Api;
import com.postmagiq.FakeLlm;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.TestPostgres;
import com.postmagiq.kernel.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Two nodes of one installation, each a process of its own, on an external PostgreSQL. Nodes can be
 * killed, frozen and started again, the database stopped; the provider they call lives outside.
 */
final class TwoNodes implements AutoCloseable {
    private static final String DATABASE = "chaos";
    private static final Duration TRY_AGAIN = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final Path folder;
    private final FakeLlm llm;
    private final List<Node> nodes;
    private final Gate gate;
    private EmbeddedPostgres server;

    /** One of them: its place, its process, and whether it can answer. */
    final class Node {
        private final Path home;
        private final int port;
        private volatile boolean up;
        private ServedApplication application;

        private Node(String name) throws IOException {
            home = Files.createDirectory(folder.resolve(name));
            port = ServedApplication.freePort();
            application = launch();
            up = true;
        }

        private ServedApplication launch() throws IOException {
            return ServedApplication.start(home, port, environment());
        }

        /** kill -9. */
        void kill() throws InterruptedException {
            up = false;
            application.kill();
        }

        void restart() throws IOException {
            application = launch();
            up = true;
        }

        void freeze() throws IOException, InterruptedException {
            up = false;
            application.freeze();
        }

        void thaw() throws IOException, InterruptedException {
            application.thaw();
            up = true;
        }

        /** What this node signs its tasks with. */
        String name() throws IOException {
            return Files.readString(home.resolve("data").resolve("node-name")).strip();
        }
    }

    private TwoNodes(FakeLlm llm) throws IOException, SQLException {
        this.llm = llm;
        folder = ServedApplication.folder("chaos");
        server = startServer();
        gate = Gate.to(server.server().port());
        try (var connection = server.server().superuser("postgres").connect();
                var statement = connection.createStatement()) {
            statement.execute("create database " + DATABASE);
        }
        nodes = List.of(new Node("first"), new Node("second"));
    }

    static TwoNodes start(FakeLlm llm) throws IOException, SQLException {
        return new TwoNodes(llm);
    }

    Node node(int number) {
        return nodes.get(number);
    }

    /**
     * Asks a node that can answer; again, of whichever can, when it goes away meanwhile. Requests
     * must bear being repeated.
     */
    <T> T ask(Api person, Function<Api, T> request) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            try {
                var answering = nodes.stream().filter(node -> node.up).findFirst();
                if (answering.isPresent()) {
                    return request.apply(person.on(answering.get().port));
                }
            } catch (UncheckedIOException e) {
                if (System.nanoTime() > deadline) {
                    throw e;
                }
            }
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
    }

    /**
     * Like {@link #ask}, and once more while a node says that it cannot serve right now, as clients
     * do; the request must be one that may come twice.
     */
    Api.Answer askUntilServed(Api person, Function<Api, Api.Answer> request) {
        var deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            var answer = ask(person, request);
            if (answer.status() != 503 || System.nanoTime() > deadline) {
                return answer;
            }
            LockSupport.parkNanos(TRY_AGAIN.toNanos());
        }
    }

    /** Looks into the database as its superuser, past the gate. */
    <T> T look(Function<JdbcClient, T> query) {
        try (var connection = server.server().superuser(DATABASE).connect()) {
            return query.apply(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Stops the database under both nodes. */
    void stopDatabase() {
        gate.close();
        server.close();
    }

    /** Starts it again. */
    void startDatabase() throws IOException {
        server = startServer();
        gate.open(server.server().port());
    }

    private EmbeddedPostgres startServer() {
        return EmbeddedPostgres.start(
                folder.resolve("server"),
                new EmbeddedPostgres.Settings(TestPostgres.BINARIES, 100));
    }

    private Map<String, String> environment() {
        var superuser = server.server().superuser(DATABASE);
        var settings = new HashMap<String, String>();
        settings.put(
                "DATABASE_URL",
                "postgresql://%s:%s@127.0.0.1:%d/%s"
                        .formatted(superuser.user(), superuser.password(), gate.port(), DATABASE));
        for (var role : List.of("APP", "SYSTEM", "MIGRATOR")) {
            settings.put("POSTMAGIQ_DATABASE_%s_PASSWORD".formatted(role), "password-of-" + role);
        }
        settings.put("JWT_SECRET", PostmagiqTest.JWT_SECRET);
        settings.put("POSTMAGIQ_MASTER_KEY", PostmagiqTest.MASTER_KEY);
        settings.put("GROQ_API_KEY", "gsk-test");
        settings.put("GROQ_BASE_URL", llm.baseUrl());
        settings.put("POSTMAGIQ_AGENTS_LIMITS_GROQ_REQUESTS_PER_MINUTE", "0");
        settings.put("POSTMAGIQ_AGENTS_LIMITS_GROQ_TOKENS_PER_MINUTE", "0");
        return settings;
    }

    @Override
    public void close() {
        for (var node : nodes) {
            node.application.end();
        }
        gate.close();
        server.close();
        keepLogs();
        TestPostgres.delete(folder);
    }

    /** What the nodes said, for whoever has to find out why something went wrong. */
    private void keepLogs() {
        try {
            var kept = Files.createDirectories(Path.of("target", "chaos"));
            for (var node : nodes) {
                Files.copy(
                        node.home.resolve("server.log"),
                        kept.resolve(node.home.getFileName() + ".log"),
                        StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
