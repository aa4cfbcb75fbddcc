package com.postmagiq.agents.local;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.local.LocalEngine.EngineFailure;
import com.postmagiq.agents.local.LocalEngine.Question;
import com.postmagiq.agents.local.LocalEngine.Written;
import com.postmagiq.agents.local.Wire.News;
import com.postmagiq.agents.local.Wire.Order;
import com.postmagiq.agents.local.Wire.Report;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one model of this node: started when it is first asked, asked by one caller at a time, let go
 * when nobody has asked for a while. Safe for any number of threads.
 */
final class LocalModel implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalModel.class);

    private final Start start;
    private final Limits limits;
    private final Restarts restarts;

    /** The caller at work and those that wait. */
    private final Semaphore places;

    private final Semaphore turn = new Semaphore(1, true);
    private final ScheduledThreadPoolExecutor timer;

    // Touched only by the holder of the turn; another thread may end the process at any time.
    private volatile @Nullable HostProcess host;
    private long calls;
    private @Nullable Future<?> letGo;

    /** Makes a child that has not loaded anything yet. */
    @FunctionalInterface
    interface Start {
        HostProcess start() throws IOException;
    }

    /**
     * @param load what a fresh child is told
     * @param waiting callers that may wait beside the one that is answered
     * @param idle how long the model is kept when nobody asks
     * @param patience how long a child may take to give up a call before it is ended
     */
    record Limits(LocalEngine.Load load, int waiting, Duration idle, Duration patience) {}

    /** A model that could not be loaded; the message is to be read after the file's name. */
    static final class Unloadable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unloadable(String message) {
            super(message);
        }
    }

    LocalModel(Start start, Limits limits, Restarts restarts) {
        this.start = start;
        this.limits = limits;
        this.restarts = restarts;
        this.places = new Semaphore(limits.waiting() + 1);
        this.timer =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("local-model-idle").factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Whether it crashed too often lately to be started once more. */
    boolean givenUp() {
        return restarts.exhausted();
    }

    /**
     * Has an answer written.
     *
     * @param listener hears that the model is loaded first, and the text while it is written
     * @throws Unloadable when the library cannot use the file
     * @throws AgentFailure for every other reason there is no answer
     */
    Written ask(Question question, Duration timeout, DeltaListener listener) {
        if (!places.tryAcquire()) {
            throw new AgentFailure(
                    Kind.OVERLOADED,
                    "The local model answers one call after another, and %d wait already."
                            .formatted(limits.waiting()));
        }
        var deadline = System.nanoTime() + timeout.toNanos();
        try {
            if (!turn.tryAcquire(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
                throw tooLate(timeout);
            }
            try {
                return answered(question, timeout, deadline, listener);
            } finally {
                letGoLater();
                turn.release();
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AgentFailure(Kind.CANCELLED, "The call of the local model was stopped.");
        } finally {
            places.release();
        }
    }

    private Written answered(
            Question question, Duration timeout, long deadline, DeltaListener listener)
            throws InterruptedException {
        var call = ++calls;
        var done = false;
        try {
            var child = loaded(deadline, listener);
            child.send(Order.ask(call, question));
            var last = until(child, call, deadline, listener);
            done = true;
            return switch (last.news()) {
                case WRITTEN -> Objects.requireNonNull(last.written());
                case FAILED -> throw failed(last);
                case CANCELLED, LOADED, PIECE ->
                        throw new IllegalStateException("Not what was asked for: " + last.news());
            };
        } catch (TimeoutException _) {
            throw tooLate(timeout);
        } catch (AgentFailure | Unloadable failure) {
            done = true;
            throw failure;
        } finally {
            if (!done) {
                stop(call);
            }
        }
    }

    /** The report that ends a call. */
    private Report until(HostProcess child, long call, long deadline, DeltaListener listener)
            throws InterruptedException, TimeoutException {
        while (true) {
            var report = child.next(deadline - System.nanoTime()).orElse(null);
            if (report == null) {
                throw crashed();
            }
            if (report.call() == call) {
                if (report.news() != News.PIECE) {
                    return report;
                }
                listener.piece(Objects.requireNonNull(report.text()));
            }
        }
    }

    private HostProcess loaded(long deadline, DeltaListener listener)
            throws InterruptedException, TimeoutException {
        var running = host;
        if (running != null && running.alive()) {
            return running;
        }
        if (running != null) {
            host = null;
            restarts.crashed(); // between two calls, where nobody has noticed
        }
        if (!restarts.begin()) {
            throw new AgentFailure(Kind.UNAVAILABLE, Restarts.GIVEN_UP);
        }
        listener.progress("The local model is being loaded.");
        var child = started();
        host = child;
        var call = ++calls;
        child.send(Order.load(call, limits.load()));
        var done = false;
        try {
            var report = until(child, call, deadline, DeltaListener.NONE);
            if (report.news() == News.FAILED) {
                throw new Unloadable(Objects.requireNonNullElse(report.text(), "cannot be used"));
            }
            done = true;
            LOG.info("The local model is loaded, in process {}", child.pid());
            return child;
        } finally {
            if (!done) {
                end();
            }
        }
    }

    private HostProcess started() {
        try {
            return start.start();
        } catch (IOException e) {
            throw new AgentFailure(
                    Kind.UNAVAILABLE,
                    "The process of the local model could not be started: " + e.getMessage());
        }
    }

    private AgentFailure crashed() {
        end();
        restarts.crashed();
        LOG.warn("The process of the local model ended in the middle of a call");
        return new AgentFailure(
                Kind.UNKNOWN,
                "The process of the local model ended in the middle of a call (local.crashed).");
    }

    private static AgentFailure failed(Report report) {
        var text = Objects.requireNonNullElse(report.text(), "no reason given");
        return report.failure() == EngineFailure.Kind.CONTEXT_OVERFLOW
                ? new AgentFailure(Kind.CONTEXT_OVERFLOW, text)
                : new AgentFailure(Kind.UNKNOWN, "The local model gave no answer: " + text);
    }

    private static AgentFailure tooLate(Duration timeout) {
        return new AgentFailure(
                Kind.TIMEOUT,
                "The local model did not finish within %d s.".formatted(timeout.toSeconds()));
    }

    /** Has the child give up a call; one that does not is ended, and loads anew next time. */
    private void stop(long call) {
        var child = host;
        if (child == null) {
            return;
        }
        child.send(Order.cancel(call));
        var interrupted = Thread.interrupted();
        try {
            until(child, call, System.nanoTime() + limits.patience().toNanos(), DeltaListener.NONE);
        } catch (TimeoutException _) {
            end();
        } catch (InterruptedException _) {
            interrupted = true;
            end();
        } catch (AgentFailure _) {
            // it crashed, which is noted
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void letGoLater() {
        if (letGo != null) {
            letGo.cancel(false);
        }
        if (host != null && !timer.isShutdown()) {
            letGo = timer.schedule(this::letGo, limits.idle().toNanos(), TimeUnit.NANOSECONDS);
        }
    }

    private void letGo() {
        if (turn.tryAcquire()) { // else somebody asks again, and idling begins after that
            try {
                end();
                LOG.info("The local model was let go, since nobody has asked it for a while");
            } finally {
                turn.release();
            }
        }
    }

    private void end() {
        var child = host;
        host = null;
        if (child != null) {
            child.close();
        }
    }

    /** The child's number; empty when none is running. */
    OptionalLong pid() {
        var child = host;
        return child != null && child.alive() ? OptionalLong.of(child.pid()) : OptionalLong.empty();
    }

    @Override
    public void close() {
        timer.shutdownNow();
        end();
    }
}
