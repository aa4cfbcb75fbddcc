package com.postmagiq.workflow.config;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The configurations of one deployment, validated, and which of them a run uses. */
public final class WorkflowCatalogue {
    private static final String OFFLINE = "offline";

    private final @Nullable String standard;
    private final Map<String, Listed> listed;

    private WorkflowCatalogue(@Nullable String standard, Map<String, Listed> listed) {
        this.standard = standard;
        this.listed = listed;
    }

    /** Why a configuration cannot be run here. */
    public enum Disabled {
        SWITCHED_OFF,
        ENVIRONMENT,
        FILE_MISSING,
        INVALID,
        /** The registry does not name it any more. */
        ORPHANED;

        /** As it stands in the database and in answers. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Who wrote a configuration. */
    public enum Origin {
        SYSTEM,
        OWN;

        /** As it stands in answers. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * A configuration and what became of it.
     *
     * @param version of the text; 0 where only files were read
     * @param text as it stands, when there is one
     * @param result what the validation of that text came to
     * @param errors what is wrong, while that is why it is disabled
     */
    public record Listed(
            RegistryEntry entry,
            Origin origin,
            int version,
            Optional<String> text,
            Optional<ValidationResult> result,
            List<Issue> errors,
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
        /** The operator's shorthand, such as {@code LLM_PROVIDER=groq}. */
        OPERATOR,
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
    public record Chosen(Listed listed, WorkflowConfig config, String hash, Reason reason) {
        public RegistryEntry entry() {
            return listed.entry();
        }
    }

    /**
     * A catalogue of what is stored.
     *
     * @param standard what the deployment runs when nothing is named
     * @param listed in order; a later one of the same slug replaces an earlier one
     */
    public static WorkflowCatalogue of(@Nullable String standard, List<Listed> listed) {
        var bySlug = new LinkedHashMap<String, Listed>();
        listed.forEach(it -> bySlug.put(it.entry().slug(), it));
        return new WorkflowCatalogue(standard, Collections.unmodifiableMap(bySlug));
    }

    /**
     * Reads and validates every file the registry lists.
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
                    new Listed(
                            entry,
                            Origin.SYSTEM,
                            0,
                            text,
                            result,
                            result.map(ValidationResult::errors).orElse(List.of()),
                            disabled(entry, deployment.includeEnvironments(), result)));
        }
        return new WorkflowCatalogue(
                deployment.defaultWorkflow(), Collections.unmodifiableMap(listed));
    }

    private static Optional<Disabled> disabled(
            RegistryEntry entry, List<String> environments, Optional<ValidationResult> result) {
        if (!entry.enabled()) {
            return Optional.of(Disabled.SWITCHED_OFF);
        }
        if (!environments.contains(entry.environment())) {
            return Optional.of(Disabled.ENVIRONMENT);
        }
        if (result.isEmpty()) {
            return Optional.of(Disabled.FILE_MISSING);
        }
        return result.get().valid() ? Optional.empty() : Optional.of(Disabled.INVALID);
    }

    /** What the deployment runs when nothing is named, if that can be run. */
    public Optional<String> standard() {
        return Optional.ofNullable(standard).filter(slug -> runnable(slug).isPresent());
    }

    /** By slug, in the order of the registry. */
    public Map<String, Listed> all() {
        return listed;
    }

    /**
     * The configuration of a run: the requested one, else the workspace's, else the operator's,
     * else the deployment's default, else the first enabled by name. A choice of the workspace that
     * cannot be run any more counts as none. Where the last two have no credentials, the offline
     * one stands in.
     *
     * @param requested slug from the request; a path is simply unknown
     * @param workspaceDefault slug from the workspace's settings
     * @param operatorDefault slug from the installation's settings
     * @param subscriptionTier the plan, such as {@code team}
     * @param usable whether every agent of a configuration could be called now
     * @throws ProblemException {@code workflow_config.not_found}, {@code workflow_config.invalid}
     *     or, for a plan below the required one, {@code plan.feature_unavailable}
     */
    public Chosen resolve(
            @Nullable String requested,
            @Nullable String workspaceDefault,
            @Nullable String operatorDefault,
            String subscriptionTier,
            Predicate<WorkflowConfig> usable) {
        if (requested != null) {
            return named(requested, subscriptionTier, Reason.REQUESTED);
        }
        var preferred =
                Optional.ofNullable(workspaceDefault)
                        .flatMap(this::runnable)
                        .filter(it -> qualifies(it.entry(), subscriptionTier));
        if (preferred.isPresent()) {
            return chosen(preferred.get(), subscriptionTier, Reason.WORKSPACE);
        }
        if (operatorDefault != null) {
            return named(operatorDefault, subscriptionTier, Reason.OPERATOR);
        }
        var implicit = implicit(subscriptionTier);
        return usable.test(implicit.config())
                ? implicit
                : offline(subscriptionTier).orElse(implicit);
    }

    private Chosen implicit(String subscriptionTier) {
        var named =
                Optional.ofNullable(standard)
                        .flatMap(this::runnable)
                        .filter(it -> qualifies(it.entry(), subscriptionTier));
        if (named.isPresent()) {
            return chosen(named.get(), subscriptionTier, Reason.DEPLOYMENT_DEFAULT);
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
            var errors = found.errors();
            throw new ProblemException(
                            ConfigProblem.INVALID,
                            "Configuration '%s' has %d errors and cannot be run; mend it."
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
        return new Chosen(found, found.config().orElseThrow(), result.contentHash(), reason);
    }

    /** Whether a plan is enough for a configuration. */
    public static boolean qualifies(RegistryEntry entry, String subscriptionTier) {
        return entry.tierRequired()
                .map(required -> WorkflowTier.qualifies(subscriptionTier, required))
                .orElse(true);
    }
}
