package com.postmagiq.workflow.control;

import com.postmagiq.workflow.run.Fork;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A wish for a run that goes on from a state of another one.
 *
 * @param state a visited state that is neither the first nor an end
 * @param visit which visit of it; null takes the latest
 * @param onlySlots agents of an entered fan-out that are asked again; empty asks all
 * @param texts other versions of inherited texts
 * @param note a person's words to the entered state
 * @param maxCostUsd hard cap; the configuration's otherwise
 * @param maxCredits what it may cost in credits at most
 * @param label what to call it; the other run's label otherwise
 * @param quoteId a price that was told and must still hold
 */
public record ForkRequest(
        String state,
        @Nullable Integer visit,
        List<String> onlySlots,
        Fork.Overrides changes,
        List<Text> texts,
        @Nullable String note,
        @Nullable BigDecimal maxCostUsd,
        @Nullable Integer maxCredits,
        @Nullable String label,
        @Nullable UUID quoteId) {

    /** Another version of a text. */
    public record Text(UUID outputId, String text) {}
}
