package com.postmagiq.agents.local;

import com.postmagiq.agents.local.Wire.Order;
import com.postmagiq.agents.local.Wire.Report;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/**
 * The child process seen from the server: no shell, nothing of our environment but what it is
 * given, an empty folder to work in, and pipes nobody else holds.
 */
final class HostProcess implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HostProcess.class);

    private final Process process;
    private final Path folder;

    /** What it is told; an empty one when nothing more will be. */
    private final BlockingQueue<Optional<Order>> orders = new LinkedBlockingQueue<>();

    /** What it said; an empty one when it has ended. */
    private final BlockingQueue<Optional<Report>> reports = new LinkedBlockingQueue<>();

    private HostProcess(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * @param command the program's absolute path and its arguments
     * @param environment all it sees of ours
     */
    static HostProcess start(List<String> command, Map<String, String> environment)
            throws IOException {
        var folder = Files.createTempDirectory("postmagiq-model-");
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        builder.redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            var host = new HostProcess(builder.start(), folder);
            Thread.ofVirtual().name("local-model-orders").start(host::write);
            Thread.ofVirtual().name("local-model-reports").start(host::read);
            return host;
        } catch (IOException e) {
            Files.deleteIfExists(folder);
            throw e;
        }
    }

    /** Never waits for the child. */
    void send(Order order) {
        orders.add(Optional.of(order));
    }

    /**
     * The next thing it says; empty when it has ended.
     *
     * @param nanos how long to wait
     */
    Optional<Report> next(long nanos) throws InterruptedException, TimeoutException {
        var report = reports.poll(nanos, TimeUnit.NANOSECONDS);
        if (report == null) {
            throw new TimeoutException();
        }
        return report;
    }

    private void write() {
        try (var out = process.getOutputStream()) {
            for (var order = orders.take(); order.isPresent(); order = orders.take()) {
                out.write((Wire.line(order.get()) + "\n").getBytes(StandardCharsets.UTF_8));
                out.flush();
            }
        } catch (IOException _) {
            // it has ended, which the other pipe tells
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (var in = process.inputReader(StandardCharsets.UTF_8)) {
            for (var line = in.readLine(); line != null; line = in.readLine()) {
                reports.add(Optional.of(Wire.read(line, Report.class)));
            }
        } catch (IOException | JacksonException e) {
            LOG.debug("The local model's process broke its pipe", e);
        }
        reports.add(Optional.empty());
        close();
    }

    long pid() {
        return process.pid();
    }

    boolean alive() {
        return process.isAlive();
    }

    /** Ends it at once, and everything it holds. */
    @Override
    public void close() {
        process.destroyForcibly();
        orders.add(Optional.empty());
        try {
            Files.deleteIfExists(folder);
        } catch (IOException e) {
            LOG.debug("The folder {} of the local model's process is left", folder, e);
        }
    }
}
