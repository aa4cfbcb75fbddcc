package com.postmagiq.workflow.config;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which configurations exist, and what each deployment runs.
 *
 * @param entries by slug, in the order of the file
 * @param deployments by environment
 */
public record Registry(
        Map<String, RegistryEntry> entries, Map<String, Deployment> deployments, String hash) {

    private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
    private static final Pattern CONFIG_FILE =
            Pattern.compile("(?:[A-Za-z0-9_-]+/){0,4}[A-Za-z0-9_-][A-Za-z0-9._-]{0,100}\\.yaml");
    private static final List<String> ENVIRONMENTS =
            List.of("production", "development", "staging");

    /** What one environment includes, and what it runs when nothing is named. */
    public record Deployment(
            String environment, List<String> includeEnvironments, String defaultWorkflow) {}

    /** Whether a text can be the name of a configuration at all; a path never is. */
    public static boolean isSlug(String text) {
        return SLUG.matcher(text).matches();
    }

    /**
     * Reads {@code registry.yaml}.
     *
     * @throws ProblemException {@code registry.unreadable}, naming every fault with its line
     */
    public static Registry parse(String yaml) {
        YamlText.Document document;
        try {
            document = YamlText.read(yaml);
        } catch (YamlText.Refused refused) {
            throw unreadable(
                    "line %d: %s".formatted(refused.position().line(), refused.getMessage()));
        }
        if (!(document.root() instanceof YamlNode.Mapping mapping)) {
            throw unreadable("it is no mapping; it needs 'workflows' and 'deployment'.");
        }
        var issues = new Issues(document.positions());
        var root = new ConfigMap("", mapping.entries(), issues);
        var registry =
                new Registry(
                        entries(root, issues), deployments(root, issues), ContentHash.of(yaml));
        if (issues.hasErrors()) {
            throw unreadable(
                    String.join(
                            " ",
                            issues.errors().stream()
                                    .map(it -> "Line %d: %s".formatted(it.line(), it.message()))
                                    .toList()));
        }
        return registry;
    }

    /**
     * The deployment of an environment.
     *
     * @throws ProblemException {@code registry.unknown_environment}
     */
    public Deployment deployment(String environment) {
        var deployment = deployments.get(environment);
        if (deployment == null) {
            throw new ProblemException(
                    ConfigProblem.UNKNOWN_ENVIRONMENT,
                    "DEPLOYMENT_ENV is '%s'; the registry knows %s. Set it to one of these."
                            .formatted(environment, String.join(", ", deployments.keySet())));
        }
        return deployment;
    }

    private static Map<String, RegistryEntry> entries(ConfigMap root, Issues issues) {
        var entries = new LinkedHashMap<String, RegistryEntry>();
        root.maps("workflows").forEach((slug, map) -> entries.put(slug, entry(slug, map, issues)));
        return Collections.unmodifiableMap(entries);
    }

    private static RegistryEntry entry(String slug, ConfigMap map, Issues issues) {
        if (!isSlug(slug)) {
            issues.error(
                    ConfigMap.BAD_VALUE,
                    map.path(),
                    "'%s' is no slug; use up to 64 lower-case letters, digits and '-'."
                            .formatted(slug));
        }
        var file = or(map.text("config_file"), "configs/" + slug + ".yaml");
        if (!CONFIG_FILE.matcher(file).matches()) {
            map.bad("config_file", "a .yaml file below the workflows directory");
        }
        var tier = map.text("tier_required");
        if (tier != null && WorkflowTier.rank(tier).isEmpty()) {
            map.bad("tier_required", "standard, premium or a subscription tier");
        }
        return new RegistryEntry(
                slug,
                or(map.text("name"), slug),
                or(map.text("description"), ""),
                file,
                or(map.choice("environment", ENVIRONMENTS), "production"),
                map.bool("enabled", true),
                Optional.ofNullable(tier),
                map.list("features"),
                map.bool("deprecated", false));
    }

    private static Map<String, Deployment> deployments(ConfigMap root, Issues issues) {
        var deployments = new LinkedHashMap<String, Deployment>();
        root.maps("deployment")
                .forEach(
                        (environment, map) -> {
                            var workflow = or(map.text("default_workflow"), "");
                            if (!ENVIRONMENTS.contains(environment) || !isSlug(workflow)) {
                                issues.error(
                                        ConfigMap.BAD_VALUE,
                                        map.path(),
                                        "A deployment is production, staging or development and"
                                                + " names its default_workflow.");
                            }
                            deployments.put(
                                    environment,
                                    new Deployment(
                                            environment,
                                            map.list("include_environments"),
                                            workflow));
                        });
        return Collections.unmodifiableMap(deployments);
    }

    private static String or(@Nullable String text, String absent) {
        return text == null ? absent : text;
    }

    private static ProblemException unreadable(String why) {
        return new ProblemException(
                ConfigProblem.REGISTRY_UNREADABLE,
                "workflows/registry.yaml cannot be used: " + why);
    }
}
