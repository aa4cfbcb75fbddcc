package com.postmagiq.workflow.config;

import com.postmagiq.agents.AgentDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What a run costs its customer in credits. It never depends on what models charge. */
public final class CreditPrice {
    private static final int STANDARD_WEIGHT = 1;
    private static final int PREMIUM_WEIGHT = 5;
    private static final int SYNTHESIS_POINTS = 2;

    private CreditPrice() {}

    /** One part of a price; the base has no agent. */
    public record Item(String item, Optional<String> agent, int weight) {}

    /**
     * The price of a run.
     *
     * @param total sum of the breakdown's weights
     * @param warnings sentences for the author of the configuration
     */
    public record Quote(int total, List<Item> breakdown, List<String> warnings) {}

    /**
     * Base, plus every draft slot, plus every slot of the first fan-out of audits. Where no fan-out
     * drafts, the single state that does counts as one slot.
     *
     * @param effective the configuration for the run's tier, see {@link TierResolver}
     * @param free whether the agent's provider costs nothing
     */
    public static Quote quote(WorkflowConfig effective, Predicate<AgentDefinition> free) {
        var items = new ArrayList<Item>();
        var warnings = new ArrayList<String>();
        items.add(new Item("base", Optional.empty(), effective.creditWeights().baseCost()));
        for (var agent : draftAgents(effective)) {
            items.add(weighed("draft", agent, effective, free, warnings));
        }
        for (var agent : auditAgents(effective)) {
            items.add(weighed("audit", agent, effective, free, warnings));
        }
        var total = items.stream().mapToInt(Item::weight).sum();
        return new Quote(total, List.copyOf(items), List.copyOf(warnings));
    }

    /**
     * What one slot has earned when its state has been completed for the first time in a run; used
     * to settle a run that ends early. Repeats earn nothing.
     *
     * @param agent the planned agent of the slot, also when a fallback answered
     */
    public static int deduction(
            WorkflowConfig effective,
            State.Asking state,
            String agent,
            Predicate<AgentDefinition> free) {
        return switch (state.work().outputType()) {
            case REVIEW, PROCESSED -> 1;
            case DRAFT, AUDIT -> weight(effective, agent, free);
            case FINAL -> SYNTHESIS_POINTS;
            case FINAL_AUDIT, ANALYSIS, OTHER -> 0;
        };
    }

    /**
     * What a run costs that begins in the middle: the deduction points of every slot it will make
     * on the way forward, at most the whole price, and at least 1 where anything costs.
     *
     * @param path states from the entered one on, see {@link StateGraph#forwardFrom}
     * @param onlyFirst agents of the first state that are asked; empty asks all
     */
    public static Quote partial(
            WorkflowConfig effective,
            List<String> path,
            List<String> onlyFirst,
            Predicate<AgentDefinition> free) {
        var items = new ArrayList<Item>();
        for (var name : path) {
            if (effective.states().get(name) instanceof State.Asking asking) {
                for (var agent : ArtefactNames.agents(asking)) {
                    var asked =
                            !name.equals(path.getFirst())
                                    || onlyFirst.isEmpty()
                                    || onlyFirst.contains(agent);
                    var points = asked ? deduction(effective, asking, agent, free) : 0;
                    if (points > 0) {
                        items.add(new Item(name, Optional.of(agent), points));
                    }
                }
            }
        }
        var most = quote(effective, free).total();
        var sum = items.stream().mapToInt(Item::weight).sum();
        return new Quote(Math.min(most, Math.max(1, sum)), List.copyOf(items), List.of());
    }

    /** An agent's own weight, else that of its list, else 1; a free provider's agents weigh 0. */
    public static int weight(WorkflowConfig config, String agent, Predicate<AgentDefinition> free) {
        var weights = config.creditWeights();
        var own = weights.weights().get(agent);
        if (own != null) {
            return own;
        }
        var definition = config.agents().get(agent);
        if (definition != null && free.test(definition)) {
            return 0;
        }
        return !weights.standard().contains(agent) && weights.premium().contains(agent)
                ? PREMIUM_WEIGHT
                : STANDARD_WEIGHT;
    }

    private static Item weighed(
            String item,
            String agent,
            WorkflowConfig config,
            Predicate<AgentDefinition> free,
            List<String> warnings) {
        var weight = weight(config, agent, free);
        var weights = config.creditWeights();
        if (weight > 0
                && !weights.weights().containsKey(agent)
                && !weights.standard().contains(agent)
                && !weights.premium().contains(agent)) {
            var warning =
                    "Agent '%s' is in no weight list and counts 1; add it to credit_weights."
                            .formatted(agent);
            if (!warnings.contains(warning)) {
                warnings.add(warning);
            }
        }
        return new Item(item, Optional.of(agent), weight);
    }

    private static List<String> draftAgents(WorkflowConfig config) {
        var drafting =
                asking(config)
                        .filter(state -> state.work().outputType() == OutputType.DRAFT)
                        .toList();
        var fanOuts = drafting.stream().filter(State.FanOut.class::isInstance).toList();
        return (fanOuts.isEmpty() ? drafting.stream().limit(1).toList() : fanOuts)
                .stream().flatMap(state -> ArtefactNames.agents(state).stream()).toList();
    }

    private static List<String> auditAgents(WorkflowConfig config) {
        return asking(config)
                .filter(state -> state instanceof State.FanOut)
                .filter(state -> state.work().outputType() == OutputType.AUDIT)
                .findFirst()
                .map(ArtefactNames::agents)
                .orElse(List.of());
    }

    private static Stream<State.Asking> asking(WorkflowConfig config) {
        return config.states().values().stream()
                .filter(State.Asking.class::isInstance)
                .map(State.Asking.class::cast);
    }
}
