package com.postmagiq.agents.wire;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP call whose answer is read by the thread that asked, with a limit on every silence.
 * Closing it hangs up, at whatever point it is.
 */
final class Exchange implements AutoCloseable {
    /** Far beyond any post, with the format around it; a provider that sends more is broken. */
    private static final int LONGEST_ANSWER = 8 << 20;

    private final BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
    private final CompletableFuture<HttpResponse<Void>> call;
    private final Time time;
    private final Failures failures;
    private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
    private int received;
    private boolean ended;

    /**
     * How long may be waited.
     *
     * @param total of the whole call, for messages
     * @param deadline when it is over, in {@link System#nanoTime}
     * @param idle longest silence, the first byte included; null allows the whole time
     */
    record Time(Duration total, long deadline, @Nullable Duration idle) {}

    private sealed interface Signal {
        record Head(int status, HttpHeaders headers) implements Signal {}

        record Bytes(List<ByteBuffer> buffers) implements Signal {}

        record Broken(Throwable cause) implements Signal {}

        record Ended() implements Signal {}
    }

    /** What the answer begins with. */
    record Head(int status, HttpHeaders headers) {}

    Exchange(HttpClient http, HttpRequest request, Time time, Failures failures) {
        this.time = time;
        this.failures = failures;
        this.call =
                http.sendAsync(
                        request,
                        info -> {
                            signals.add(new Signal.Head(info.statusCode(), info.headers()));
                            return new Body();
                        });
        var _ =
                call.whenComplete(
                        (_, thrown) ->
                                signals.add(
                                        thrown == null
                                                ? new Signal.Ended()
                                                : new Signal.Broken(thrown)));
    }

    private final class Body implements BodySubscriber<Void> {
        private final CompletableFuture<Void> done = new CompletableFuture<>();

        @Override
        public CompletionStage<Void> getBody() {
            return done;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            signals.add(new Signal.Bytes(buffers));
        }

        @Override
        public void onError(Throwable thrown) {
            done.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            done.complete(null);
        }
    }

    /** Waits for the status line and the headers. */
    Head head() {
        return switch (next()) {
            case Signal.Head(var status, var headers) -> new Head(status, headers);
            case Signal.Broken(var cause) -> throw failures.unanswered(cause);
            case Signal.Bytes _, Signal.Ended _ -> throw failures.unreadable();
        };
    }

    /** The next line without its end; null after the last one. */
    @Nullable String line() {
        while (true) {
            var bytes = unread.toByteArray();
            for (var i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    unread.reset();
                    unread.write(bytes, i + 1, bytes.length - i - 1);
                    return new String(bytes, 0, i, StandardCharsets.UTF_8).stripTrailing();
                }
            }
            if (ended) {
                unread.reset();
                return bytes.length == 0 ? null : new String(bytes, StandardCharsets.UTF_8);
            }
            receive();
        }
    }

    /** All that is left of the answer. */
    String rest() {
        while (!ended) {
            receive();
        }
        return unread.toString(StandardCharsets.UTF_8);
    }

    private void receive() {
        switch (next()) {
            case Signal.Bytes(var buffers) -> {
                for (var buffer : buffers) {
                    received += buffer.remaining();
                    if (received > LONGEST_ANSWER) {
                        throw failures.endless();
                    }
                    var bytes = new byte[buffer.remaining()];
                    buffer.get(bytes);
                    unread.writeBytes(bytes);
                }
            }
            case Signal.Ended _ -> ended = true;
            case Signal.Broken(var cause) -> throw failures.unanswered(cause);
            case Signal.Head _ -> throw failures.unreadable();
        }
    }

    private Signal next() {
        var remaining = Duration.ofNanos(Math.max(0, time.deadline() - System.nanoTime()));
        var idle = Objects.requireNonNullElse(time.idle(), remaining);
        var stalls = idle.compareTo(remaining) < 0;
        var patience = stalls ? idle : remaining;
        try {
            var signal = signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (signal != null) {
                return signal;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failures.cancelled();
        }
        throw stalls ? failures.silent(patience) : failures.late(time.total());
    }

    @Override
    public void close() {
        call.cancel(true);
    }
}
