package com.postmagiq.content.carousel;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A text dealt to slides, not drawn yet.
 *
 * @param missing signs that none of the fonts has, each once; they are left out of the slides
 */
public record Carousel(Look look, List<Slide> slides, List<String> missing) {
    /** Slides that a network takes. */
    public static final int MOST = 20;

    private static final double LINE_HEIGHT = 1.4;
    private static final double MARGIN = 90;

    /** Above the text, and below it where the page number stands. */
    private static final double ENDS = 260;

    public Carousel {
        slides = List.copyOf(slides);
        missing = List.copyOf(missing);
    }

    /**
     * How it is to look.
     *
     * @param cover a first slide; null for none
     */
    public record Look(SlideFormat format, SlideTemplate template, @Nullable Cover cover) {
        double width() {
            return SlideFormat.WIDTH - 2 * MARGIN;
        }

        double lineHeight() {
            return template.size() * LINE_HEIGHT;
        }

        int linesOfSlide() {
            return (int) ((format.height() - ENDS) / lineHeight());
        }
    }

    /** What stands on the first slide. */
    public record Cover(String title, @Nullable String authorLine) {}

    /** Lines from top to bottom; an empty one is the space between paragraphs. */
    public record Slide(List<String> lines) {
        public Slide {
            lines = List.copyOf(lines);
        }

        /** For people who read it elsewhere. */
        public String text() {
            return String.join("\n", lines);
        }
    }

    /**
     * Deals a text to slides.
     *
     * @param texts one that is broken where it must be, or those of slides that somebody has broken
     * @param most slides at most, the cover among them
     * @throws ProblemException {@code carousel.too_long} with {@code needed}
     */
    public static Carousel of(List<String> texts, Look look, int most) {
        try (var face = Typeface.open()) {
            var slides = new ArrayList<Slide>();
            texts.forEach(text -> slides.addAll(new SlideBreaks(face, look).slides(text)));
            var needed = slides.size() + (look.cover() == null ? 0 : 1);
            if (needed > most) {
                throw new ProblemException(
                                CarouselProblem.TOO_LONG,
                                "The text needs %d slides, and there may be %d; shorten it, or take another template."
                                        .formatted(needed, most))
                        .with("needed", needed);
            }
            var cover = look.cover();
            var missing =
                    Stream.concat(
                                    texts.stream(),
                                    cover == null
                                            ? Stream.empty()
                                            : Stream.of(
                                                    cover.title(),
                                                    cover.authorLine() == null
                                                            ? ""
                                                            : cover.authorLine()))
                            .flatMap(text -> face.missing(text).stream())
                            .distinct()
                            .toList();
            return new Carousel(look, slides, missing);
        }
    }

    /** Pages of it, the cover among them. */
    public int pages() {
        return slides.size() + (look.cover() == null ? 0 : 1);
    }
}
