package com.postmagiq.agents.local;

import com.postmagiq.agents.local.LocalEngine.EngineFailure;
import com.postmagiq.agents.local.Wire.News;
import com.postmagiq.agents.local.Wire.Order;
import com.postmagiq.agents.local.Wire.Report;
import java.io.BufferedReader;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * The child process: takes orders from its standard input and reports on its standard output. It
 * ends when its input does, so it never outlives its server, whatever the model is doing then.
 */
public final class LocalModelHost {
    private static final int STANDARD_OUTPUT = 1;
    private static final int STANDARD_ERROR = 2;

    private final LocalEngine engine;
    private final OutputStream reports;
    private final ExecutorService worker =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("model").factory());
    private volatile long cancelled = -1;

    private LocalModelHost(LocalEngine engine, OutputStream reports) {
        this.engine = engine;
        this.reports = reports;
    }

    /** Works until the input of this process ends, and ends the process then. */
    public static void serve() throws IOException {
        var engine =
                LocalEngine.built()
                        .orElseThrow(
                                () ->
                                        new IllegalStateException(
                                                "This build holds no library for local models."))
                        .get();
        serve(engine, System.in, ownOutput());
    }

    static void serve(LocalEngine engine, InputStream orders, OutputStream reports)
            throws IOException {
        var host = new LocalModelHost(engine, reports);
        var reader = new BufferedReader(new InputStreamReader(orders, StandardCharsets.UTF_8));
        for (var line = reader.readLine(); line != null; line = reader.readLine()) {
            host.take(Wire.read(line, Order.class));
        }
        Runtime.getRuntime().halt(0); // the model may be in the middle of a call
    }

    private void take(Order order) {
        switch (order.wish()) {
            case CANCEL -> cancelled = order.call();
            case LOAD -> worker.execute(() -> load(order));
            case ASK -> worker.execute(() -> answer(order));
        }
    }

    private void load(Order order) {
        try {
            engine.load(Objects.requireNonNull(order.load()));
            say(Report.of(News.LOADED, order.call()));
        } catch (EngineFailure failure) {
            say(Report.failed(order.call(), failure));
        }
    }

    private void answer(Order order) {
        var call = order.call();
        try {
            var written =
                    engine.write(
                            Objects.requireNonNull(order.question()),
                            text -> say(Report.piece(call, text)),
                            () -> cancelled == call);
            say(
                    cancelled == call
                            ? Report.of(News.CANCELLED, call)
                            : Report.written(call, written));
        } catch (EngineFailure failure) {
            say(Report.failed(call, failure));
        }
    }

    private void say(Report report) {
        try {
            reports.write((Wire.line(report) + "\n").getBytes(StandardCharsets.UTF_8));
            reports.flush();
        } catch (IOException _) {
            Runtime.getRuntime().halt(0); // nobody listens any more
        }
    }

    /**
     * Keeps standard output for reports alone: whatever native code prints there goes to standard
     * error from now on.
     */
    private static OutputStream ownOutput() throws IOException {
        var kept = descriptor("dup", STANDARD_OUTPUT);
        descriptor("dup2", STANDARD_ERROR, STANDARD_OUTPUT);
        return new FileOutputStream("/dev/fd/" + kept);
    }

    @SuppressWarnings("restricted")
    private static int descriptor(String function, Integer... arguments) {
        var linker = Linker.nativeLinker();
        var shape = FunctionDescriptor.of(ValueLayout.JAVA_INT);
        for (var i = 0; i < arguments.length; i++) {
            shape = shape.appendArgumentLayouts(ValueLayout.JAVA_INT);
        }
        MethodHandle handle =
                linker.downcallHandle(linker.defaultLookup().findOrThrow(function), shape);
        try {
            return (int) handle.invokeWithArguments((Object[]) arguments);
        } catch (Throwable e) {
            throw new IllegalStateException(function + "() could not be called", e);
        }
    }
}
