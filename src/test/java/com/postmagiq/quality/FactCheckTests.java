package com.postmagiq.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FactCheckTests {

    private static final String STORY =
            """
            It took hours to find the bug. Lee and I had 2 fixes ready, and on Tuesday, 12 May 2021, \
            we shipped one at 9:30 pm. The outage cost us $2k and half of our 1,500 users. \
            "Never touch the cache on a Friday," Lee told me. We rolled back with Jenkins. \
            Seamless it was not. The notes are at https://example.com/notes.
            """;

    private final QualityChecks checks = new QualityChecks();

    @Test
    @Tag("workflow-68")
    void given_an_invented_amount__when_it_is_checked__then_its_exact_range_is_reported() {
        var post = "It took 30 hours to find the bug.";

        assertThat(found(post, "fabrication.number")).containsExactly("30 hours@8-16");
    }

    @Test
    @Tag("workflow-68")
    void given_an_invented_tool__when_it_is_checked__then_its_name_is_reported() {
        var post = "We rolled back with ArgoCD after an hour.";

        assertThat(found(post, "fabrication.name")).containsExactly("ArgoCD@20-26");
    }

    @Test
    @Tag("workflow-68")
    void given_an_invented_quotation__when_it_is_checked__then_the_quoted_words_are_reported() {
        var post = "\uD83D\uDE00 Lee told me: \u201CThe cache is always wrong.\u201D";

        assertThat(found(post, "fabrication.quote"))
                .containsExactly("The cache is always wrong.@17-43");
    }

    @Test
    @Tag("workflow-68")
    void given_a_changed_date__when_it_is_checked__then_the_date_is_reported() {
        var post = "We shipped it on 13 May 2021.";

        assertThat(found(post, "fabrication.date")).containsExactly("13 May 2021@17-28");
    }

    @ParameterizedTest
    @Tag("workflow-68")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Dr. Lee and I had two fixes ready.
                    We lost $2,000 that night.
                    It cost us 2000 dollars.
                    We lost 50% of our users.
                    Fifteen hundred users were there, or 1500.
                    We shipped on May 12, 2021.
                    We shipped on 2021-05-12.
                    It was May 2021.
                    It was 21:30 when we shipped.
                    \u2018Never touch the cache on a Friday\u2019, Lee told me.
                    Nobody called it seamless.
                    Read www.example.com/notes for more.
                    The bug took hours. Jenkins helped us.
                    The first fix failed. One of us slept.
                    """)
    void given_a_fact_in_other_words__when_it_is_checked__then_nothing_is_reported(String post) {
        assertThat(facts(post)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    It took 9 minutes.            | fabrication.number | 9 minutes
                    We lost twelve users.         | fabrication.number | twelve
                    It cost us $3k.               | fabrication.number | $3k
                    We lost 51 % of them.         | fabrication.number | 51 %
                    We shipped on Monday.         | fabrication.date   | Monday
                    It was back in 2019.          | fabrication.date   | 2019
                    We shipped at 8:30 pm.        | fabrication.date   | 8:30 pm
                    That was in June.             | fabrication.date   | June
                    It happened in the 1990s.     | fabrication.date   | 1990s
                    Then Maria Gomez called.      | fabrication.name   | Maria Gomez
                    I wrote to @mgomez at once.   | fabrication.name   | @mgomez
                    We moved to GPT-4 at last.    | fabrication.name   | GPT-4
                    See http://example.org/other. | fabrication.url    | http://example.org/other
                    Write to me@example.org now.  | fabrication.url    | me@example.org
                    """)
    void given_a_fact_of_its_own__when_it_is_checked__then_it_is_reported(
            String post, String check, String text) {
        assertThat(texts(post, check)).containsExactly(text);
    }

    @Test
    void given_thirty_minutes_in_the_story__when_the_post_says_thirty_hours__then_it_is_reported() {
        var findings = facts("It took 30 hours.", Source.story("It took 30 minutes."));

        assertThat(findings).extracting(Finding::text).containsExactly("30 hours");
    }

    @Test
    void given_two_hours_in_the_story__when_the_post_says_120_minutes__then_nothing_is_reported() {
        assertThat(facts("It took 120 minutes.", Source.story("It took 2 hours."))).isEmpty();
    }

    @Test
    void
            given_an_exact_number__when_the_post_rounds_it_in_words__then_only_a_false_bound_is_reported() {
        var story = Source.story("We had 567 users.");

        assertThat(facts("We had more than 500 users.", story)).isEmpty();
        assertThat(facts("We had about 560 users.", story)).isEmpty();
        assertThat(facts("We had less than 500 users.", story)).hasSize(1);
        assertThat(facts("We had 500 users.", story)).hasSize(1);
    }

    @Test
    @Tag("workflow-69")
    void given_a_fact_added_as_feedback__when_the_post_uses_it__then_it_is_no_fabrication() {
        var post = "It took 30 hours to find the bug with Maria Gomez.";
        var feedback =
                new Source(Source.Kind.FEEDBACK, null, "It was 30 hours. Maria Gomez helped.");

        assertThat(facts(post, Source.story(STORY))).hasSize(2);
        assertThat(facts(post, Source.story(STORY), feedback)).isEmpty();
    }

    @Test
    void given_country_and_people__when_the_post_uses_the_other_word__then_nothing_is_reported() {
        var story = Source.story("The team from Thailand met the European Space Agency in France.");

        assertThat(facts("Two words: the Thai team met ESA and the French.", story))
                .extracting(Finding::text)
                .containsExactly("Two");
    }

    @Test
    void given_us_in_lower_case__when_the_post_names_the_US__then_it_is_reported() {
        var findings = facts("He moved to the US.", Source.story("He came with us and moved."));

        assertThat(findings).extracting(Finding::text).containsExactly("US");
    }

    @Test
    void given_one_or_two_quoted_words__when_no_source_has_them__then_it_is_only_a_warning() {
        var findings = facts("It was a \"total disaster\" for Lee.");

        assertThat(findings).singleElement().returns(Severity.WARN, Finding::severity);
    }

    @Test
    void given_no_sources__when_a_post_is_checked__then_no_fact_is_called_invented() {
        var report = checks.check(CheckRequest.of("Maria paid $900 on Monday.", List.of()));

        assertThat(report.findings()).noneMatch(f -> f.check().startsWith("fabrication."));
    }

    private List<Finding> facts(String post, Source... sources) {
        var from = sources.length == 0 ? List.of(Source.story(STORY)) : List.of(sources);
        return checks.check(CheckRequest.of(post, from)).findings().stream()
                .filter(f -> f.check().startsWith("fabrication."))
                .filter(f -> !f.check().equals("fabrication.claim"))
                .filter(f -> !f.check().equals("fabrication.coverage"))
                .toList();
    }

    private List<String> texts(String post, String check) {
        return facts(post).stream()
                .filter(f -> f.check().equals(check))
                .map(Finding::text)
                .toList();
    }

    private List<String> found(String post, String check) {
        return facts(post).stream()
                .filter(f -> f.check().equals(check))
                .map(f -> "%s@%d-%d".formatted(f.text(), f.start(), f.end()))
                .toList();
    }
}
