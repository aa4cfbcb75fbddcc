package com.postmagiq.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What a text is expected to be like. */
class ExpectationsTests {
    private static final String TEXT =
            """
            The oven did not start on Monday.  Ruth lit the old wood oven that nobody had used since 2009.
            We baked 40 loaves for the school and carried them over in laundry baskets.
            """;

    @Test
    void given_phrases__then_case_and_spaces_do_not_matter() {
        var met =
                new Expectations(
                                List.of("monday. ruth LIT", "cake"),
                                List.of("laundry  baskets", "game-changing"),
                                null,
                                null,
                                null)
                        .met(TEXT);

        assertThat(met.met()).isEqualTo(2);
        assertThat(met.total()).isEqualTo(4);
        assertThat(met.missed())
                .containsExactly("does not contain: cake", "contains: laundry  baskets");
    }

    @Test
    void given_facts__then_other_words_may_tell_them_and_other_numbers_may_not() {
        var met =
                facts(
                                "Ruth lit the old wood oven, nobody had used it since 2009.",
                                "We baked 50 loaves for the school.",
                                "The mayor came by on a horse.")
                        .met(TEXT);

        assertThat(met.missed())
                .containsExactly(
                        "does not tell: We baked 50 loaves for the school.",
                        "does not tell: The mayor came by on a horse.");
    }

    @Test
    void given_limits__then_words_are_counted() {
        assertThat(words(5, 100).met(TEXT).missed()).isEmpty();
        assertThat(words(100, null).met(TEXT).missed()).hasSize(1);
        assertThat(words(null, 5).met(TEXT).missed()).hasSize(1);
    }

    @Test
    void given_expectations_that_cannot_be__then_they_are_at_fault() {
        assertThat(words(9, 3).fault()).contains("min_words");
        assertThat(facts(" ").fault()).contains("1 to 500 characters");
        assertThat(Expectations.NONE.fault()).isNull();
    }

    private static Expectations facts(String... facts) {
        return new Expectations(null, null, List.of(facts), null, null);
    }

    private static Expectations words(@Nullable Integer least, @Nullable Integer most) {
        return new Expectations(null, null, null, least, most);
    }
}
