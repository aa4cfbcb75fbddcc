package com.postmagiq.cli;

/** What a command ends with, so that scripts can tell what happened. */
final class Exit {
    static final int OK = 0;

    /** A run ended without a finished post, or a check found something that blocks. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    /** A configuration, story or run that is named is invalid or not there. */
    static final int CONFIGURATION = 3;

    static final int AGENT = 4;

    /** A cap on money or credits stood in the way. */
    static final int BUDGET = 5;

    /** A run is paused or waits for a person. */
    static final int WAITING = 6;

    /** Ctrl-C; the run is paused, not lost. */
    static final int INTERRUPTED = 130;

    private Exit() {}
}
