package com.postmagiq.kernel.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/**
 * Passwords of database roles in a file only its owner may read (0600), one {@code role=password} a
 * line. Each is made once, 256 random bits, and then kept.
 */
final class KeptPasswords {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int BYTES = 32;

    private final Map<String, String> byRole;

    private KeptPasswords(Map<String, String> byRole) {
        this.byRole = byRole;
    }

    /** Reads the file; makes it, or the roles it lacks, first. */
    static KeptPasswords of(Path file, String... roles) throws IOException {
        var kept = read(file);
        var complete = true;
        for (var role : roles) {
            complete &= kept.putIfAbsent(role, random()) != null;
        }
        if (!complete) {
            write(file, kept);
        }
        return new KeptPasswords(kept);
    }

    String of(String role) {
        var password = byRole.get(role);
        if (password == null) {
            throw new IllegalArgumentException("No password is kept for " + role);
        }
        return password;
    }

    private static Map<String, String> read(Path file) throws IOException {
        var kept = new TreeMap<String, String>();
        if (Files.exists(file)) {
            for (var line : Files.readAllLines(file)) {
                var equals = line.indexOf('=');
                if (equals > 0) {
                    kept.put(line.substring(0, equals), line.substring(equals + 1));
                }
            }
        }
        return kept;
    }

    /** Never leaves a half-written file, nor one that others may read for a moment. */
    private static void write(Path file, Map<String, String> kept) throws IOException {
        var text = new StringBuilder();
        kept.forEach((role, password) -> text.append(role + "=" + password + "\n"));
        var unfinished =
                Files.createTempFile(
                        file.getParent(),
                        file.getFileName().toString(),
                        ".new",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(unfinished, text, StandardOpenOption.SYNC);
        Files.move(
                unfinished,
                file,
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
    }

    private static String random() {
        var bytes = new byte[BYTES];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
