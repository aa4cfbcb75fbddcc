package com.postmagiq.quality;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.quality.Provenance.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.TimeZone;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class QualityLawsTests {

    private static final List<String> STORIES =
            List.of("clean-streets", "fire-company", "matching-grant");
    private static final String[] PIECES = {
        "We ",
        "Lee ",
        "\uD83D\uDE00",
        "\u2014",
        "--",
        " ",
        "\n\n",
        "12 May",
        "$2k",
        "\u201C",
        "\u201D",
        "\"",
        "delve ",
        "https://x.com/a ",
        "@",
        "#tag ",
        "3.5",
        ".",
        "?",
        "\u0000",
        "\uD800",
        "\uDC00",
        "**",
        "Dr. ",
        "`",
        "[",
        "]",
        "I\u0307",
        "2021",
        ":",
        "half ",
        "million ",
        "a.m. ",
        "U.S."
    };

    private final QualityChecks checks = new QualityChecks();
    private final ProvenanceTracer tracer = new ProvenanceTracer();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    void given_any_text__when_checked__then_every_finding_is_a_piece_of_it_in_order(long seed) {
        var random = new Random(seed);
        for (var round = 0; round < 40; round++) {
            var post = pieces(random);
            var report = checks.check(CheckRequest.of(post, List.of(Source.story(pieces(random)))));

            assertThat(report.findings())
                    .as("seed %d", seed)
                    .allMatch(f -> post.substring(f.start(), f.end()).equals(f.text()))
                    .isSortedAccordingTo((a, b) -> Integer.compare(a.start(), b.start()));
            assertThat(report.score()).isBetween(1, 10);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 5, 8, 13})
    @Tag("workflow-71")
    void
            given_sentences_of_the_story__when_put_in_any_order__then_all_are_verbatim_and_none_invented(
                    long seed) throws IOException {
        var random = new Random(seed);
        for (var name : STORIES) {
            var story = story(name);
            var sentences = new ArrayList<>(Sentences.split(story));
            Collections.shuffle(sentences, random);
            var post = String.join("\n\n", sentences.stream().map(Sentence::text).toList());
            var sources = List.of(Source.story(story));

            var report = checks.check(CheckRequest.of(post, sources));
            var provenance = tracer.trace(post, sources, List.of());

            assertThat(report.findings())
                    .as("seed %d, %s", seed, name)
                    .noneMatch(f -> f.check().startsWith("fabrication."));
            assertThat(provenance.sentences()).allMatch(s -> s.status() == Status.VERBATIM);
            assertThat(provenance.coverage().checkable()).isEqualTo(1);
            assertThat(checks.verdict(CheckRequest.of(post, sources)).invented()).isFalse();
        }
    }

    @Test
    void given_the_example_stories__when_checked_against_themselves__then_nothing_is_invented()
            throws IOException {
        for (var name : STORIES) {
            var story = story(name);
            var report = checks.check(CheckRequest.of(story, List.of(Source.story(story))));

            assertThat(report.findings())
                    .as(name)
                    .noneMatch(f -> f.check().startsWith("fabrication."));
        }
    }

    @Test
    void given_another_locale_and_time_zone__when_checked__then_the_report_is_the_same()
            throws IOException {
        var story = story("matching-grant");
        var request =
                CheckRequest.of(
                        "INSIDE Philadelphia I raised 3,5 I\u0307 million \u2014 in June. " + story,
                        List.of(Source.story(story)));
        var locale = Locale.getDefault();
        var zone = TimeZone.getDefault();
        var here = checks.check(request);
        try {
            Locale.setDefault(Locale.of("tr", "TR"));
            TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));

            assertThat(checks.check(request)).isEqualTo(here);
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a",
                "A",
                ".",
                "@",
                "\"",
                "1 ",
                "word ",
                "Lee ",
                "a.",
                "\uD800",
                "\u0000",
                "-",
                "**a",
                "[",
                "`",
                "not just ",
                "h",
                "x.com ",
                "12 May ",
                "3. "
            })
    void given_a_hostile_text_of_400_000_characters__when_checked__then_it_ends(String piece) {
        var text = piece.repeat(400_000 / piece.length());
        var request = CheckRequest.of(text, List.of(Source.story(text)));

        var report =
                Assertions.assertTimeoutPreemptively(
                        Duration.ofSeconds(60), () -> checks.check(request));

        assertThat(report.metrics().chars()).isEqualTo(text.length());
    }

    @Test
    void given_a_post_in_other_words__when_traced__then_the_carrying_sentence_is_linked() {
        var sources =
                List.of(
                        Source.story(
                                "We met in Oslo. The server in Oslo crashed at night. Everybody slept."));

        var provenance =
                tracer.trace(
                        "At night the Oslo server crashed. Pirates stole seven golden elephants.",
                        sources,
                        List.of());

        assertThat(provenance.sentences())
                .extracting(Provenance.TracedSentence::status)
                .containsExactly(Status.SUPPORTED, Status.UNSUPPORTED);
        assertThat(provenance.sentences().getFirst().links().getFirst())
                .returns(1, Provenance.Link::index)
                .returns(16, Provenance.Link::start);
        assertThat(provenance.coverage().checkable()).isEqualTo(0.5);
    }

    @Test
    void given_a_sentence_with_an_invented_number__when_traced__then_it_is_weak_at_most() {
        var sources =
                List.of(Source.story("The server in Oslo crashed at night and nobody noticed it."));

        var provenance =
                tracer.trace(
                        "The server in Oslo crashed at night for 9 days and nobody noticed it.",
                        sources,
                        List.of());

        assertThat(provenance.sentences())
                .singleElement()
                .returns(Status.WEAK, Provenance.TracedSentence::status);
    }

    @Test
    void given_a_range_a_person_wrote__when_traced__then_its_sentences_are_human() {
        var text = "Pirates stole seven golden elephants.";

        var provenance =
                tracer.trace(
                        text,
                        List.of(Source.story("We slept.")),
                        List.of(new TextRange(0, text.length())));

        assertThat(provenance.sentences())
                .singleElement()
                .returns(Status.HUMAN, Provenance.TracedSentence::status);
        assertThat(provenance.coverage().checkable()).isEqualTo(1);
    }

    @Test
    void given_a_traced_post__when_exported__then_each_sentence_has_its_footnote() {
        var sources = List.of(Source.story("The server in Oslo crashed."));
        var text = "The server in Oslo crashed.";

        var markdown = tracer.toMarkdown(tracer.trace(text, sources, List.of()), text, sources);

        assertThat(markdown)
                .isEqualTo(
                        "The server in Oslo crashed.[^1]\n\n[^1]: verbatim | story 1: \"The server in Oslo crashed.\" (100 %)\n");
    }

    private static String story(String name) throws IOException {
        return Texts.normalise(Files.readString(Path.of("examples/stories", name + ".md"))).strip();
    }

    private static String pieces(Random random) {
        var text = new StringBuilder();
        for (var i = 0; i < 60; i++) {
            text.append(PIECES[random.nextInt(PIECES.length)]);
        }
        return text.toString();
    }
}
