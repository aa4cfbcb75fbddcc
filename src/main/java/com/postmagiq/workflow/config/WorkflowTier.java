package com.postmagiq.workflow.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The two levels of work a run can get, and the order of the plans that buy them. */
public enum WorkflowTier {
    STANDARD,
    PREMIUM;

    private static final Map<String, Integer> RANKS =
            Map.of(
                    "free", 0,
                    "standard", 0,
                    "individual", 1,
                    "team", 2,
                    "agency", 3,
                    "premium", 3,
                    "enterprise", 4,
                    "self_hosted", 5);

    /** As {@code tiers} in a configuration names it. */
    public String slug() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What a plan gets when nothing else is asked for. A self-hosted one gets the lighter work. */
    public static WorkflowTier of(String subscriptionTier) {
        return switch (subscriptionTier) {
            case "agency", "enterprise" -> PREMIUM;
            default -> STANDARD;
        };
    }

    /** The tier a run may use when it asks for one: any up to the plan's own rank. */
    public static Optional<WorkflowTier> requested(String slug, String subscriptionTier) {
        return Optional.of(slug)
                .filter(wanted -> wanted.equals("standard") || wanted.equals("premium"))
                .filter(wanted -> qualifies(subscriptionTier, wanted))
                .map(wanted -> valueOf(wanted.toUpperCase(Locale.ROOT)));
    }

    /** Whether a plan reaches a required tier or plan; an unknown requirement is never reached. */
    public static boolean qualifies(String subscriptionTier, String required) {
        return rank(subscriptionTier).orElse(-1) >= rank(required).orElse(Integer.MAX_VALUE);
    }

    static Optional<Integer> rank(String slug) {
        return Optional.ofNullable(RANKS.get(slug));
    }
}
