package com.postmagiq.workflow.experiment;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What is measured of one cell; what is not known is null.
 *
 * @param runStatus how its run ended; null when it could not begin or was deleted
 * @param errorCode why it did not complete
 * @param finalScore 1 to 10, of the auditors
 * @param checkScore 1 to 10, of the server's own checks
 * @param blockingFindings of those checks
 * @param coverage share of the checkable sentences that the story carries, 0 to 1
 * @param loops visits of states beyond their first
 * @param costUsd absent without the right to see money
 * @param seconds of work
 */
@Schema(name = "CellMetrics")
record CellMetrics(
        @Nullable String runStatus,
        @Nullable String errorCode,
        @Nullable Integer finalScore,
        @Nullable Integer checkScore,
        @Nullable Integer blockingFindings,
        @Nullable Double coverage,
        @Nullable Integer words,
        @Nullable Integer loops,
        @Nullable BigDecimal costUsd,
        @Nullable Double seconds) {

    /** Of a cell that has no run. */
    static CellMetrics without(@Nullable String errorCode) {
        return new CellMetrics(null, errorCode, null, null, null, null, null, null, null, null);
    }

    CellMetrics withoutMoney() {
        return new CellMetrics(
                runStatus,
                errorCode,
                finalScore,
                checkScore,
                blockingFindings,
                coverage,
                words,
                loops,
                null,
                seconds);
    }
}
