package com.postmagiq.workflow.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One story under one arm, for the first, second... time.
 *
 * @param position of the case in its set
 * @param expectations null where the case has none, or there is no text
 */
record Cell(
        UUID id,
        UUID experimentId,
        UUID caseId,
        int position,
        String label,
        Arm.Side arm,
        int repeat,
        @Nullable UUID runId,
        Status status,
        @Nullable CellMetrics metrics,
        Expectations.@Nullable Met expectations) {

    /**
     * Failed: its run did not complete, or could not begin. Skipped: the experiment was stopped.
     */
    enum Status {
        QUEUED,
        RUNNING,
        DONE,
        FAILED,
        SKIPPED;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A cell as it is shown. */
    @Schema(name = "ExperimentCell")
    record View(
            UUID caseId,
            int position,
            String label,
            @Schema(allowableValues = {"a", "b"}) String arm,
            int repeat,
            @Nullable UUID runId,
            @Schema(allowableValues = {"queued", "running", "done", "failed", "skipped"})
                    String status,
            @Nullable CellMetrics metrics,
            Expectations.@Nullable Met expectations) {}

    View view(boolean money) {
        return new View(
                caseId,
                position,
                label,
                arm.code(),
                repeat,
                runId,
                status.code(),
                metrics == null || money ? metrics : metrics.withoutMoney(),
                expectations);
    }
}
