package com.postmagiq.kernel.process;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program and everything it starts, ended together. It leads a process group of its own where the
 * system has {@code setsid}; elsewhere its descendants are looked for.
 */
final class ToolGroup {
    private static final int TERM = 15;
    private static final int KILL = 9;

    private static final Optional<String> LEADER =
            Stream.of("/usr/bin/setsid", "/bin/setsid")
                    .filter(program -> Files.isExecutable(Path.of(program)))
                    .findFirst();
    private static final @Nullable MethodHandle SIGNAL = LEADER.isPresent() ? signal() : null;

    private final Process process;
    private final List<ProcessHandle> known = new ArrayList<>();

    ToolGroup(Process process) {
        this.process = process;
    }

    /** The command that makes its program a leader. */
    static List<String> leading(List<String> command) {
        var leading = new ArrayList<String>();
        LEADER.ifPresent(leading::add);
        leading.addAll(command);
        return leading;
    }

    /** Asks all to end, waits as long as is allowed, and ends what is left. */
    void end(Duration grace) {
        send(TERM);
        try {
            var _ = process.waitFor(grace.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt(); // no more patience: end it now
        }
        kill();
    }

    /** Ends all at once, also what a program left behind that has ended itself. */
    void kill() {
        send(KILL);
    }

    private void send(int signal) {
        if (SIGNAL != null && signalled(SIGNAL, signal)) {
            return;
        }
        process.descendants().forEach(known::add);
        var all = Stream.concat(known.stream(), Stream.of(process.toHandle()));
        all.forEach(
                one -> {
                    var _ = signal == KILL ? one.destroyForcibly() : one.destroy();
                });
    }

    /** The leader's number names its group as long as one member lives. */
    private boolean signalled(MethodHandle handle, int signal) {
        try {
            return (int) handle.invokeExact((int) -process.pid(), signal) == 0
                    || !process.isAlive();
        } catch (Throwable e) {
            throw new IllegalStateException("kill() could not be called", e);
        }
    }

    @SuppressWarnings("restricted")
    private static MethodHandle signal() {
        var linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow("kill"),
                FunctionDescriptor.of(
                        ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    }
}
