package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the board asks whoever runs configurations. */
public interface CardRuns {
    /**
     * Starts a run that writes a post from the story it has, in the caller's transaction.
     *
     * @param config slug of a configuration; null takes the usual one
     * @throws ProblemException whatever keeps a run from starting; nothing is changed then
     */
    void start(UUID postId, @Nullable String config, Actor actor);
}
