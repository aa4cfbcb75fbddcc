package com.postmagiq.kernel.crypto;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys outside the database under which the keys inside it lie: one that wraps, and during a
 * change the ones before it, which only unwrap.
 */
final class MasterKeys {
    static final String SETTING = "POSTMAGIQ_MASTER_KEY";
    private static final String FILE = "master-key";
    private static final int BYTES = 32;

    /**
     * @param id a digest, so that nodes with the same key agree on it
     */
    record Key(String id, SecretKey secret) {}

    private final List<Key> all;

    private MasterKeys(List<Key> all) {
        this.all = List.copyOf(all);
    }

    /**
     * Takes the keys of the settings.
     *
     * @param current 32 bytes in base64
     * @param previous such texts, separated by commas; may be empty
     * @throws IllegalStateException when one is no such key
     */
    static MasterKeys of(String current, String previous) {
        var keys = new ArrayList<Key>();
        keys.add(key(SETTING, current));
        Arrays.stream(previous.split(",", -1))
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .forEach(text -> keys.add(key(SETTING + "_PREVIOUS", text)));
        return new MasterKeys(keys);
    }

    /** The key of a file, such as one that a secret store mounts. */
    static MasterKeys ofFile(Path file, String previous) {
        try {
            return of(Files.readString(file, StandardCharsets.US_ASCII).strip(), previous);
        } catch (IOException e) {
            throw new IllegalStateException(
                    "%s_FILE names %s, which cannot be read: %s"
                            .formatted(SETTING, file.toAbsolutePath(), e.getMessage()),
                    e);
        }
    }

    /** A key of the installation's own, made on the first start. */
    static MasterKeys kept(Path folder, String previous) {
        return of(OwnerOnlyFile.readOrMake(folder, FILE, SETTING, MasterKeys::made), previous);
    }

    Key current() {
        return all.getFirst();
    }

    Optional<Key> named(String id) {
        return all.stream().filter(key -> key.id().equals(id)).findFirst();
    }

    private static Key key(String name, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException _) {
            throw unfit(name, "is not base64");
        }
        if (bytes.length != BYTES) {
            throw unfit(name, "holds %d bytes".formatted(bytes.length));
        }
        var id = HexFormat.of().formatHex(Sha256.of("master key " + text), 0, 8);
        return new Key(id, new SecretKeySpec(bytes, "AES"));
    }

    private static IllegalStateException unfit(String name, String fault) {
        return new IllegalStateException(
                "%s %s; it must be %d bytes in base64. Make one with: openssl rand -base64 %d"
                        .formatted(name, fault, BYTES, BYTES));
    }

    private static String made() {
        var bytes = new byte[BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
