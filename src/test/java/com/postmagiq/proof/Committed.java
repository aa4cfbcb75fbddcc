package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A file that is generated from the product and kept in the repository, so that a change of it is
 * seen in review. {@code -Dcommitted.write=true} writes it anew.
 */
final class Committed {
    private static final boolean WRITE = Boolean.getBoolean("committed.write");

    private Committed() {}

    /** Compares what the product says now with what is kept. */
    static void assertKept(String path, String now) {
        var kept = Path.of(path);
        try {
            var generated = Path.of("target", "generated-docs").resolve(kept);
            Files.createDirectories(generated.getParent());
            Files.writeString(generated, now);
            if (WRITE) {
                Files.createDirectories(kept.getParent());
                Files.writeString(kept, now);
            }
            assertThat(kept)
                    .withFailMessage(
                            "%s is not kept in the repository; -Dcommitted.write=true writes it",
                            kept)
                    .exists();
            assertThat(now)
                    .as(
                            "%s is out of date: run this test with -Dcommitted.write=true and look at the difference",
                            kept)
                    .isEqualTo(Files.readString(kept));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
