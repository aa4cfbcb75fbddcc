package com.postmagiq.content;

import com.postmagiq.content.carousel.Carousel;
import com.postmagiq.content.carousel.SlideFormat;
import com.postmagiq.content.carousel.SlideTemplate;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Slides as somebody wishes for them.
 *
 * @param format 4:5 when left out
 * @param template plain when left out
 * @param maxSlides 20 when left out, the cover among them
 * @param cover none when left out
 * @param slides the text of each where somebody has broken it themselves; each may still take more
 *     than one
 */
@Schema(name = "CarouselRequest")
record CarouselWish(
        @Nullable SlideFormat format,
        @Nullable SlideTemplate template,
        @Nullable @Min(3) @Max(Carousel.MOST) Integer maxSlides,
        @Nullable @Valid Cover cover,
        @Nullable @Size(min = 1, max = 60) List<@NotBlank @Size(max = 5000) String> slides) {
    /** What stands on the first slide. */
    @Schema(name = "CarouselCover")
    record Cover(
            @NotBlank @Size(max = 120) String title, @Nullable @Size(max = 80) String authorLine) {}

    /**
     * @throws ProblemException {@code carousel.too_long}
     */
    Carousel of(String text) {
        return Carousel.of(
                slides == null ? List.of(text) : slides,
                new Carousel.Look(
                        Objects.requireNonNullElse(format, SlideFormat.PORTRAIT),
                        Objects.requireNonNullElse(template, SlideTemplate.PLAIN),
                        cover == null
                                ? null
                                : new Carousel.Cover(cover.title(), cover.authorLine())),
                Objects.requireNonNullElse(maxSlides, Carousel.MOST));
    }

    /** Whether the slides have other words than the text. */
    boolean isEdited(String text) {
        return slides != null && !words(String.join(" ", slides)).equals(words(text));
    }

    private static List<String> words(String text) {
        return Arrays.asList(text.strip().split("\\s+"));
    }
}
