package com.postmagiq.workflow.run;

import java.util.UUID;

/** Who is told, in the same transaction, that a cell of an experiment has ended. */
public interface EndedTrials {
    void ended(UUID workspaceId, UUID runId);
}
