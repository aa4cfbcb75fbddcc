package com.postmagiq.kernel.crypto;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.KDF;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.HKDFParameterSpec;
import org.springframework.stereotype.Component;

/**
 * Signs what is stored, so that whoever can change the database cannot make it fit: HMAC-SHA256
 * under keys drawn from the master keys (HKDF, RFC 5869), one for each purpose. The newest master
 * key signs, those before it still verify.
 */
@Component
public class MasterSignatures {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;

    /**
     * A signature.
     *
     * @param keyId of the master key
     * @param hmac 32 bytes in hex
     */
    public record Signature(String keyId, String hmac) {}

    private final MasterKeys masters;

    MasterSignatures(MasterKeys masters) {
        this.masters = masters;
    }

    /**
     * Signs a text.
     *
     * @param purpose such as {@code audit}; signatures for one are none for another
     */
    public Signature sign(String purpose, String text) {
        var key = masters.current();
        return new Signature(key.id(), HexFormat.of().formatHex(hmac(key, purpose, text)));
    }

    /** False for another text or purpose, and for a key that is not among the present ones. */
    public boolean fits(String purpose, String text, String keyId, String hmac) {
        var given = HexFormat.of().parseHex(hmac);
        return masters.named(keyId)
                .filter(key -> MessageDigest.isEqual(hmac(key, purpose, text), given))
                .isPresent();
    }

    private static byte[] hmac(MasterKeys.Key key, String purpose, String text) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(drawn(key, purpose));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java cannot sign with " + ALGORITHM, e);
        }
    }

    private static SecretKey drawn(MasterKeys.Key key, String purpose)
            throws GeneralSecurityException {
        return KDF.getInstance("HKDF-SHA256")
                .deriveKey(
                        ALGORITHM,
                        HKDFParameterSpec.ofExtract()
                                .addIKM(key.secret())
                                .thenExpand(purpose.getBytes(StandardCharsets.UTF_8), BYTES));
    }
}
