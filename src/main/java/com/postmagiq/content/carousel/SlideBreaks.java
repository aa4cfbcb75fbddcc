package com.postmagiq.content.carousel;

import java.text.BreakIterator;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Breaks a text into slides: between paragraphs, where one is too long between sentences, and where
 * a sentence is too long between words. No word is lost, added or moved.
 */
final class SlideBreaks {
    private final Typeface face;
    private final Carousel.Look look;
    private final List<Carousel.Slide> slides = new ArrayList<>();
    private final List<String> slide = new ArrayList<>();

    SlideBreaks(Typeface face, Carousel.Look look) {
        this.face = face;
        this.look = look;
    }

    List<Carousel.Slide> slides(String text) {
        for (var paragraph : text.strip().split("\\n\\s*\\n", -1)) {
            if (look.template().isByParagraph()) {
                turn();
            }
            place(paragraph);
        }
        turn();
        return slides;
    }

    private void place(String paragraph) {
        var lines = lines(paragraph);
        if (lines.size() <= room()) {
            add(lines);
            return;
        }
        turn();
        if (lines.size() <= room()) {
            add(lines);
            return;
        }
        var sentences = new StringBuilder();
        for (var sentence : sentences(paragraph)) {
            if (!sentences.isEmpty() && lines(sentences + sentence).size() > room()) {
                flow(lines(sentences.toString()));
                turn();
                sentences.setLength(0);
            }
            sentences.append(sentence);
        }
        flow(lines(sentences.toString()));
    }

    /** Lines of one sentence that may need several slides. */
    private void flow(List<String> lines) {
        var left = lines;
        while (left.size() > room()) {
            var now = room();
            add(left.subList(0, now));
            turn();
            left = left.subList(now, left.size());
        }
        add(left);
    }

    private int room() {
        return look.linesOfSlide() - slide.size() - (slide.isEmpty() ? 0 : 1);
    }

    private void add(List<String> lines) {
        if (!slide.isEmpty()) {
            slide.add("");
        }
        slide.addAll(lines);
    }

    private void turn() {
        if (!slide.isEmpty()) {
            slides.add(new Carousel.Slide(slide));
            slide.clear();
        }
    }

    private List<String> lines(String paragraph) {
        return face.lines(paragraph, look.template().size(), look.width());
    }

    private static List<String> sentences(String paragraph) {
        var breaks = BreakIterator.getSentenceInstance(Locale.ROOT);
        breaks.setText(paragraph);
        var sentences = new ArrayList<String>();
        var start = breaks.first();
        for (var end = breaks.next(); end != BreakIterator.DONE; end = breaks.next()) {
            sentences.add(paragraph.substring(start, end));
            start = end;
        }
        return sentences;
    }
}
