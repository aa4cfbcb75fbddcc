package com.postmagiq.workflow.engine;

/** What executing one state came to; it is committed before anything acts on it. */
sealed interface Step {
    /** The run is in its next state, and this node goes on with it unless it pauses. */
    record Entered(boolean pausing) implements Step {}

    /** The run waits, for a person or a time, or has ended; this node lets go of it. */
    record LetGo() implements Step {}
}
