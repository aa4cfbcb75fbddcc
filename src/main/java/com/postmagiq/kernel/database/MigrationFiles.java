package com.postmagiq.kernel.database;

import com.postmagiq.kernel.crypto.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.util.HexFormat;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The files that make the tables. */
final class MigrationFiles {
    static final String FOLDER = "db/migration";

    private MigrationFiles() {}

    /**
     * Another text for any other set of files, from the checksums the jar has of them. Null where
     * they are in no jar, as on a developer's machine.
     */
    static @Nullable String fingerprint(ClassLoader loader) {
        var folder = loader.getResource(FOLDER);
        try {
            if (folder == null || !(folder.openConnection() instanceof JarURLConnection found)) {
                return null;
            }
            var entry = found.getEntryName();
            var prefix = entry.endsWith("/") ? entry : entry + "/";
            // The file is the class loader's own and stays open.
            var files =
                    found.getJarFile().stream()
                            .filter(file -> file.getName().startsWith(prefix))
                            .filter(file -> !file.isDirectory())
                            .map(file -> file.getName().substring(prefix.length()) + file.getCrc())
                            .sorted()
                            .collect(Collectors.joining("\n"));
            return HexFormat.of().formatHex(Sha256.of(files));
        } catch (IOException e) {
            throw new UncheckedIOException("The migrations cannot be read from " + folder, e);
        }
    }
}
