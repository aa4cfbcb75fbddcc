package com.postmagiq.kernel.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class ScramVerifierTests {
    /** Salt and password of the example exchange in RFC 7677 section 3. */
    @Test
    void given_the_example_of_the_rfc__when_hashed__then_it_is_what_postgresql_stores() {
        var salt = Base64.getDecoder().decode("W22ZaJ0SNY7soEsUEjb6gQ==");

        assertThat(ScramVerifier.of("pencil", salt, 4096))
                .isEqualTo(
                        "SCRAM-SHA-256$4096:W22ZaJ0SNY7soEsUEjb6gQ==$WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=:wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=");
    }

    @Test
    void given_one_password__when_hashed_twice__then_the_salts_differ() {
        assertThat(ScramVerifier.ofChosen("pencil"))
                .isNotEqualTo(ScramVerifier.ofChosen("pencil"))
                .startsWith("SCRAM-SHA-256$4096:");
    }
}
