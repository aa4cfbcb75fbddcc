package com.postmagiq.kernel.postgres;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What PostgreSQL stores for a password under SCRAM-SHA-256 (RFC 5803 and 7677). Sent in place of
 * the password, so that the password appears in no log of the server.
 */
final class ScramVerifier {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SALT_BYTES = 16;

    /** What RFC 7677 asks for, so that guessing a person's password from its verifier is slow. */
    private static final int CHOSEN_ITERATIONS = 4096;

    /** 256 random bits cannot be guessed at any speed; each log-in repeats these iterations. */
    private static final int RANDOM_ITERATIONS = 1;

    private static final int KEY_BITS = 256;

    private ScramVerifier() {}

    /**
     * @param password of printable ASCII characters, which SASLprep leaves as they are, chosen by
     *     somebody
     */
    static String ofChosen(String password) {
        return of(password, salt(), CHOSEN_ITERATIONS);
    }

    /**
     * @param password one of {@link KeptPasswords}
     */
    static String ofRandom(String password) {
        return of(password, salt(), RANDOM_ITERATIONS);
    }

    private static byte[] salt() {
        var salt = new byte[SALT_BYTES];
        RANDOM.nextBytes(salt);
        return salt;
    }

    static String of(String password, byte[] salt, int iterations) {
        try {
            var salted =
                    SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                            .generateSecret(
                                    new PBEKeySpec(
                                            password.toCharArray(), salt, iterations, KEY_BITS))
                            .getEncoded();
            var storedKey = MessageDigest.getInstance("SHA-256").digest(hmac(salted, "Client Key"));
            var base64 = Base64.getEncoder();
            return "SCRAM-SHA-256$%d:%s$%s:%s"
                    .formatted(
                            iterations,
                            base64.encodeToString(salt),
                            base64.encodeToString(storedKey),
                            base64.encodeToString(hmac(salted, "Server Key")));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JDK has SHA-256 and PBKDF2", e);
        }
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.US_ASCII));
    }
}
