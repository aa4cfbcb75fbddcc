package com.postmagiq.identity;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.util.encoders.Base32;

/** Bytes as people can read them aloud (RFC 4648 section 6), without padding. */
final class Base32Text {
    private Base32Text() {}

    static String of(byte[] bytes) {
        return new String(Base32.encode(bytes), StandardCharsets.US_ASCII).replace("=", "");
    }
}
