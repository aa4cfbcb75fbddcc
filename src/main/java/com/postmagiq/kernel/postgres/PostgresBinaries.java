package com.postmagiq.kernel.postgres;

import com.postmagiq.kernel.postgres.PostgresStartFailure.Reason;
import java.io.BufferedInputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** The PostgreSQL programs that come with the product, unpacked once per version. */
final class PostgresBinaries {
    /** Version of the bundled programs; a test compares it with what the programs say. */
    static final String VERSION = "18.4";

    static final String MAJOR_VERSION = VERSION.substring(0, VERSION.indexOf('.'));

    private static final String UNFINISHED = "unpacking-";
    private static final int OWNER_MAY_EXECUTE = 0100;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    /**
     * Those that an unpacked application brings along beside its jar; empty where there are none,
     * or where the server's user may not run them.
     */
    static Optional<PostgresBinaries> shipped(ServerUser user) throws IOException {
        var source = PostgresBinaries.class.getProtectionDomain().getCodeSource().getLocation();
        if (!source.getProtocol().equals("file")) {
            return Optional.empty(); // within the jar that was not unpacked
        }
        return beside(Path.of(URI.create(source.toString())), user);
    }

    static Optional<PostgresBinaries> beside(Path jar, ServerUser user) throws IOException {
        var shipped = new PostgresBinaries(jar.resolveSibling("bin-" + VERSION));
        return Files.isExecutable(shipped.program("postgres"))
                        && user.reaches(shipped.program("postgres"))
                ? Optional.of(shipped)
                : Optional.empty();
    }

    /**
     * @param parent where {@code bin-<version>} is, or is to be unpacked; readable by the server's
     *     user
     */
    static PostgresBinaries in(Path parent) throws IOException {
        var home = parent.resolve("bin-" + VERSION);
        if (!Files.isDirectory(home)) {
            unpack(parent, home);
        }
        return new PostgresBinaries(home);
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /**
     * Unpacks beside the final place and renames, so that a process killed half-way leaves nothing
     * that looks complete.
     */
    private static void unpack(Path parent, Path home) throws IOException {
        deleteAbandoned(parent);
        var unfinished = Files.createTempDirectory(parent, UNFINISHED);
        try {
            try (var archive = open()) {
                extract(archive, unfinished);
            }
            // Java makes temporary folders 0700; the server may run as another user.
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(unfinished, home, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            if (!Files.isDirectory(home)) {
                throw e;
            }
            // Another process finished first: its copy is as good as ours.
        } finally {
            delete(unfinished);
        }
    }

    /** What a killed process left behind; another that is still unpacking is younger. */
    private static void deleteAbandoned(Path parent) throws IOException {
        var hourAgo = Instant.now().minus(Duration.ofHours(1));
        try (var files = Files.newDirectoryStream(parent, UNFINISHED + "*")) {
            for (var file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(hourAgo)) {
                    delete(file);
                }
            }
        }
    }

    private static InputStream open() throws IOException {
        var name = "/postgres-%s-%s.txz".formatted(system(), processor());
        var resource = PostgresBinaries.class.getResourceAsStream(name);
        if (resource == null) {
            throw new PostgresStartFailure(
                    Reason.UNSUPPORTED_PLATFORM,
                    "This build of Postmagiq brings no PostgreSQL for %s on %s: set DATABASE_URL to a"
                                    .formatted(
                                            System.getProperty("os.name"),
                                            System.getProperty("os.arch"))
                            + " PostgreSQL %s or newer, or take the build made for this platform."
                                    .formatted(DatabaseInstaller.OLDEST_MAJOR_VERSION));
        }
        return resource;
    }

    private static String system() {
        var name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "windows" : name;
    }

    private static String processor() {
        var arch = System.getProperty("os.arch");
        return switch (arch) {
            case "amd64", "x86_64" -> "x86_64";
            case "aarch64", "arm64" -> "arm_64";
            default -> arch;
        };
    }

    private static void extract(InputStream archive, Path target) throws IOException {
        try (var tar =
                new TarArchiveInputStream(
                        new XZCompressorInputStream(new BufferedInputStream(archive, 1 << 16)))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                // Static libraries serve compilers only.
                if (!entry.getName().endsWith(".a")) {
                    extract(entry, tar, target);
                }
            }
        }
    }

    private static void extract(TarArchiveEntry entry, TarArchiveInputStream tar, Path target)
            throws IOException {
        var path = target.resolve(entry.getName()).normalize();
        if (!path.startsWith(target)) {
            throw new FileNotFoundException("The archive names a file outside: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        var executable = (entry.getMode() & OWNER_MAY_EXECUTE) != 0;
        Files.setPosixFilePermissions(
                path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }

    /** Deletes a folder with all that is in it; nothing when there is none. */
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var all = Files.walk(folder)) {
                for (var path : all.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }
}
