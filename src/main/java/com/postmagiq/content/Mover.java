package com.postmagiq.content;

/** Who or what moves a post from one status to another. */
enum Mover {
    /** Somebody says so. */
    PERSON("manual"),
    /** Somebody saved another text. */
    EDIT("manual"),
    RUN("workflow"),
    APPROVAL("approval"),
    PUBLICATION("publication"),
    RESET("reset");

    private final String source;

    Mover(String source) {
        this.source = source;
    }

    /** As the history of a post names it. */
    String source() {
        return source;
    }
}
