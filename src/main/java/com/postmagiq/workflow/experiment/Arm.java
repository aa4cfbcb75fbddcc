package com.postmagiq.workflow.experiment;

import com.postmagiq.workflow.run.Fork;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of the two ways that are compared, as it was when the experiment began.
 *
 * @param version null when changes make it none of the configuration's own
 * @param configHash of the text its runs are pinned to
 * @param credits of one cell
 * @param highUsd what its dearest cell costs when it costs much
 * @param worstUsd what one cell may cost at most
 * @param changes those of its configuration stand in the pinned text already
 */
record Arm(
        String label,
        String configSlug,
        @Nullable Integer version,
        String tier,
        String configHash,
        boolean offline,
        int credits,
        BigDecimal highUsd,
        BigDecimal worstUsd,
        Fork.Overrides changes) {

    /** Its name in requests and answers. */
    enum Side {
        A,
        B;

        String code() {
            return this == A ? "a" : "b";
        }

        static Side of(String code) {
            return code.equals("a") ? A : B;
        }
    }

    /** Both arms. */
    record Pair(Arm a, Arm b) {
        Arm of(Side side) {
            return side == Side.A ? a : b;
        }
    }

    /** What differs from the configuration by name, each as a few words. */
    List<String> differences() {
        var found = new ArrayList<String>();
        changes.personas().keySet().forEach(slug -> found.add("persona " + slug));
        changes.agents()
                .forEach(
                        (name, change) -> {
                            if (change.model() != null) {
                                found.add("%s: model %s".formatted(name, change.model()));
                            }
                            if (change.temperature() != null) {
                                found.add(
                                        "%s: temperature %s".formatted(name, change.temperature()));
                            }
                            if (change.reasoningEffort() != null) {
                                found.add(
                                        "%s: reasoning %s"
                                                .formatted(name, change.reasoningEffort()));
                            }
                        });
        changes.replaceAgents()
                .forEach((old, other) -> found.add("%s instead of %s".formatted(other, old)));
        changes.thresholds()
                .forEach((name, score) -> found.add("%s from %d".formatted(name, score)));
        return List.copyOf(found);
    }
}
