package com.postmagiq.identity;

import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What a browser is asked to do with passkeys: the JSON forms of WebAuthn, level 3, whose names are
 * the browser's own.
 */
@Component
class PasskeyOptions {
    private static final String NAME = "Postmagiq";
    private static final long TIMEOUT_MILLIS = SignInAttempts.Kind.PASSKEY_LOGIN.life().toMillis();
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private final JdbcClient jdbc;
    private final PasskeyCeremony ceremony;

    PasskeyOptions(JdbcClient jdbc, PasskeyCeremony ceremony) {
        this.jdbc = jdbc;
        this.ceremony = ceremony;
    }

    /** For making one that the person can find again without typing a name. */
    Map<String, Object> ofNew(String challenge, User user) {
        return Map.of(
                "challenge", challenge,
                "rp", Map.of("id", ceremony.relyingParty(), "name", NAME),
                "user",
                        Map.of(
                                "id",
                                BASE64.encodeToString(PasskeyCeremony.userHandle(user.id())),
                                "name",
                                user.email(),
                                "displayName",
                                user.fullName()),
                "pubKeyCredParams",
                        PasskeyCeremony.ALGORITHMS.stream()
                                .map(number -> Map.of("type", "public-key", "alg", number))
                                .toList(),
                "timeout", TIMEOUT_MILLIS,
                "attestation", "none",
                "excludeCredentials", descriptors(user.id()),
                "authenticatorSelection",
                        Map.of(
                                "residentKey", "required",
                                "requireResidentKey", true,
                                "userVerification", "preferred"));
    }

    /** For any passkey of this installation; tells nothing about who has one. */
    Map<String, Object> ofAnybody(String challenge) {
        return Map.of(
                "challenge",
                challenge,
                "rpId",
                ceremony.relyingParty(),
                "timeout",
                TIMEOUT_MILLIS,
                "userVerification",
                "preferred");
    }

    /** For one of this person's passkeys. */
    Map<String, Object> ofPerson(String challenge, UUID userId) {
        var options = new HashMap<>(ofAnybody(challenge));
        options.put("allowCredentials", descriptors(userId));
        return options;
    }

    private List<Map<String, Object>> descriptors(UUID userId) {
        return jdbc.sql("select credential_id, transports from core.passkeys where user_id = :user")
                .param("user", userId)
                .query(
                        (row, _) ->
                                Map.<String, Object>of(
                                        "type",
                                        "public-key",
                                        "id",
                                        BASE64.encodeToString(row.getBytes("credential_id")),
                                        "transports",
                                        row.getArray("transports").getArray()))
                .list();
    }
}
