package com.postmagiq.quality;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    Dr. Bond came. He spoke.                      | Dr. Bond came. # He spoke.
                    We paid 3.50 for it. Cheap!                   | We paid 3.50 for it. # Cheap!
                    J. R. Smith wrote. I read.                    | J. R. Smith wrote. # I read.
                    "Stop!" he said. Nobody did.                  | "Stop!" he said. # Nobody did.
                    He said "Stop." Then he left.                 | He said "Stop." # Then he left.
                    Well... maybe. Or not?!                       | Well... maybe. # Or not?!
                    At 5 p.m. we left. At 6 p.m. Lee came.        | At 5 p.m. we left. # At 6 p.m. # Lee came.
                    Bugs, etc. and more. Fine.                    | Bugs, etc. and more. # Fine.
                    So did I. Then it broke.                      | So did I. # Then it broke.
                    See example.com/a.b for it. Really.           | See example.com/a.b for it. # Really.
                    """)
    void given_a_text__when_it_is_split__then_each_sentence_stands_alone(
            String text, String expected) {
        assertThat(Sentences.split(text))
                .extracting(Sentence::text)
                .containsExactly(expected.split(" # ", -1));
    }

    @Test
    void given_paragraphs_and_wrapped_lines__when_split__then_only_real_ends_count() {
        var text =
                "A short title\n\nThis line is wrapped in the middle because it is too long for the page\nand goes on here.";

        assertThat(Sentences.split(text)).hasSize(2);
    }

    @Test
    void given_any_sentence__when_cut_out_by_its_offsets__then_it_is_the_same() {
        var text = "  \uD83D\uDE00 One. \u201CTwo!\u201D  Three\u2026\n\nFour";

        assertThat(Sentences.split(text))
                .hasSize(4)
                .allMatch(s -> text.substring(s.start(), s.end()).equals(s.text()));
    }

    @Test
    void given_windows_lines_and_split_letters__when_normalised__then_they_are_composed() {
        assertThat(Texts.normalise("e\u0301a\r\nb\rc")).isEqualTo("\u00E9a\nb\nc");
    }

    @Test
    void given_invisible_characters__when_removed__then_they_are_counted_and_emoji_survive() {
        var family = "\uD83D\uDC68\u200D\uD83D\uDC69\u200D\uD83D\uDC67";
        var tag = new String(Character.toChars(0xE0041));
        var cleaned =
                Texts.removeInvisible(
                        "a\u200Bb\u202Ec\u0000d"
                                + tag
                                + "\uD800e\u200Df "
                                + family
                                + "\u2764\uFE0F x\uFE0F");

        assertThat(cleaned).isEqualTo(new Texts.Cleaned("abcdef " + family + "\u2764\uFE0F x", 7));
    }

    @Test
    void given_clean_text__when_invisible_characters_are_removed__then_it_is_untouched() {
        assertThat(Texts.removeInvisible("Plain\ttext\n"))
                .isEqualTo(new Texts.Cleaned("Plain\ttext\n", 0));
    }

    @Test
    void given_a_text__when_its_words_are_counted__then_runs_without_blanks_count() {
        assertThat(Words.count(" a  well-known\u00A0fix,\n 2.5 % ")).isEqualTo(5);
        assertThat(Words.tokens("don\u2019t pay 1,500.50 at U.S. rates"))
                .extracting(Words.Token::lower)
                .isEqualTo(List.of("don't", "pay", "1,500.50", "at", "u.s.", "rates"));
    }
}
