package com.postmagiq.cli;

import org.jspecify.annotations.Nullable;

/** A command cannot do what was asked. The message is a sentence for the person at the terminal. */
final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exit;

    CommandFailure(int exit, String sentence) {
        this(exit, sentence, null);
    }

    CommandFailure(int exit, String sentence, @Nullable Throwable cause) {
        super(sentence, cause);
        this.exit = exit;
    }

    /** One of {@link Exit}. */
    int exit() {
        return exit;
    }
}
