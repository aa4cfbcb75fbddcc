package com.postmagiq.workflow.engine;

import java.util.UUID;

/**
 * A wake-up met another one that is being worked on, or a run that only another node can work on;
 * it has to look again later.
 */
final class RunBusy extends RuntimeException {
    private static final long serialVersionUID = 1L;

    RunBusy(UUID runId) {
        super("Run %s is worked on elsewhere".formatted(runId));
    }
}
