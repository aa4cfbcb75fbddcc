package com.postmagiq.identity;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.stereotype.Component;

/**
 * Keys for other signatures than access tokens, all drawn from {@code JWT_SECRET}: nodes that share
 * it agree on them, and one that leaks tells nothing of the others.
 */
@Component
public class DerivedKeys {
    private static final String ALGORITHM = "HmacSHA256";

    private final SigningKeys secrets;

    DerivedKeys(SigningKeys secrets) {
        this.secrets = secrets;
    }

    /**
     * The keys for one purpose, the one that signs first; during a rotation the one before it
     * follows and only verifies.
     *
     * @param purpose such as {@code file-links}
     */
    public List<SecretKey> of(String purpose) {
        return Stream.concat(Stream.of(secrets.current()), secrets.previous().stream())
                .map(key -> derived(key.secret(), purpose))
                .toList();
    }

    /** The signature of a text for one purpose, as it may stand in an address. */
    public String signature(String purpose, String text) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(sign(of(purpose).getFirst(), text));
    }

    /** Whether a signature is one for this purpose and text, also by the key before a rotation. */
    public boolean fits(String purpose, String text, String signature) {
        var given = decoded(signature);
        var fits = false;
        for (var key : of(purpose)) {
            fits |= MessageDigest.isEqual(given, sign(key, text));
        }
        return fits;
    }

    private static byte[] decoded(String signature) {
        try {
            return Base64.getUrlDecoder().decode(signature);
        } catch (IllegalArgumentException _) {
            return new byte[0];
        }
    }

    /** HMAC over a text with a derived key. */
    public static byte[] sign(SecretKey key, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java has " + ALGORITHM, e);
        }
    }

    private static SecretKey derived(SecretKey secret, String purpose) {
        return new SecretKeySpec(sign(secret, "derived key for " + purpose), ALGORITHM);
    }
}
