package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.answer.ReadAnswer;
import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workflow.run.Output;
import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What became of one agent place of a visit. */
sealed interface SlotResult {
    int slot();

    String agent();

    /** A readable answer, stored. */
    record Answered(
            int slot, String agent, @Nullable String persona, Output output, ReadAnswer answer)
            implements SlotResult {}

    /** No answer after all retries, repairs and fallbacks. */
    record Failed(int slot, String agent, @Nullable String persona, String status, String reason)
            implements SlotResult {}

    /** A retry whose time has not come; the run lets go of its worker until then. */
    record Waiting(int slot, String agent, Instant until) implements SlotResult {}

    /** A pause was asked for; nothing new may begin. */
    record Paused(int slot, String agent) implements SlotResult {}

    /** The call's worst case would pass a cap of the workspace or the installation. */
    record NoBudget(int slot, String agent, BigDecimal worst, MeterReading full)
            implements SlotResult {}

    /** The call's worst case would pass the run's hard cost limit. */
    record OverCap(int slot, String agent, String message) implements SlotResult {}
}
