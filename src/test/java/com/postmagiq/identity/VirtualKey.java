package com.postmagiq.identity;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A passkey in software, speaking as a browser does: what it is told to do wrong, it does wrong.
 * Written from WebAuthn, level 2, section 6, independently of the library that checks it.
 */
final class VirtualKey {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final KeyPair pair = pair();
    private final byte[] id = random(32);
    private byte[] userHandle = {};
    private long counter = 1;

    /** The page that asks; a browser never lies about it, a phishing page has another. */
    String origin = "http://localhost:8080";

    /** Whether the device knew its owner, and not only felt a touch. */
    boolean verifiesUser = true;

    /** Answers the options of a registration. */
    Map<String, Object> create(JsonNode options) {
        userHandle = Base64.getUrlDecoder().decode(options.at("/user/id").asString());
        var attested = new ByteArrayOutputStream();
        attested.writeBytes(new byte[16]);
        attested.writeBytes(ByteBuffer.allocate(2).putShort((short) id.length).array());
        attested.writeBytes(id);
        attested.writeBytes(coseKey());
        var data = authenticatorData(options.at("/rp/id").asString(), 0x40, attested.toByteArray());
        return credential(
                Map.of(
                        "clientDataJSON", clientData("webauthn.create", options),
                        "attestationObject", BASE64.encodeToString(attestation(data)),
                        "transports", List.of("internal")));
    }

    /** Answers the options of a sign-in. */
    Map<String, Object> get(JsonNode options) {
        counter++;
        var data = authenticatorData(options.at("/rpId").asString(), 0, new byte[0]);
        var client = clientData("webauthn.get", options);
        return credential(
                Map.of(
                        "clientDataJSON", client,
                        "authenticatorData", BASE64.encodeToString(data),
                        "signature",
                                BASE64.encodeToString(
                                        sign(data, Base64.getUrlDecoder().decode(client))),
                        "userHandle", BASE64.encodeToString(userHandle)));
    }

    /** As a copy of the key would that was made before. */
    void turnBackCounter() {
        counter = 0;
    }

    private Map<String, Object> credential(Map<String, Object> response) {
        var name = BASE64.encodeToString(id);
        return Map.of(
                "id",
                name,
                "rawId",
                name,
                "type",
                "public-key",
                "authenticatorAttachment",
                "platform",
                "clientExtensionResults",
                Map.of(),
                "response",
                response);
    }

    private String clientData(String type, JsonNode options) {
        var json =
                """
                {"type":"%s","challenge":"%s","origin":"%s","crossOrigin":false}"""
                        .formatted(type, options.at("/challenge").asString(), origin);
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] authenticatorData(String host, int flags, byte[] attested) {
        var touched = 0x01;
        var verified = verifiesUser ? 0x04 : 0;
        var backedUp = 0x08 | 0x10;
        var data = new ByteArrayOutputStream();
        data.writeBytes(sha256(host.getBytes(StandardCharsets.UTF_8)));
        data.write(touched | verified | backedUp | flags);
        data.writeBytes(ByteBuffer.allocate(4).putInt((int) counter).array());
        data.writeBytes(attested);
        return data.toByteArray();
    }

    /** {1: 2 (EC2), 3: -7 (ES256), -1: 1 (P-256), -2: x, -3: y} in CBOR. */
    private byte[] coseKey() {
        var point = ((ECPublicKey) pair.getPublic()).getW();
        var key = new ByteArrayOutputStream();
        key.writeBytes(new byte[] {(byte) 0xa5, 1, 2, 3, 0x26, 0x20, 1, 0x21, 0x58, 0x20});
        key.writeBytes(coordinate(point.getAffineX().toByteArray()));
        key.writeBytes(new byte[] {0x22, 0x58, 0x20});
        key.writeBytes(coordinate(point.getAffineY().toByteArray()));
        return key.toByteArray();
    }

    /** {"fmt": "none", "attStmt": {}, "authData": …} in CBOR. */
    private static byte[] attestation(byte[] data) {
        var object = new ByteArrayOutputStream();
        object.write(0xa3);
        text(object, "fmt");
        text(object, "none");
        text(object, "attStmt");
        object.write(0xa0);
        text(object, "authData");
        object.write(0x58);
        object.write(data.length);
        object.writeBytes(data);
        return object.toByteArray();
    }

    private static void text(ByteArrayOutputStream object, String text) {
        object.write(0x60 | text.length());
        object.writeBytes(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] coordinate(byte[] number) {
        var exact = new byte[32];
        var from = Math.max(0, number.length - exact.length);
        var part = Arrays.copyOfRange(number, from, number.length);
        System.arraycopy(part, 0, exact, exact.length - part.length, part.length);
        return exact;
    }

    private byte[] sign(byte[] data, byte[] clientData) {
        try {
            var signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(pair.getPrivate());
            signature.update(data);
            signature.update(sha256(clientData));
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair pair() {
        try {
            var generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] random(int length) {
        var bytes = new byte[length];
        new SecureRandom().nextBytes(bytes);
        return bytes;
    }
}
