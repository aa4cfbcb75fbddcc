package com.postmagiq.workflow.history;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Price;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.config.ConfigProblem;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.Issue;
import com.postmagiq.workflow.config.WorkflowCatalogue;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.control.ConfigValidation;
import com.postmagiq.workflow.control.Configurations;
import com.postmagiq.workflow.control.RunQuotes;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.history.RunViews.Items;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Which configurations and agents there are. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}")
class ConfigController {
    private final Configurations configurations;
    private final ConfigValidation validation;
    private final Agents agents;
    private final RunCredits credits;

    ConfigController(
            Configurations configurations,
            ConfigValidation validation,
            Agents agents,
            RunCredits credits) {
        this.configurations = configurations;
        this.validation = validation;
        this.agents = agents;
        this.credits = credits;
    }

    /** A configuration in the list of choices. */
    @Schema(name = "WorkflowConfigSummary")
    record ConfigSummary(
            String slug,
            String name,
            String description,
            String environment,
            List<String> features,
            boolean deprecated,
            @Nullable String tierRequired,
            int priceCredits,
            boolean offline,
            boolean usable,
            @Nullable String unusableReason) {}

    /** The choices, and which of them a run takes that names none. */
    @Schema(name = "WorkflowConfigList")
    record ConfigList(
            List<ConfigSummary> items,
            String defaultSlug,
            String defaultReason,
            @Nullable String selectedSlug) {}

    /** A configuration with what it does. */
    @Schema(name = "WorkflowConfig")
    record ConfigDetail(
            ConfigSummary config,
            String hash,
            String tier,
            GraphViews.Graph graph,
            List<AgentView> agents,
            WorkflowConfig.Breaker limits,
            List<RunQuotes.Item> breakdown,
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

    /** A text to be checked. */
    @Schema(name = "ConfigValidationRequest")
    record ValidateRequest(@NotNull String yaml) {}

    /** What a check of a configuration came to. */
    @Schema(name = "ConfigValidation")
    record ValidationView(boolean valid, List<Issue> errors, List<Issue> warnings) {}

    @GetMapping("/workflow-configs")
    @RequiresScope(Scope.WORKFLOW_READ)
    ConfigList list() {
        var catalogue = configurations.catalogue();
        var standard = configurations.choose(null, null);
        var items =
                catalogue.all().values().stream()
                        .filter(WorkflowCatalogue.Listed::runnable)
                        .map(
                                listed ->
                                        summary(
                                                listed,
                                                configurations.choose(listed.entry().slug(), null)))
                        .toList();
        return new ConfigList(
                items, standard.slug(), standard.reason().name().toLowerCase(Locale.ROOT), null);
    }

    @GetMapping("/workflow-configs/default")
    @RequiresScope(Scope.WORKFLOW_READ)
    ConfigDetail standard(Actor actor) {
        return detail(configurations.choose(null, null), actor);
    }

    @GetMapping("/workflow-configs/{slug}")
    @RequiresScope(Scope.WORKFLOW_READ)
    ConfigDetail get(
            @PathVariable("slug") String slug,
            @RequestParam(required = false) @Nullable String tier,
            Actor actor) {
        return detail(configurations.choose(slug, tier), actor);
    }

    @PostMapping("/workflow-configs/validate")
    @RequiresScope(Scope.WORKFLOW_READ)
    ValidationView validate(@Valid @RequestBody ValidateRequest body) {
        var result = validation.validate(body.yaml());
        return new ValidationView(result.valid(), result.errors(), result.warnings());
    }

    @GetMapping("/agents")
    @RequiresScope(Scope.WORKFLOW_READ)
    Items<AgentView> agents() {
        return new Items<>(agents(configurations.choose(null, null).config()));
    }

    private ConfigDetail detail(Configurations.Choice choice, Actor actor) {
        var listed =
                Objects.requireNonNull(
                        configurations.catalogue().all().get(choice.slug()), choice.slug());
        if (!listed.runnable()) {
            throw new ProblemException(
                    ConfigProblem.NOT_FOUND,
                    "There is no configuration '%s'.".formatted(choice.slug()));
        }
        return new ConfigDetail(
                summary(listed, choice),
                choice.hash(),
                choice.tier().slug(),
                GraphViews.of(choice.config()),
                agents(choice.config()),
                choice.config().breaker(),
                choice.price().breakdown().stream()
                        .map(
                                item ->
                                        new RunQuotes.Item(
                                                item.item(),
                                                item.agent().orElse(null),
                                                item.weight()))
                        .toList(),
                actor.may(Scope.WORKSPACE_SETTINGS) ? choice.yaml() : null);
    }

    private List<AgentView> agents(WorkflowConfig config) {
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

    private static ConfigSummary summary(
            WorkflowCatalogue.Listed listed, Configurations.Choice choice) {
        var entry = listed.entry();
        var unusable = choice.unusable();
        return new ConfigSummary(
                entry.slug(),
                entry.name(),
                entry.description(),
                entry.environment(),
                entry.features(),
                entry.deprecated(),
                entry.tierRequired().orElse(null),
                choice.price().total(),
                choice.offline(),
                unusable.isEmpty(),
                unusable.isEmpty() ? null : unusable.getFirst().reason());
    }
}
