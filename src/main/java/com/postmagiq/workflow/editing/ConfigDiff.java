package com.postmagiq.workflow.editing;

import com.postmagiq.kernel.text.WordDiff;
import com.postmagiq.workflow.config.CreditPrice;
import com.postmagiq.workflow.config.PersonaKnowledge;
import com.postmagiq.workflow.config.TierResolver;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.config.WorkflowTier;
import com.postmagiq.workflow.engine.RunCredits;
import com.postmagiq.workflow.registry.ValidatedTexts;
import com.postmagiq.workflow.run.StoredJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What changed between two texts of a configuration: in lines, in meaning, in price. */
@Component
public class ConfigDiff {
    private final ValidatedTexts texts;
    private final RunCredits credits;
    private final StoredJson json;

    ConfigDiff(ValidatedTexts texts, RunCredits credits, StoredJson json) {
        this.texts = texts;
        this.credits = credits;
        this.json = json;
    }

    /**
     * One difference.
     *
     * @param path where it stands in the configuration as it is understood, defaults included
     * @param before absent for what is new
     * @param after absent for what is gone
     */
    @Schema(name = "ConfigChange")
    public record Change(
            @Schema(
                            allowableValues = {
                                "agent",
                                "persona",
                                "state",
                                "transition",
                                "limit",
                                "threshold",
                                "weight"
                            })
                    String kind,
            String path,
            @Nullable String before,
            @Nullable String after) {}

    /** Credits of a run in a tier. */
    @Schema(name = "ConfigPriceChange")
    public record PriceChange(
            @Schema(allowableValues = {"standard", "premium"}) String tier,
            int before,
            int after) {}

    /**
     * The whole difference.
     *
     * @param lines both texts, cut into what is equal, gone and new
     * @param summary empty when today's rules cannot read one of the two
     */
    @Schema(name = "ConfigDiff")
    public record View(
            int from,
            int to,
            List<WordDiff.Hunk> lines,
            List<Change> summary,
            List<PriceChange> price) {}

    View between(ConfigHistory.Version from, ConfigHistory.Version to) {
        var before = parsed(from);
        var after = parsed(to);
        var lines = WordDiff.lines(text(from), text(to));
        return before == null || after == null
                ? new View(from.version(), to.version(), lines, List.of(), List.of())
                : new View(
                        from.version(),
                        to.version(),
                        lines,
                        summary(before, after),
                        prices(before, after));
    }

    private @Nullable WorkflowConfig parsed(ConfigHistory.Version version) {
        return texts.of(version.contentHash(), PersonaKnowledge.unjudged(), () -> text(version))
                .result()
                .config()
                .orElse(null);
    }

    private static String text(ConfigHistory.Version version) {
        return Objects.requireNonNull(version.yaml());
    }

    private List<PriceChange> prices(WorkflowConfig before, WorkflowConfig after) {
        return Arrays.stream(WorkflowTier.values())
                .map(tier -> new PriceChange(tier.slug(), price(before, tier), price(after, tier)))
                .toList();
    }

    private int price(WorkflowConfig config, WorkflowTier tier) {
        return CreditPrice.quote(TierResolver.effective(config, tier.slug()), credits::free)
                .total();
    }

    private List<Change> summary(WorkflowConfig before, WorkflowConfig after) {
        var old = flat(before);
        var now = flat(after);
        var paths = new TreeSet<String>(old.keySet());
        paths.addAll(now.keySet());
        var changes = new ArrayList<Change>();
        for (var path : paths) {
            if (!Objects.equals(old.get(path), now.get(path))) {
                var kind = kind(path);
                if (kind != null) {
                    changes.add(new Change(kind, path, old.get(path), now.get(path)));
                }
            }
        }
        return changes;
    }

    private Map<String, String> flat(WorkflowConfig config) {
        var flat = new TreeMap<String, String>();
        flatten("", json.tree((Object) config), flat);
        config.states()
                .forEach(
                        (name, state) ->
                                flat.put(
                                        "/states/" + name + "/type",
                                        state.getClass().getSimpleName()));
        return flat;
    }

    private static void flatten(String path, JsonNode node, Map<String, String> flat) {
        if (node.isObject() && !node.isEmpty()) {
            node.properties().forEach(it -> flatten(path + "/" + it.getKey(), it.getValue(), flat));
        } else if (node.isArray() && node.valueStream().anyMatch(JsonNode::isObject)) {
            for (var i = 0; i < node.size(); i++) {
                flatten(path + "/" + i, node.get(i), flat);
            }
        } else if (node.isValueNode()) {
            flat.put(path, node.asString());
        } else {
            flat.put(path, node.toString());
        }
    }

    /** What a change is about; null for words that change nothing a run does. */
    private static @Nullable String kind(String path) {
        var parts = path.split("/", -1);
        return switch (parts[1]) {
            case "agents" -> "agent";
            case "personas" -> "persona";
            case "default_transitions" -> "transition";
            case "credit_weights" -> "weight";
            case "thresholds", "quality" -> "threshold";
            case "breaker", "settings", "logging" -> "limit";
            case "orchestrator" -> path.endsWith("/persona") ? "persona" : "agent";
            case "tiers" -> path.contains("/breaker/") ? "limit" : "agent";
            case "states" -> ofState(path);
            default -> null;
        };
    }

    private static String ofState(String path) {
        if (path.endsWith("/persona")) {
            return "persona";
        }
        if (path.endsWith("/agent")) {
            return "agent";
        }
        if (path.contains("/routes/") || path.endsWith("/next")) {
            return "transition";
        }
        return path.contains("threshold") || path.contains("quorum") ? "threshold" : "state";
    }
}
