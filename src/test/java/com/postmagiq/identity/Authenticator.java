package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.bouncycastle.util.encoders.Base32;

/** The app on somebody's phone, and the paper with their recovery codes. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record Authenticator(String id, byte[] secret, List<String> recoveryCodes) {
    private static final String ROUTE = "/api/v1/auth/second-factors/totp";

    /** Adds one to a person's account and puts it in force. */
    public static Authenticator enrol(Api person) {
        var begun = person.post(ROUTE, Map.of("label", "Phone"));
        assertThat(begun.status()).isEqualTo(201);
        var secret = Base32.decode(begun.text("/secret").getBytes(StandardCharsets.US_ASCII));
        var confirmed =
                person.post(
                        ROUTE + "/" + begun.text("/id") + "/confirm",
                        Map.of("code", Totp.code(secret, Totp.step(Instant.now()))));
        assertThat(confirmed.status()).as(confirmed.raw().body()).isEqualTo(200);
        var codes = confirmed.at("/recovery_codes").valueStream().map(each -> each.asString());
        return new Authenticator(begun.text("/id"), secret, codes.toList());
    }

    /** What the phone shows so many steps of 30 seconds from now. */
    public String code(int steps) {
        return Totp.code(secret, Totp.step(Instant.now()) + steps);
    }
}
