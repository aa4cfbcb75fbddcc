package com.postmagiq.workflow.run;

/**
 * Where the post hears how the run is doing that works on it; runs without a post tell nobody. Each
 * joins the transaction in which it happened, after the run's row was locked.
 */
public interface PostProgress {
    /**
     * The run began, or begins again after a failure.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException when the post cannot be worked on now
     */
    void started(Run run);

    /** The run waits for a person. */
    void asks(Run run, DecisionPoint.Kind kind);

    /** The person has answered, or the question is closed. */
    void goesOn(Run run);

    /** The run ended without a text. */
    void failed(Run run);
}
