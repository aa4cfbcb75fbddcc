package com.postmagiq.workflow.config;

import com.postmagiq.workflow.config.WorkflowConfig.Breaker;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads {@code circuit_breaker}: soft rules and hard limits, in today's and in older forms. */
final class BreakerReader {
    static final Breaker DEFAULTS =
            new Breaker(
                    3, true, 20, 1800, new BigDecimal("5.00"), 50, 3600, new BigDecimal("10.00"));

    private static final int MAX_COUNT = 10_000;
    private static final int MAX_SECONDS = 30 * 24 * 3600;

    /** Such as {@code state_visits >= 3} or {@code elapsed > 1800s}. */
    private static final Pattern LIMIT_CONDITION =
            Pattern.compile("(>=|>|==)\\s*\\$?([0-9]+(?:\\.[0-9]+)?)\\s*[a-z]*\\s*$");

    private final Issues issues;

    BreakerReader(Issues issues) {
        this.issues = issues;
    }

    /** The soft rules. */
    enum Rule {
        STATE_VISIT_LIMIT("visit"),
        CYCLE_DETECTION("cycle"),
        TRANSITION_LIMIT("transition"),
        TIMEOUT("time|elapsed|active|second"),
        COST_LIMIT("cost|usd");

        /** Words by which older conditions mean the rule, as a pattern. */
        private final String words;

        Rule(String words) {
            this.words = words;
        }

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Rule> named(String slug) {
            return List.of(values()).stream().filter(rule -> rule.slug().equals(slug)).findFirst();
        }

        static Optional<Rule> meant(String condition) {
            if (condition.matches(".*a\\s*(->|>|→)\\s*b.*")) {
                return Optional.of(CYCLE_DETECTION);
            }
            return List.of(values()).stream()
                    .filter(rule -> Pattern.compile(rule.words).matcher(condition).find())
                    .findFirst();
        }
    }

    /**
     * The limits of one block over those it refines.
     *
     * @param dropUnnamed rules the block does not name are off
     */
    Breaker read(@Nullable ConfigMap block, Breaker base, boolean dropUnnamed) {
        if (block == null) {
            return base;
        }
        var given = rules(block);
        var kept = given != null && dropUnnamed ? NONE : base;
        Map<Rule, BigDecimal> rules = given == null ? Map.of() : given;
        var hard = block.map("safety_limits");
        var hardCost = hard.amount("max_cost_hard");
        var breaker =
                new Breaker(
                        whole(rules.get(Rule.STATE_VISIT_LIMIT), kept.stateVisitLimit()),
                        rules.containsKey(Rule.CYCLE_DETECTION) || kept.cycleDetection(),
                        whole(rules.get(Rule.TRANSITION_LIMIT), kept.transitionLimit()),
                        whole(rules.get(Rule.TIMEOUT), kept.timeoutSeconds()),
                        rules.getOrDefault(Rule.COST_LIMIT, kept.costLimit()),
                        hard.integer(
                                "max_transitions_hard", 1, MAX_COUNT, base.maxTransitionsHard()),
                        hard.integer(
                                "max_runtime_hard", 1, MAX_SECONDS, base.maxRuntimeHardSeconds()),
                        hardCost == null ? base.maxCostHard() : hardCost);
        hard.reportUnknown("safety_limits");
        block.reportUnknown("circuit_breaker");
        warnAboveHard(breaker, block);
        return breaker;
    }

    private static final Breaker NONE =
            new Breaker(null, false, null, null, null, 1, 1, BigDecimal.ZERO);

    private static @Nullable Integer whole(@Nullable BigDecimal given, @Nullable Integer kept) {
        return given == null ? kept : Integer.valueOf(given.intValue());
    }

    /** Rule to limit, in the units of the rule; null when the block has no {@code rules}. */
    private @Nullable Map<Rule, BigDecimal> rules(ConfigMap block) {
        if (block.value("rules") == null && !block.has("rules")) {
            return null;
        }
        var rules = new LinkedHashMap<Rule, BigDecimal>();
        for (var node : block.nodes("rules")) {
            switch (node) {
                case YamlNode.Scalar(var path, _, var name) -> {
                    var map = new ConfigMap(path, Map.of(), issues);
                    named(name, path).ifPresent(rule -> put(rules, rule, map));
                }
                case YamlNode.Mapping mapping ->
                        rule(new ConfigMap(mapping.path(), mapping.entries(), issues), rules);
                case YamlNode.Sequence list ->
                        issues.error(
                                ConfigMap.BAD_VALUE,
                                list.path(),
                                "A rule is a mapping such as {name: transition_limit, limit: 20}.");
            }
        }
        return rules;
    }

