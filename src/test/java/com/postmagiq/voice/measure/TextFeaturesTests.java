package com.postmagiq.voice.measure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is counted in a text, against counts made by hand. */
class TextFeaturesTests {
    private static final String TEXT =
            """
            I broke the build \u2014 again. Was it Dr. Who? No... it was me!

            - First, I said sorry.
            - Then I fixed it \uD83D\uDE80

            `git push --force` was not well-advised; see https://example.com/a--b, friends.""";

    private static ReadText read(String text) {
        return ReadText.of(text, Vocabulary.ENGLISH);
    }

    private static Map<String, Double> features(String text) {
        return TextFeatures.of(read(text), Vocabulary.ENGLISH);
    }

    @Test
    @Tag("content-58")
    void given_a_known_text__when_it_is_read__then_the_counts_are_those_made_by_hand() {
        var read = read(TEXT);
        var marks = Marks.in(read);

        assertThat(read.words).hasSize(29);
        assertThat(read.sentences).hasSize(6);
        assertThat(read.paragraphs).hasSize(3);
        assertThat(read.lines).hasSize(4);
        assertThat(read.blankLines).isEqualTo(2);
        assertThat(read.links).isEqualTo(1);
        assertThat(marks.get("em_dash")).hasSize(2);
        assertThat(marks.get("ellipsis")).hasSize(1);
        assertThat(marks.get("exclamation")).hasSize(1);
        assertThat(marks.get("question")).hasSize(1);
        assertThat(marks.get("semicolon")).hasSize(1);
        assertThat(marks.get("comma")).hasSize(2);
        assertThat(marks.get("hyphen")).hasSize(1);
        assertThat(marks.get("emoji")).hasSize(1);
        assertThat(features(TEXT)).containsEntry("bullet_share", 0.5);
    }

    @Test
    @Tag("content-77")
    void given_emoji_before_a_mark__when_it_is_found__then_offsets_count_utf_16_code_units() {
        var text = "Ship it \uD83D\uDE80\uD83D\uDC4D\uD83C\uDFFD now \u2014 please.";

        var marks = Marks.in(read(text));

        var dash = Objects.requireNonNull(marks.get("em_dash")).getFirst();
        assertThat(text.substring(dash.start(), dash.end())).isEqualTo("\u2014");
        assertThat(marks.get("emoji"))
                .extracting(it -> text.substring(it.start(), it.end()))
                .containsExactly("\uD83D\uDE80", "\uD83D\uDC4D\uD83C\uDFFD");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "We met Mr. Brown. He left. | 2",
                "It rose by 3.5 percent to 1,200. | 1",
                "J. P. Morgan came. | 1",
                "Really?! Yes. | 2",
                "One line | 1"
            })
    void given_abbreviations_and_numbers__when_sentences_are_counted__then_they_end_none(
            String text, int sentences) {
        assertThat(read(text).sentences).hasSize(sentences);
    }

    @Test
    void given_code_and_markdown__when_it_is_read__then_only_the_words_of_the_author_count() {
        var read =
                read(
                        """
                        # Title here

                        **Bold** and _soft_ [a link](https://example.com/x_y) end.

                        ```
                        var x = 1;
                        ```
                        """);

        assertThat(read.words)
                .extracting(ReadText.Word::lower)
                .containsExactly("title", "here", "bold", "and", "soft", "a", "link", "end");
    }

    @Test
    void given_rates__when_they_are_counted__then_they_are_per_thousand_words() {
        var features = features("I don't know, and you don't either. We can't say.");

        assertThat(features.get("contraction_rate")).isEqualTo(300);
        assertThat(features.get("i_rate")).isEqualTo(100);
        assertThat(features.get("you_rate")).isEqualTo(100);
        assertThat(features.get("we_rate")).isEqualTo(100);
        assertThat(features.get("mean_len")).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({"make, 1", "table, 2", "idea, 2", "readability, 5", "the, 1", "rhythm, 1"})
    void given_a_word__when_syllables_are_guessed__then_groups_of_vowels_count(
            String word, int syllables) {
        assertThat(TextFeatures.syllables(word)).isEqualTo(syllables);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What would you do? We waited. | question | short_line",
                "Three people left on Friday and nobody said a word about it. Follow me. | number | call_to_action",
                "I was late. And then it was over... | i_we | trailing_off",
                "Nobody came. What now? | short_hook | question"
            })
    void given_a_beginning_and_an_end__when_they_are_sorted__then_each_is_of_one_kind(
            String text, String opening, String closing) {
        var read = read(text);

        assertThat(Ends.opening(read, Vocabulary.ENGLISH)).contains(opening);
        assertThat(Ends.closing(read, Vocabulary.ENGLISH)).contains(closing);
    }

    @Test
    void given_a_language_without_lists__when_it_is_read__then_what_needs_them_is_missing() {
        var features =
                TextFeatures.of(
                        ReadText.of("Ich habe das nicht gewusst.", Vocabulary.NONE),
                        Vocabulary.NONE);

        assertThat(features).containsKeys("mean_len", "ari", "comma");
        assertThat(features).doesNotContainKeys("i_rate", "fk_grade", "contraction_rate");
    }

    @Test
    void
            given_a_phrase_used_again_and_again__when_phrases_are_sought__then_it_is_the_authors_own() {
        var texts =
                List.of(
                        read("At the end of the day we ship. Rubber meets road here."),
                        read("Rubber meets road again. Nobody saw rubber meets road coming."));

        var phrases = SignaturePhrases.of(texts, Vocabulary.ENGLISH);

        assertThat(phrases)
                .singleElement()
                .satisfies(
                        it -> {
                            assertThat(it.phrase()).isEqualTo("rubber meets road");
                            assertThat(it.count()).isEqualTo(3);
                            assertThat(it.texts()).isEqualTo(2);
                        });
    }
}
