package com.postmagiq.notification.mail;

import com.postmagiq.kernel.crypto.MasterSignatures;
import com.postmagiq.kernel.crypto.Sha256;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Wanting no more mails of one kind, without signing in: the link of each such mail carries the
 * kind and the digest of its address, signed, and is kept nowhere.
 */
@Service
public class Unsubscribing {
    private static final String PURPOSE = "unsubscribe";
    private static final Pattern TOKEN =
            Pattern.compile(
                    "([a-z][a-z_]{2,40})\\.([0-9a-f]{64})\\.([A-Za-z0-9_-]+)\\.([0-9a-f]{64})");

    private final MailRows rows;
    private final MasterSignatures signatures;

    Unsubscribing(MailRows rows, MasterSignatures signatures) {
        this.rows = rows;
        this.signatures = signatures;
    }

    /** What a mail's link carries. */
    String token(String template, String email) {
        var text = template + "." + HexFormat.of().formatHex(Sha256.of(email));
        var signature = signatures.sign(PURPOSE, text);
        return text + "." + signature.keyId() + "." + signature.hmac();
    }

    /**
     * Sends no more mails of the kind to the address; doing it twice is fine.
     *
     * @return the kind, named by its template; empty when the token is none of ours
     */
    @Transactional
    public Optional<String> stop(String token) {
        var parts = TOKEN.matcher(token);
        if (!parts.matches()
                || !signatures.fits(
                        PURPOSE,
                        parts.group(1) + "." + parts.group(2),
                        parts.group(3),
                        parts.group(4))) {
            return Optional.empty();
        }
        rows.unsubscribe(HexFormat.of().parseHex(parts.group(2)), parts.group(1));
        return Optional.of(parts.group(1));
    }
}