    private void rule(ConfigMap map, Map<Rule, BigDecimal> rules) {
        map.ignore("description", "action", "message");
        var name = firstText(map, "name", "rule", "type", "id");
        if (name != null) {
            named(name, map.path()).ifPresent(rule -> put(rules, rule, map));
        } else {
            var condition = map.text("condition");
            var meant =
                    condition == null
                            ? Optional.<Rule>empty()
                            : Rule.meant(condition.toLowerCase(Locale.ROOT));
            meant.ifPresentOrElse(
                    rule -> put(rules, rule, map),
                    () -> unknown(condition == null ? "without a name" : condition, map.path()));
        }
        map.reportUnknown("A breaker rule");
    }

    private Optional<Rule> named(String name, String path) {
        var rule = Rule.named(name);
        if (rule.isEmpty()) {
            unknown(name, path);
        }
        return rule;
    }

    private void unknown(String name, String path) {
        issues.error(
                "breaker.unknown_rule",
                path,
                "There is no breaker rule '%s'; use one of %s."
                        .formatted(
                                name,
                                String.join(
                                        ", ",
                                        List.of(Rule.values()).stream().map(Rule::slug).toList())));
    }

    private void put(Map<Rule, BigDecimal> rules, Rule rule, ConfigMap map) {
        rules.put(rule, limit(rule, map));
    }

    private BigDecimal limit(Rule rule, ConfigMap map) {
        var key = rule == Rule.TIMEOUT && map.has("seconds") ? "seconds" : "limit";
        var whole =
                switch (rule) {
                    case STATE_VISIT_LIMIT -> map.integer(key, 2, MAX_COUNT);
                    case TRANSITION_LIMIT -> map.integer(key, 1, MAX_COUNT);
                    case TIMEOUT -> map.integer(key, 1, MAX_SECONDS);
                    case COST_LIMIT, CYCLE_DETECTION -> null;
                };
        var amount = rule == Rule.COST_LIMIT ? map.amount("limit") : null;
        var condition = map.text("condition");
        if (whole != null) {
            return BigDecimal.valueOf(whole);
        }
        if (amount != null) {
            return amount;
        }
        if (condition != null && rule != Rule.CYCLE_DETECTION) {
            return fromCondition(rule, condition, map);
        }
        return standard(rule);
    }

    private static BigDecimal fromCondition(Rule rule, String condition, ConfigMap map) {
        var matcher = LIMIT_CONDITION.matcher(condition.toLowerCase(Locale.ROOT).strip());
        if (!matcher.find()) {
            map.bad("condition", "a comparison such as 'transition_count >= 20'");
            return standard(rule);
        }
        var number = new BigDecimal(matcher.group(2));
        if (rule == Rule.COST_LIMIT) {
            return number;
        }
        var limit = matcher.group(1).equals(">") ? number.add(BigDecimal.ONE) : number;
        if (limit.compareTo(BigDecimal.ONE) < 0
                || limit.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0) {
            map.bad("condition", "a comparison with a number from 1 to " + MAX_SECONDS);
            return standard(rule);
        }
        return limit;
    }

    private static BigDecimal standard(Rule rule) {
        return switch (rule) {
            case STATE_VISIT_LIMIT -> BigDecimal.valueOf(3);
            case TRANSITION_LIMIT -> BigDecimal.valueOf(20);
            case TIMEOUT -> BigDecimal.valueOf(1800);
            case COST_LIMIT -> new BigDecimal("5.00");
            case CYCLE_DETECTION -> BigDecimal.ZERO;
        };
    }

    private static @Nullable String firstText(ConfigMap map, String... keys) {
        for (var key : keys) {
            if (map.has(key)) {
                return map.text(key);
            }
        }
        return null;
    }

    private void warnAboveHard(Breaker breaker, ConfigMap block) {
        above(block, "transition_limit", breaker.transitionLimit(), breaker.maxTransitionsHard());
        above(block, "timeout", breaker.timeoutSeconds(), breaker.maxRuntimeHardSeconds());
        var cost = breaker.costLimit();
        if (cost != null && cost.compareTo(breaker.maxCostHard()) > 0) {
            above(block, "cost_limit", cost.toPlainString(), breaker.maxCostHard().toPlainString());
        }
    }

    private void above(ConfigMap block, String rule, @Nullable Integer soft, int hard) {
        if (soft != null && soft > hard) {
            above(block, rule, soft.toString(), Integer.toString(hard));
        }
    }

    private void above(ConfigMap block, String rule, String soft, String hard) {
        issues.warning(
                "breaker.soft_above_hard",
                block.path(),
                "The rule %s (%s) can never trip, since the hard limit is %s; lower the rule or"
                                .formatted(rule, soft, hard)
                        + " raise the hard limit.");
    }
}
