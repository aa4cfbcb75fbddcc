package com.postmagiq.workflow.config;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.config.Registry.Deployment;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The configurations of one deployment, validated, and which of them a run uses. */
public final class WorkflowCatalogue {
    private static final String OFFLINE = "offline";

    private final Deployment deployment;
    private final Map<String, Listed> listed;

    private WorkflowCatalogue(Deployment deployment, Map<String, Listed> listed) {
        this.deployment = deployment;
        this.listed = listed;
    }

    /** Why a configuration of the registry cannot be run here. */
    public enum Disabled {
        SWITCHED_OFF,
        ENVIRONMENT,
        FILE_MISSING,
        INVALID
    }

    /**
     * An entry of the registry and what became of it.
     *
     * @param text the file's text, when there is one
     * @param result what its validation came to, when there is a text
     */
    public record Listed(
            RegistryEntry entry,
            Optional<String> text,
            Optional<ValidationResult> result,
            Optional<Disabled> disabled) {

        public boolean runnable() {
            return disabled.isEmpty();
        }

        Optional<WorkflowConfig> config() {
            return result.flatMap(ValidationResult::config);
        }
    }

    /** How a configuration came to be chosen. */
    public enum Reason {
        REQUESTED,
        WORKSPACE,
        DEPLOYMENT_DEFAULT,
        FIRST_ENABLED,
        /** Stands in for a default whose agents have no credentials. */
        NO_PROVIDER_CREDENTIALS
    }

    /**
     * What a run uses.
     *
     * @param config as written; apply {@link TierResolver} before running or pricing it
     * @param hash SHA-256 of the text
     */
    public record Chosen(RegistryEntry entry, WorkflowConfig config, String hash, Reason reason) {}

    /**
     * Reads and validates everything the registry lists.
     *
     * @param environment value of DEPLOYMENT_ENV
     * @throws ProblemException when the registry is unreadable or does not know the environment
     */
    public static WorkflowCatalogue load(
            ShippedWorkflows files,
            String environment,
            PersonaKnowledge personas,
            ModelKnowledge models) {
        var registry = files.registry();
        var deployment = registry.deployment(environment);
        var validator = new ConfigValidator();
        var listed = new LinkedHashMap<String, Listed>();
        for (var entry : registry.entries().values()) {
            var text = files.text(entry);
            var result = text.map(yaml -> validator.validate(yaml, personas, models));
            listed.put(
                    entry.slug(),
                    new Listed(entry, text, result, disabled(entry, deployment, result)));
        }
        return new WorkflowCatalogue(deployment, Collections.unmodifiableMap(listed));
    }

    private static Optional<Disabled> disabled(
            RegistryEntry entry, Deployment deployment, Optional<ValidationResult> result) {
        if (!entry.enabled()) {
            return Optional.of(Disabled.SWITCHED_OFF);
        }
        if (!deployment.includeEnvironments().contains(entry.environment())) {
            return Optional.of(Disabled.ENVIRONMENT);
        }
        if (result.isEmpty()) {
            return Optional.of(Disabled.FILE_MISSING);
        }
        return result.get().valid() ? Optional.empty() : Optional.of(Disabled.INVALID);
    }

    /** By slug, in the order of the registry. */
    public Map<String, Listed> all() {
        return listed;
    }

    /**
     * The configuration of a run: the requested one, else the workspace's, else the deployment's
     * default, else the first enabled by name. Where the last two have no credentials, the offline
     * one stands in.
     *
     * @param requested slug from the request; a path is simply unknown
     * @param workspaceDefault slug from the workspace's settings
     * @param subscriptionTier the plan, such as {@code team}
     * @param usable whether every agent of a configuration could be called now
     * @throws ProblemException {@code workflow_config.not_found}, {@code workflow_config.invalid}
     *     or, for a plan below the required one, {@code plan.feature_unavailable}
     */
    public Chosen resolve(
            @Nullable String requested,
            @Nullable String workspaceDefault,
            String subscriptionTier,
            Predicate<WorkflowConfig> usable) {
        if (requested != null) {
            return named(requested, subscriptionTier, Reason.REQUESTED);
        }
        if (workspaceDefault != null) {
            return named(workspaceDefault, subscriptionTier, Reason.WORKSPACE);
        }
        var implicit = implicit(subscriptionTier);
        return usable.test(implicit.config())
                ? implicit
                : offline(subscriptionTier).orElse(implicit);
    }

    private Chosen implicit(String subscriptionTier) {
        var standard = runnable(deployment.defaultWorkflow());
        if (standard.isPresent()) {
            return chosen(standard.get(), subscriptionTier, Reason.DEPLOYMENT_DEFAULT);
        }
        var first =
                listed.values().stream()
                        .filter(Listed::runnable)
                        .filter(it -> qualifies(it.entry(), subscriptionTier))
                        .min(Comparator.comparing(it -> it.entry().name()));
        return first.map(it -> chosen(it, subscriptionTier, Reason.FIRST_ENABLED))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ConfigProblem.NOT_FOUND,
                                        "No configuration can be run in this deployment; see"
                                                + " 'configs list' for the reasons."));
    }

    private Optional<Chosen> offline(String subscriptionTier) {
        return runnable(OFFLINE)
                .filter(it -> qualifies(it.entry(), subscriptionTier))
                .map(it -> chosen(it, subscriptionTier, Reason.NO_PROVIDER_CREDENTIALS));
    }

    private Chosen named(String slug, String subscriptionTier, Reason reason) {
        refuseInvalid(slug);
        return chosen(
                runnable(slug)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                ConfigProblem.NOT_FOUND,
                                                "There is no configuration of that name to run"
                                                        + " here; choose one of the listed ones.")),
                subscriptionTier,
                reason);
    }

    /** A configuration that is there but cannot work says so, and where. */
    private void refuseInvalid(String slug) {
        var found = listed.get(slug);
        if (found != null && found.disabled().filter(Disabled.INVALID::equals).isPresent()) {
            var errors = found.result().orElseThrow().errors();
            throw new ProblemException(
                            ConfigProblem.INVALID,
                            "Configuration '%s' has %d errors and cannot be run; mend its file."
                                    .formatted(slug, errors.size()))
                    .with("findings", errors);
        }
    }

    private Optional<Listed> runnable(String slug) {
        return Optional.ofNullable(listed.get(slug)).filter(Listed::runnable);
    }

    private static Chosen chosen(Listed found, String subscriptionTier, Reason reason) {
        var entry = found.entry();
        if (!qualifies(entry, subscriptionTier)) {
            throw new ProblemException(
                            ConfigProblem.TIER_REQUIRED,
                            "'%s' needs the tier %s; choose another configuration or plan."
                                    .formatted(entry.slug(), entry.tierRequired().orElse("")))
                    .with("feature", "workflow_config")
                    .with("tier", subscriptionTier)
                    .with("required_tier", entry.tierRequired().orElse(""));
        }
        var result = found.result().orElseThrow();
        return new Chosen(entry, found.config().orElseThrow(), result.contentHash(), reason);
    }

    private static boolean qualifies(RegistryEntry entry, String subscriptionTier) {
        return entry.tierRequired()
                .map(required -> WorkflowTier.qualifies(subscriptionTier, required))
                .orElse(true);
    }
}
