package com.postmagiq.workflow.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Intervals and verdicts against figures worked out elsewhere. */
class PairsTests {
    @Test
    void given_ten_paired_sleep_times__then_mean_and_interval_are_those_of_the_textbook() {
        // Student's own data of 1908: extra hours of sleep of ten people under two drugs.
        var a = new double[] {0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0.0, 2.0};
        var b = new double[] {1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4};

        var compared = Pairs.compare("hours", Pairs.Better.HIGHER, pairs(a, b));

        assertThat(compared.difference()).isEqualTo(1.58, within(1e-4));
        assertThat(compared.low()).isEqualTo(0.7001, within(1e-3));
        assertThat(compared.high()).isEqualTo(2.4599, within(1e-3));
        assertThat(compared.wins()).isEqualTo(9);
        assertThat(compared.ties()).isEqualTo(1);
        assertThat(compared.losses()).isZero();
        assertThat(compared.verdict()).isEqualTo("b_better");
        assertThat(Pairs.compare("hours", Pairs.Better.LOWER, pairs(a, b)).verdict())
                .isEqualTo("a_better");
        assertThat(Pairs.compare("hours", Pairs.Better.LOWER, pairs(b, a)).verdict())
                .isEqualTo("b_better");
        var words = Pairs.compare("words", Pairs.Better.NEITHER, pairs(a, b));
        assertThat(words.verdict()).isNull();
        assertThat(words.wins()).isNull();
    }

    @Test
    void given_the_same_difference_in_every_case__then_the_interval_is_a_point() {
        var compared =
                Pairs.compare(
                        "score",
                        Pairs.Better.HIGHER,
                        pairs(new double[] {1, 2, 3, 4, 5, 6}, new double[] {2, 3, 4, 5, 6, 7}));

        assertThat(compared.low()).isEqualTo(1);
        assertThat(compared.high()).isEqualTo(1);
        assertThat(compared.verdict()).isEqualTo("b_better");
    }

    @Test
    void given_few_cases_or_none__then_it_says_so() {
        var five = new double[] {1, 2, 3, 4, 5};

        assertThat(Pairs.compare("score", Pairs.Better.HIGHER, pairs(five, five)).verdict())
                .isEqualTo("too_few");
        var one = Pairs.compare("score", Pairs.Better.HIGHER, List.of(new Pairs.Pair(1, 2)));
        assertThat(one.low()).isNull();
        assertThat(one.difference()).isEqualTo(1);
        var none = Pairs.compare("score", Pairs.Better.HIGHER, List.of());
        assertThat(none.verdict()).isEqualTo("too_few");
        assertThat(none.meanA()).isNull();
    }

    @Test
    void given_votes__then_wilsons_interval_is_that_of_the_tables() {
        assertThat(Wilson.interval(8, 10).low()).isEqualTo(0.4902, within(1e-4));
        assertThat(Wilson.interval(8, 10).high()).isEqualTo(0.9433, within(1e-4));
        assertThat(Wilson.interval(0, 5).low()).isEqualTo(0, within(1e-9));
        assertThat(Wilson.interval(0, 5).high()).isEqualTo(0.4345, within(1e-4));
        assertThat(Wilson.interval(5, 5).high()).isEqualTo(1, within(1e-9));
    }

    private static List<Pairs.Pair> pairs(double[] a, double[] b) {
        var pairs = new ArrayList<Pairs.Pair>();
        for (var i = 0; i < a.length; i++) {
            pairs.add(new Pairs.Pair(a[i], b[i]));
        }
        return pairs;
    }
}
