package com.postmagiq.content.carousel;

import com.fasterxml.jackson.annotation.JsonValue;
import java.awt.Color;
import java.util.Locale;

/** How slides look. Each pair of colours differs by at least 4.5 to 1. */
public enum SlideTemplate {
    /** Dark on white, as much as fits. */
    PLAIN(44, new Color(0xFFFFFF), new Color(0x1A1D23), new Color(0x4B5260), false),
    /** Light on dark, and larger. */
    QUOTE(58, new Color(0x14213D), new Color(0xFFFFFF), new Color(0xC9D2E3), false),
    /** A slide for each paragraph. */
    STEPS(50, new Color(0xF4F6FA), new Color(0x1A1D23), new Color(0x4B5260), true);

    private final int size;

    @SuppressWarnings("ImmutableEnumChecker") // a colour never changes
    private final Color paper;

    @SuppressWarnings("ImmutableEnumChecker") // a colour never changes
    private final Color ink;

    @SuppressWarnings("ImmutableEnumChecker") // a colour never changes
    private final Color faint;

    private final boolean paragraphs;

    SlideTemplate(int size, Color paper, Color ink, Color faint, boolean paragraphs) {
        this.size = size;
        this.paper = paper;
        this.ink = ink;
        this.faint = faint;
        this.paragraphs = paragraphs;
    }

    /** As requests name it. */
    @JsonValue
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Of the letters, in points. */
    int size() {
        return size;
    }

    Color paper() {
        return paper;
    }

    Color ink() {
        return ink;
    }

    /** For page numbers and the author. */
    Color faint() {
        return faint;
    }

    /** Whether each paragraph begins a slide. */
    boolean isByParagraph() {
        return paragraphs;
    }
}
