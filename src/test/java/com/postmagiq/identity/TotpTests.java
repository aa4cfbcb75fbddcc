package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTests {
    private static final byte[] SECRET = "12345678901234567890".getBytes(StandardCharsets.US_ASCII);

    /** The vectors of RFC 6238, appendix B, for SHA-1; ours are their last six of eight digits. */
    @ParameterizedTest
    @CsvSource({
        "59, 94287082",
        "1111111109, 07081804",
        "1111111111, 14050471",
        "1234567890, 89005924",
        "2000000000, 69279037",
        "20000000000, 65353130"
    })
    void given_a_moment_of_the_standard__then_the_code_is_the_standards(
            long second, String eightDigits) {
        var moment = Instant.ofEpochSecond(second);

        var code = Totp.code(SECRET, Totp.step(moment));

        assertThat(code).isEqualTo(eightDigits.substring(2));
        assertThat(Totp.match(SECRET, code, moment)).hasValue(Totp.step(moment));
    }

    @Test
    void given_a_code__when_clocks_differ__then_one_step_either_side_is_still_accepted() {
        var now = Instant.ofEpochSecond(1_234_567_890);
        var step = Totp.step(now);

        for (var drift = -1; drift <= 1; drift++) {
            assertThat(Totp.match(SECRET, Totp.code(SECRET, step + drift), now))
                    .hasValue(step + drift);
        }
        assertThat(Totp.match(SECRET, Totp.code(SECRET, step - 2), now)).isEmpty();
        assertThat(Totp.match(SECRET, Totp.code(SECRET, step + 2), now)).isEmpty();
    }
}
