package com.postmagiq.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The one form of JSON, and ids that follow from their place. */
class CanonicalJsonTests {
    @Test
    void given_json__then_it_has_one_spelling() {
        var read =
                ArchiveWriter.EXACT.readTree(
                        "{ \"b\": [1.0, 1.50, -0, 1e3, true, null], \"a\": \"\\u000fé\\n\\/\\\"\", \"B\": {} }");

        assertThat(CanonicalJson.of(read))
                .isEqualTo("{\"B\":{},\"a\":\"\\u000fé\\n/\\\"\",\"b\":[1,1.5,0,1000,true,null]}");
    }

    @ParameterizedTest
    @CsvSource({
        "1e21, 1e+21",
        "123456789012345680000, 123456789012345680000",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "-1.25e-9, -1.25e-9",
        "4.35, 4.35",
        "9007199254740993, 9007199254740993",
        "0.1234567890123456789, 0.1234567890123456789"
    })
    void given_a_number__then_it_keeps_its_value(String given, String written) {
        assertThat(CanonicalJson.number(new BigDecimal(given))).isEqualTo(written);
        assertThat(new BigDecimal(written)).isEqualByComparingTo(given);
    }

    @Test
    void given_places__then_their_ids_sort_like_them_and_come_again() {
        var ids = new NewIds(UUID.fromString("0198c8a1-5b6c-7abc-8def-0123456789ab"));

        assertThat(ids.of(3, 1)).isEqualTo(ids.of(3, 1)).isNotEqualTo(ids.of(4, 1));
        assertThat(ids.of(3, 9).toString()).isLessThan(ids.of(3, 10).toString());
        assertThat(ids.of(3, NewIds.MOST_ROWS).toString())
                .isGreaterThan(ids.of(3, 1_000_000).toString());
        assertThat(ids.of(3, 1).version()).isEqualTo(7);
        assertThat(ids.of(NewIds.GONE, NewIds.MOST_ROWS).variant()).isEqualTo(2);
    }
}
