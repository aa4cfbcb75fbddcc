package com.postmagiq.workflow.editing;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Price;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.Issue;
import com.postmagiq.workflow.config.WorkflowCatalogue.Listed;
import com.postmagiq.workflow.config.WorkflowCatalogue.Origin;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.control.Configurations.Choice;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.history.GraphViews;
import com.postmagiq.workflow.registry.OwnConfigs;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The shapes configurations are shown in. */
@Component
class ConfigViews {
    private final Configurations configurations;
    private final OwnConfigs own;
    private final Agents agents;
    private final RunCredits credits;

    ConfigViews(Configurations configurations, OwnConfigs own, Agents agents, RunCredits credits) {
        this.configurations = configurations;
        this.own = own;
        this.agents = agents;
        this.credits = credits;
    }

    /**
     * A configuration in the list of choices.
     *
     * @param locked the plan is not enough for it
     * @param usable whether a run with it could start now
     */
    @Schema(name = "WorkflowConfigSummary")
    record Summary(
            String slug,
            String name,
            String description,
            String environment,
            List<String> features,
            boolean deprecated,
            @Nullable String tierRequired,
            @Schema(allowableValues = {"system", "own"}) String origin,
            int version,
            boolean enabled,
            boolean locked,
            int priceCredits,
            boolean offline,
            boolean usable,
            @Nullable String unusableReason) {}

    /**
     * A configuration with what it does.
     *
     * @param hash SHA-256 of the text
     * @param revision of one's own, to be sent back as {@code If-Match}
     * @param graph absent, like the limits, while the text has errors
     * @param errors what is wrong with a text that was valid when it was saved
     */
    @Schema(name = "WorkflowConfig")
    record Detail(
            Summary config,
            @Nullable String hash,
            @Nullable Integer revision,
            String tier,
            GraphViews.@Nullable Graph graph,
            List<AgentView> agents,
            WorkflowConfig.@Nullable Breaker limits,
            List<RunQuotes.Item> breakdown,
            List<Issue> errors,
            @Nullable String yaml) {}

    /** An agent and where its calls go. */
    @Schema(name = "Agent")
    record AgentView(
            String name,
            String provider,
            String mode,
            @Nullable String model,
            String modelId,
            boolean enabled,
            boolean available,
            @Nullable String reason,
            boolean isLlm,
            int contextWindow,
            @JsonProperty("cost_per_1k") Price costPer1k,
            int creditWeight) {}

    Summary summary(Listed listed) {
        return summary(listed, configurations.shown(listed, null));
    }

    private Summary summary(Listed listed, Optional<Choice> choice) {
        var entry = listed.entry();
        var locked = configurations.locked(listed);
        var reason = reason(listed, locked, choice);
        return new Summary(
                entry.slug(),
                entry.name(),
                entry.description(),
                entry.environment(),
                entry.features(),
                entry.deprecated(),
                entry.tierRequired().orElse(null),
                listed.origin().code(),
                listed.version(),
                listed.runnable(),
                locked,
                choice.map(it -> it.price().total()).orElse(0),
                choice.map(Choice::offline).orElse(false),
                reason == null,
                reason);
    }

    private static @Nullable String reason(Listed listed, boolean locked, Optional<Choice> choice) {
        if (listed.disabled().isPresent()) {
            return switch (listed.disabled().get()) {
                case SWITCHED_OFF -> "It is switched off.";
                case ENVIRONMENT -> "It is not for this deployment.";
                case FILE_MISSING -> "Its file is missing.";
                case INVALID ->
                        "Its text has errors: "
                                + listed.errors().stream()
                                        .findFirst()
                                        .map(Issue::message)
                                        .orElse("check it anew.");
                case ORPHANED -> "The registry does not name it any more.";
            };
        }
        if (locked) {
            return "It needs the plan %s or a higher one."
                    .formatted(listed.entry().tierRequired().orElse(""));
        }
        return choice.flatMap(it -> it.unusable().stream().findFirst())
                .map(Configurations.Unusable::reason)
                .orElse(null);
    }

    /**
     * @param text whether the reader may see the YAML
     */
    Detail detail(Listed listed, @Nullable String tier, boolean text) {
        var choice = configurations.shown(listed, tier);
        var config = choice.map(Choice::config);
        return new Detail(
                summary(listed, choice),
                choice.map(Choice::hash).orElse(null),
                revision(listed).orElse(null),
                choice.map(it -> it.tier().slug()).orElse("standard"),
                config.map(GraphViews::of).orElse(null),
                config.map(this::agents).orElse(List.of()),
                config.map(WorkflowConfig::breaker).orElse(null),
                choice.map(ConfigViews::breakdown).orElse(List.of()),
                listed.errors(),
                text ? listed.text().orElse(null) : null);
    }

    /** The revision of one of the workspace's own. */
    Optional<Integer> revision(Listed listed) {
        return listed.origin() == Origin.OWN
                ? own.find(listed.entry().slug()).map(OwnConfigs.Row::revision)
                : Optional.empty();
    }

    List<AgentView> agents(WorkflowConfig config) {
        return config.agents().values().stream()
                .map(
                        agent -> {
                            var route = agents.route(agent);
                            return new AgentView(
                                    agent.name(),
                                    route.provider(),
                                    route.mode(),
                                    agent.model(),
                                    route.model(),
                                    agent.enabled(),
                                    route.available(),
                                    route.unavailableReason(),
                                    route.isLlm(),
                                    route.contextWindow(),
                                    route.price(),
                                    CreditPrice.weight(config, agent.name(), credits::free));
                        })
                .toList();
    }

    private static List<RunQuotes.Item> breakdown(Choice choice) {
        return choice.price().breakdown().stream()
                .map(
                        item ->
                                new RunQuotes.Item(
                                        item.item(), item.agent().orElse(null), item.weight()))
                .toList();
    }
}
