package com.postmagiq.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactMatchTests {

    private final QualityChecks checks = new QualityChecks();

    @ParameterizedTest
    @Tag("workflow-68")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    In our line he is the 30th ram.  | His 30-year career as a ram went on. | 30-year
                    We met John Bieniewicz there.    | We met John Bieniewski there.        | John Bieniewski
                    I wrote to the UDR and my union. | I wrote to the Ulster Union (UDR).   | Ulster Union
                    """)
    void given_a_fact_that_only_resembles_the_story__when_it_is_checked__then_it_is_reported(
            String story, String post, String invented) {
        assertThat(facts(story, post)).containsExactly(invented);
    }

    @ParameterizedTest
    @Tag("workflow-68")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    It was our third year in a row.   | Three years in a row, for us.
                    He was the 16th to win.           | He was the sixteenth to win.
                    We worked in Sudan.               | We worked with the Sudanese people.
                    The fire began in Bedford.        | It began in Bedfordshire.
                    The police and our PCC came.      | The Police and Crime Commissioner (PCC) came.
                    The team of GB lost by a point.   | We lost, and so did Britain.
                    Read the news of the day.         | And now CLICK HERE for the news of the day.
                    """)
    void given_the_same_fact_in_another_form__when_it_is_checked__then_nothing_is_reported(
            String story, String post) {
        assertThat(facts(story, post)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    The frigates lay in the harbour for a long time. We sold them.    | true
                    We sold four frigates. They lay in the harbour for a long time.   | true
                    The frigates lay in the harbour for a long time, until 12 May.    | false
                    The frigates lay in the harbour for 17 years. We sold them.       | false
                    The frigates lay in the harbour for a long time. Lee Marsh and Ann Cole sold them. | false
                    """)
    void given_a_retold_story__when_it_is_judged__then_only_additions_count(
            String post, boolean faithful) {
        var story =
                "The Argyll, the Cumberland, the Campbeltown and the Cornwall are frigates. The"
                        + " frigates lay in the harbour for a long time. In the end we sold them.";

        assertThat(verdict(story, post).invented()).isNotEqualTo(faithful);
    }

    @Test
    void given_the_same_signs__when_more_is_said_in_own_words__then_the_probability_rises() {
        var story = "The frigates lay in the harbour for a long time. In the end we sold them.";
        var copied = verdict(story, "The frigates lay in the harbour for a long time.");
        var retold = verdict(story, "For a time, long ago, in the harbour of the end, we lay.");

        assertThat(copied.evidence().ownWords()).isZero();
        assertThat(retold.evidence().ownWords()).isPositive();
        assertThat(retold.probability()).isGreaterThan(copied.probability());
    }

    @Test
    void given_another_form_of_a_given_name__when_it_is_judged__then_no_part_is_added() {
        var story = "Mitch Santner signed. Later J. K. Marlow came.";

        assertThat(verdict(story, "Mitchell Santner signed.").evidence().nameParts()).isZero();
        assertThat(verdict(story, "JK Marlow came.").evidence().nameParts()).isZero();
        assertThat(verdict(story, "Peter Santner signed.").evidence().nameParts()).isOne();
    }

    @Test
    void given_a_call_to_act__when_it_is_judged__then_its_words_speak_for_no_invention() {
        var story = "Mitch Santner signed on Monday.";
        var told = verdict(story, "Mitch Santner signed on Monday. Transfers exhilarate everyone.");
        var asked = verdict(story, "Mitch Santner signed on Monday. Click here for transfers.");

        assertThat(told.evidence().rareWords()).isPositive();
        assertThat(told.evidence().ownWords()).isPositive();
        assertThat(asked.evidence().rareWords()).isZero();
        assertThat(asked.evidence().ownWords()).isZero();
        assertThat(verdict(story, "Click here for 300 transfers.").evidence().amounts()).isOne();
    }

    private FabricationVerdict verdict(String story, String post) {
        return checks.verdict(CheckRequest.of(post, List.of(Source.story(story))));
    }

    private List<String> facts(String story, String post) {
        return checks.check(CheckRequest.of(post, List.of(Source.story(story)))).findings().stream()
                .filter(f -> f.check().startsWith("fabrication."))
                .filter(f -> f.severity() == Severity.BLOCK)
                .filter(f -> !f.check().equals("fabrication.coverage"))
                .map(f -> post.substring(f.start(), f.end()))
                .toList();
    }
}
