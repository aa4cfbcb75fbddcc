package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.OwnerOnlyFile;
import com.postmagiq.kernel.crypto.Sha256;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The secrets that sign access tokens: one that signs, and during a rotation the one before it,
 * which only verifies. There is no built-in secret.
 */
final class SigningKeys {
    static final int MIN_BYTES = 32;
    private static final String FILE = "jwt-secret";

    /**
     * One secret.
     *
     * @param id what tokens name it by; a digest, so nodes with the same secret agree on it
     */
    record Key(String id, SecretKey secret) {}

    private final Key current;
    private final @Nullable Key previous;

    private SigningKeys(Key current, @Nullable Key previous) {
        this.current = current;
        this.previous = previous;
    }

    /**
     * Takes the secrets of the settings.
     *
     * @param secret {@code JWT_SECRET}
     * @param previousSecret {@code JWT_SECRET_PREVIOUS}, or null
     * @throws IllegalStateException when one is shorter than 32 bytes
     */
    static SigningKeys of(String secret, @Nullable String previousSecret) {
        return new SigningKeys(
                key("JWT_SECRET", secret),
                previousSecret == null ? null : key("JWT_SECRET_PREVIOUS", previousSecret));
    }

    /**
     * Keeps a secret of its own in a file that only this user can read, made on the first start.
     *
     * @param folder where the installation keeps its keys
     */
    static SigningKeys kept(Path folder, @Nullable String previousSecret) {
        return of(
                OwnerOnlyFile.readOrMake(folder, FILE, "JWT_SECRET", OpaqueSecret::next),
                previousSecret);
    }

    Key current() {
        return current;
    }

    /** The secret of before, during a rotation. */
    Optional<Key> previous() {
        return Optional.ofNullable(previous);
    }

    /** The secret a token names. */
    Optional<Key> named(@Nullable String id) {
        if (current.id().equals(id)) {
            return Optional.of(current);
        }
        return previous != null && previous.id().equals(id)
                ? Optional.of(previous)
                : Optional.empty();
    }

    private static Key key(String name, String secret) {
        var bytes = secret.getBytes(StandardCharsets.UTF_8);
        if (bytes.length < MIN_BYTES) {
            throw new IllegalStateException(
                    "%s has %d bytes; it needs at least %d. Make one with: openssl rand -base64 48"
                            .formatted(name, bytes.length, MIN_BYTES));
        }
        var id = HexFormat.of().formatHex(Sha256.of("kid " + secret), 0, 8);
        return new Key(id, new SecretKeySpec(bytes, "HmacSHA256"));
    }
}
