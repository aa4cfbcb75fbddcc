package com.postmagiq.operations;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Scope;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The work of one kind of operation. It is called by a background task, outside of any transaction
 * and inside of the operation's workspace, if it has one; after a crash it is called again and goes
 * on with what its folder holds.
 */
public interface OperationHandler {
    /**
     * What came of the work.
     *
     * @param result for the person: numbers and ids, no content
     * @param fileAssetId the file made; null without one
     * @param expiresAt when that file goes
     */
    record Outcome(
            Map<String, Object> result, @Nullable UUID fileAssetId, @Nullable Instant expiresAt) {}

    /** The kind's name, such as {@code audit_export}. */
    String kind();

    /** The right that fetching the file takes; null for a person's own, outside of workspaces. */
    @Nullable Scope scope();

    /**
     * Does the work, telling its progress at every step: that is also where a cancelled one stops.
     *
     * @throws ProblemException ends the operation as failed, with the problem's sentence
     * @throws IOException tried again, a few times
     */
    Outcome run(OperationWork work) throws IOException;

    /**
     * Runs once it is noted that the work has failed, was cancelled or goes on elsewhere; the
     * operation says which. A server that stops does not get here: a sweep sees to what is left.
     */
    default void stopped(OperationWork work) {}

    /** Runs in the transaction that notes the success: mails, events. */
    default void succeeded(OperationWork work, Outcome outcome) {}
}
