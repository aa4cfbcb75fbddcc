package com.postmagiq.workflow.config;

import com.postmagiq.quality.CheckOverride;
import com.postmagiq.quality.Severity;
import com.postmagiq.workflow.config.WorkflowConfig.Breaker;
import com.postmagiq.workflow.config.WorkflowConfig.CreditWeights;
import com.postmagiq.workflow.config.WorkflowConfig.Logging;
import com.postmagiq.workflow.config.WorkflowConfig.Orchestrator;
import com.postmagiq.workflow.config.WorkflowConfig.Quality;
import com.postmagiq.workflow.config.WorkflowConfig.Settings;
import com.postmagiq.workflow.config.WorkflowConfig.Thresholds;
import com.postmagiq.workflow.config.WorkflowConfig.TierOverride;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the top-level blocks that are neither states nor agents. */
final class SettingsReader {
    static final int DEFAULT_BASE_COST = 2;

    private static final int MAX_CREDITS = 10_000;
    private static final int MAX_RETENTION_DAYS = 3650;
    private static final int DEFAULT_RETENTION_DAYS = 30;
    private static final String DEFAULT_PROFILE = "linkedin";

    private final ConfigMap root;
    private final Issues issues;

    SettingsReader(ConfigMap root, Issues issues) {
        this.root = root;
        this.issues = issues;
    }

    /** {@code runtime} is an older name of the same block. */
    Settings settings() {
        var settings = root.mapOrNull("settings");
        var runtime = root.mapOrNull("runtime");
        var fromSettings = settings == null ? null : settings(settings);
        var fromRuntime = runtime == null ? null : settings(runtime);
        if (fromSettings != null && fromRuntime != null && !fromSettings.equals(fromRuntime)) {
            issues.error(
                    "config.settings_conflict",
                    root.path("runtime"),
                    "'settings' and its older name 'runtime' say different things; keep only"
                            + " 'settings'.");
        }
        if (fromSettings != null) {
            return fromSettings;
        }
        return fromRuntime != null
                ? fromRuntime
                : settings(new ConfigMap(root.path("settings"), Map.of(), issues));
    }

    private static Settings settings(ConfigMap map) {
        var timeout = map.seconds("timeout_per_agent", 5, 3600);
        var settings =
                new Settings(
                        map.bool("parallel_fanout", true),
                        timeout == null ? Duration.ofMinutes(5) : timeout,
                        map.integer("retry_count", 0, 5, 2),
                        map.integer("max_repair_attempts", 0, 3, 1),
                        map.integer("max_question_rounds", 0, 5, 2),
                        map.integer("included_revisions", 0, 20, 3),
                        new QuorumKey(map, "audit_quorum").count(),
                        map.seconds("approval_timeout", 1, StateReader.MAX_TIMEOUT_SECONDS));
        map.ignore("working_dir");
        map.reportUnknown("settings");
        return settings;
    }

    @Nullable Orchestrator orchestrator(PersonaAliases aliases) {
        var map = root.mapOrNull("orchestrator");
        if (map == null) {
            return null;
        }
        var session = map.map("session");
        var orchestrator =
                new Orchestrator(
                        map.text("agent"),
                        aliases.resolve(map.text("persona")),
                        session.bool("enabled", true),
                        map.bool("decides_on_break", false));
        session.reportUnknown("orchestrator.session");
        map.ignore("checkpoints");
        map.reportUnknown("orchestrator");
        return orchestrator;
    }

    Map<String, TierOverride> tiers(Breaker global) {
        var tiers = new LinkedHashMap<String, TierOverride>();
        var outer = root.map("tiers");
        for (var name : List.of("standard", "premium")) {
            var map = outer.mapOrNull(name);
            if (map != null) {
                var block = map.mapOrNull("circuit_breaker");
                var breaker =
                        block == null ? null : new BreakerReader(issues).read(block, global, false);
                tiers.put(
                        name,
                        new TierOverride(
                                map.list("draft_agents"), map.list("audit_agents"), breaker));
                map.reportUnknown("A tier");
            }
        }
        outer.reportUnknown("tiers");
        return tiers;
    }

    CreditWeights creditWeights() {
        var map = root.map("credit_weights");
        var outer = map.map("weights");
        var weights = new LinkedHashMap<String, Integer>();
        for (var agent : outer.keys()) {
            var weight = outer.integer(agent, 0, MAX_CREDITS);
            if (weight != null) {
                weights.put(agent, weight);
            }
        }
        var credits =
                new CreditWeights(
                        map.integer("base_cost", 0, MAX_CREDITS, DEFAULT_BASE_COST),
                        map.list("standard"),
                        map.list("premium"),
                        weights);
        map.reportUnknown("credit_weights");
        for (var agent : credits.premium()) {
            if (credits.standard().contains(agent)) {
                issues.warning(
                        "credit.duplicate_weight",
                        map.path("premium") + "/" + credits.premium().indexOf(agent),
                        "'%s' is in both weight lists and counts with the lower weight; remove it"
                                        .formatted(agent)
                                + " from one.");
            }
        }
        return credits;
    }

    Logging logging() {
        var map = root.map("logging");
        var capture = map.map("capture");
        var logging =
                new Logging(
                        map.bool("enabled", true) && capture.bool("prompts", true),
                        map.integer(
                                "retention_days", 1, MAX_RETENTION_DAYS, DEFAULT_RETENTION_DAYS));
        capture.ignore("input_content", "output_content", "tokens");
        capture.reportUnknown("logging.capture");
        var summaries = map.map("summaries");
        summaries.ignore(
                "generate_markdown", "include_previews", "include_scores", "include_token_summary");
        summaries.reportUnknown("logging.summaries");
        map.ignore("runs_dir");
        map.reportUnknown("logging");
        return logging;
    }

    Thresholds thresholds() {
        var map = root.map("thresholds");
        var thresholds =
                new Thresholds(
                        threshold(map, "review", 7),
                        threshold(map, "audit", 7),
                        threshold(map, "final_audit", 8),
                        map.integer("auto_proceed_score", 1, 10, 8));
        map.reportUnknown("thresholds");
        return thresholds;
    }

    private static int threshold(ConfigMap map, String key, int absent) {
        var inner = map.map(key);
        var proceed = inner.integer("proceed", 1, 10, absent);
        var halt = inner.integer("halt", 1, 10);
        inner.reportUnknown("thresholds." + key);
        if (halt != null && halt > proceed) {
            inner.bad("halt", "no higher than 'proceed' (%d)".formatted(proceed));
        }
        return proceed;
    }

    Quality quality() {
        var map = root.map("quality");
        var profile = map.text("profile");
        var overrides = new LinkedHashMap<String, CheckOverride>();
        map.maps("overrides")
                .forEach(
                        (check, override) -> {
                            var severity =
                                    override.choice("severity", List.of("block", "warn", "info"));
                            var threshold = override.amount("threshold");
                            overrides.put(
                                    check,
                                    new CheckOverride(
                                            severity == null
                                                    ? null
                                                    : Severity.valueOf(
                                                            severity.toUpperCase(Locale.ROOT)),
                                            threshold == null ? null : threshold.doubleValue()));
                            override.reportUnknown("An override of a check");
                        });
        map.reportUnknown("quality");
        return new Quality(profile == null ? DEFAULT_PROFILE : profile, overrides);
    }
}
