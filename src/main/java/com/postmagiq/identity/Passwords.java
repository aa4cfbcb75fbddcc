package com.postmagiq.identity;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.annotation.PreDestroy;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Hashes and compares passwords: Argon2id, with older {@code {bcrypt}} hashes accepted. Hashing is
 * meant to be slow and hungry, so half of the processors do it at most, on threads of their own:
 * nothing else gets a turn on the carrier of a virtual thread that computes.
 */
@Component
class Passwords {
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final int PARALLELISM = 1;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final PasswordEncoder encoder;
    private final String nobody;
    private final int most = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
    private final Semaphore places = new Semaphore(most, true);
    private final ExecutorService hashing =
            Executors.newFixedThreadPool(
                    most, Thread.ofPlatform().name("password-", 1).daemon().factory());

    Passwords(IdentitySettings settings) {
        encoder =
                new DelegatingPasswordEncoder(
                        "argon2id",
                        Map.of(
                                "argon2id",
                                new Argon2PasswordEncoder(
                                        SALT_BYTES,
                                        HASH_BYTES,
                                        PARALLELISM,
                                        settings.argon2MemoryKib(),
                                        settings.argon2Iterations()),
                                "bcrypt",
                                new BCryptPasswordEncoder()));
        nobody = unmatched(settings);
    }

    /** A hash of no password that costs as much to compare as any: made of noise, not computed. */
    private static String unmatched(IdentitySettings settings) {
        var base64 = Base64.getEncoder().withoutPadding();
        return "{argon2id}$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
                .formatted(
                        settings.argon2MemoryKib(),
                        settings.argon2Iterations(),
                        PARALLELISM,
                        base64.encodeToString(noise(SALT_BYTES)),
                        base64.encodeToString(noise(HASH_BYTES)));
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }

    @PreDestroy
    void close() {
        hashing.shutdown();
    }

    String hash(String password) {
        return oneAtATime(() -> encode(normal(password)));
    }

    /**
     * Compares a password with a stored hash. Without a hash it takes the same time and is false,
     * so that an answer's duration tells nothing about who is registered.
     */
    boolean matches(String password, @Nullable String hash) {
        var equal =
                oneAtATime(() -> encoder.matches(normal(password), hash == null ? nobody : hash));
        return equal && hash != null;
    }

    /** Whether the hash is of an older kind or weaker than new ones. */
    boolean outdated(String hash) {
        return encoder.upgradeEncoding(hash);
    }

    /** Two keyboards may send one letter as different code points; the hash must not care. */
    static String normal(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private String encode(String password) {
        var hash = encoder.encode(password);
        if (hash == null) {
            throw new IllegalStateException("The password encoder returned nothing");
        }
        return hash;
    }

    private <T> T oneAtATime(Supplier<T> work) {
        if (!placeFound()) {
            throw new ProblemException(
                            GeneralProblem.UNAVAILABLE,
                            "Too many people are signing in at this moment; try again in a few seconds.")
                    .with("retry_after", LONGEST_WAIT.toSeconds());
        }
        try {
            return CompletableFuture.supplyAsync(work, hashing).join();
        } finally {
            places.release();
        }
    }

    private boolean placeFound() {
        try {
            return places.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
