package com.postmagiq.content.carousel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.kernel.problem.ProblemException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CarouselTests {
    private static final String POST =
            """
            Nine meetings a week, and the office was finally fluffy & quiet. 🎉

            Before: naïve façades, Łódź, Ωmega, Žižkov, “quotes” – and coöperation…
            After: 3 meetings → 40 % fewer “quick calls”. ❤️ 👍🏽

            """
                    + "We asked every team what each meeting was for, and wrote the answers down. "
                            .repeat(30)
                    + "\n\nRead on: https://example.com/articles/2026/the-quiet-office-that-nobody-believed-in?utm_source=carousel\n\n"
                    + "one sentence without an end, which goes on and on and on, ".repeat(30);

    @ParameterizedTest
    @EnumSource(SlideTemplate.class)
    @Tag("content-86")
    void given_a_post__when_it_becomes_slides__then_their_words_are_its_words(
            SlideTemplate template) throws IOException {
        for (var format : SlideFormat.values()) {
            var carousel =
                    Carousel.of(List.of(POST), new Carousel.Look(format, template, null), 20);

            var pdf = CarouselPdf.write(carousel, "Nine meetings", "en");

            assertThat(wordsOf(pdf)).isEqualTo(words(visible(POST)));
            assertThat(carousel.missing()).isEmpty();
            assertThat(carousel.slides()).hasSizeGreaterThan(2);
            assertThat(CarouselPdf.write(carousel, "Nine meetings", "en")).isEqualTo(pdf);
        }
    }

    @Test
    @Tag("content-86")
    void given_a_cover__when_slides_are_made__then_it_comes_first_and_nobody_is_named()
            throws IOException {
        var look = look(new Carousel.Cover("Nine meetings", "by Ana Ruiz"));

        var pdf = CarouselPdf.write(Carousel.of(List.of("A text."), look, 20), "Nine", "en");

        try (var document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isEqualTo(2);
            assertThat(document.getDocumentCatalog().getLanguage()).isEqualTo("en");
            var facts = document.getDocumentInformation();
            assertThat(facts.getTitle()).isEqualTo("Nine");
            assertThat(facts.getAuthor()).isNull();
            assertThat(facts.getCreationDate()).isNull();
            assertThat(new PDFTextStripper().getText(document))
                    .startsWith("Nine meetings")
                    .contains("A text.", "2/2");
        }
        assertThat(CarouselPdf.pictures(pdf))
                .hasSize(2)
                .allMatch(picture -> picture.startsWith("data:image/png;base64,"));
    }

    @Test
    @Tag("content-86")
    void given_signs_that_no_font_has__when_slides_are_made__then_they_are_named()
            throws IOException {
        var carousel = Carousel.of(List.of("Quiet 漢 and שקט, quiet 漢"), look(null), 20);

        assertThat(carousel.missing()).containsExactly("漢", "ש", "ק", "ט");
        assertThat(wordsOf(CarouselPdf.write(carousel, "Quiet", "en")))
                .containsExactly("Quiet", "and", ",", "quiet");
    }

    @Test
    @Tag("content-86")
    void given_more_slides_than_there_may_be__when_they_are_made__then_their_number_is_told() {
        var paragraphs =
                IntStream.rangeClosed(1, 21)
                        .mapToObj("Paragraph %d."::formatted)
                        .collect(Collectors.joining("\n\n"));
        var steps = new Carousel.Look(SlideFormat.SQUARE, SlideTemplate.STEPS, null);

        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> Carousel.of(List.of(paragraphs), steps, 20))
                .satisfies(
                        refused -> {
                            assertThat(refused.problem().code()).isEqualTo("carousel.too_long");
                            assertThat(refused).hasMessageContaining("21");
                        });
        assertThat(Carousel.of(List.of(paragraphs), look(null), 20).slides()).hasSizeLessThan(20);
        assertThat(Carousel.of(Collections.nCopies(20, "One."), look(null), 20).slides())
                .hasSize(20);
    }

    private static Carousel.Look look(Carousel.@Nullable Cover cover) {
        return new Carousel.Look(SlideFormat.PORTRAIT, SlideTemplate.PLAIN, cover);
    }

    /** What somebody selects and copies, page by page, without the page numbers. */
    private static List<String> wordsOf(byte[] pdf) throws IOException {
        var words = new ArrayList<String>();
        try (var document = Loader.loadPDF(pdf)) {
            var pages = new PDFTextStripper();
            for (var page = 1; page <= document.getNumberOfPages(); page++) {
                pages.setStartPage(page);
                pages.setEndPage(page);
                var own = words(pages.getText(document));
                assertThat(own.getLast()).isEqualTo(page + "/" + document.getNumberOfPages());
                words.addAll(own.subList(0, own.size() - 1));
            }
        }
        return words;
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }

    /** Without the selectors between signs, which nobody sees. */
    private static String visible(String text) {
        return text.replace("\uFE0F", "");
    }
}
