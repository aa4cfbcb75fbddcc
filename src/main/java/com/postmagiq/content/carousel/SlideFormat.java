package com.postmagiq.content.carousel;

import com.fasterxml.jackson.annotation.JsonValue;

/** The shape of a slide, in points. */
public enum SlideFormat {
    PORTRAIT("4:5", 1350),
    SQUARE("1:1", 1080);

    static final int WIDTH = 1080;

    private final String code;
    private final int height;

    SlideFormat(String code, int height) {
        this.code = code;
        this.height = height;
    }

    /** As requests name it. */
    @JsonValue
    public String code() {
        return code;
    }

    int height() {
        return height;
    }
}
