package com.postmagiq.agents.tool;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How much memory the graphics cards of this machine have, as their driver's program says. */
public final class GraphicsMemory {
    private static final Duration PATIENCE = Duration.ofSeconds(2);
    private static final int MEBIBYTE_BITS = 20;

    private GraphicsMemory() {}

    /**
     * Bytes of all cards together; 0 where there is none, or none that can be asked.
     *
     * @param program looked for on the server's path, such as {@code nvidia-smi}
     */
    public static long bytes(String program) {
        Process process;
        try {
            process =
                    new ProcessBuilder(
                                    program,
                                    "--query-gpu=memory.total",
                                    "--format=csv,noheader,nounits")
                            .redirectErrorStream(true)
                            .start();
        } catch (IOException _) {
            return 0; // not installed: no card of that make
        }
        try {
            if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    || process.exitValue() != 0) {
                return 0;
            }
            return sum(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return 0;
        } finally {
            process.destroyForcibly();
        }
    }

    /** One card a line, in MiB. */
    private static long sum(String lines) {
        return lines.lines()
                        .map(String::strip)
                        .filter(line -> line.matches("\\d{1,9}"))
                        .mapToLong(Long::parseLong)
                        .sum()
                << MEBIBYTE_BITS;
    }
}
