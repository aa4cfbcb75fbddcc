package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.quality.CheckOverride;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A workflow configuration as it was parsed and found valid. Maps keep the order of the file.
 * {@code TierResolver} turns it into the configuration that is effective for one tier.
 *
 * @param personas alias to persona slug
 * @param tiers by {@code standard} and {@code premium}
 */
public record WorkflowConfig(
        Map<String, State> states,
        Map<String, AgentDefinition> agents,
        Map<String, String> personas,
        Map<String, String> defaultTransitions,
        @Nullable Orchestrator orchestrator,
        Map<String, TierOverride> tiers,
        CreditWeights creditWeights,
        Breaker breaker,
        Logging logging,
        Settings settings,
        Thresholds thresholds,
        Quality quality,
        @Nullable String version,
        @Nullable String name,
        @Nullable String description) {

    /** Slugs of the personas its states name, aliases resolved. */
    public Set<String> usedPersonas() {
        var slugs = new LinkedHashSet<@Nullable String>();
        for (var state : states.values()) {
            switch (state) {
                case State.Single single -> slugs.add(single.persona());
                case State.FanOut fanOut ->
                        fanOut.slots().forEach(slot -> slugs.add(slot.persona()));
                case State.OrchestratorTask task -> slugs.add(task.persona());
                case State.Initial _, State.HumanApproval _, State.Terminal _ -> {}
            }
        }
        if (orchestrator != null) {
            slugs.add(orchestrator.persona());
        }
        return slugs.stream()
                .filter(Objects::nonNull)
                .map(slug -> personas.getOrDefault(slug, slug))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Default agent of orchestrator tasks, and whether it may advise after a breaker trip. */
    public record Orchestrator(
            @Nullable String agent,
            @Nullable String persona,
            boolean sessionEnabled,
            boolean decidesOnBreak) {}

    /** What a tier replaces; empty lists replace nothing. */
    public record TierOverride(
            List<String> draftAgents, List<String> auditAgents, @Nullable Breaker breaker) {}

    /** Prices in credits: the base and who weighs what. */
    public record CreditWeights(
            int baseCost,
            List<String> standard,
            List<String> premium,
            Map<String, Integer> weights) {}

    /**
     * Limits of a run. A null soft limit is switched off; times are active seconds, costs USD.
     *
     * @param stateVisitLimit entering a state for the n-th time trips
     * @param costLimit 0 means no paid call at all
     */
    @Schema(name = "ConfigLimits")
    public record Breaker(
            @Nullable Integer stateVisitLimit,
            boolean cycleDetection,
            @Nullable Integer transitionLimit,
            @Nullable Integer timeoutSeconds,
            @Nullable BigDecimal costLimit,
            int maxTransitionsHard,
            int maxRuntimeHardSeconds,
            BigDecimal maxCostHard) {}

    /** What is kept of prompts. */
    public record Logging(boolean capturePrompts, int retentionDays) {}

    /** See {@code docs/user-guide/configurations.md} for each key, its range and its default. */
    public record Settings(
            boolean parallelFanout,
            Duration timeoutPerAgent,
            int retryCount,
            int maxRepairAttempts,
            int maxQuestionRounds,
            int includedRevisions,
            @Nullable Integer auditQuorum,
            @Nullable Duration approvalTimeout) {}

    /** Scores from which a verdict may proceed, 1 to 10. */
    public record Thresholds(int review, int audit, int finalAudit, int autoProceedScore) {}

    /** Which checks run and how they are changed. */
    public record Quality(String profile, Map<String, CheckOverride> overrides) {}
}
