package com.postmagiq.proof;

import com.postmagiq.Api;
import com.postmagiq.Storyteller;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What the JVM learns from one start and one run, so that the many starts of these tests take half
 * of the time. Made once for all of them.
 */
final class StartCache {
    private static final Path FILE = make();

    private StartCache() {}

    static Path file() {
        return FILE;
    }

    private static Path make() {
        try {
            var file = Path.of("target", "tests.aot").toAbsolutePath();
            Files.deleteIfExists(file);
            var folder = ServedApplication.folder("first");
            var port = ServedApplication.freePort();
            try (var _ =
                    ServedApplication.start(folder, port, Map.of(), "-XX:AOTCacheOutput=" + file)) {
                Storyteller.offline(Api.at(port).signUp("Fay First")).approveToTheEnd();
            }
            TestPostgres.delete(folder);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
