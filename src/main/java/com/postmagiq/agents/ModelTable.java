package com.postmagiq.agents;

import java.math.BigDecimal;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Aliases, prices and context windows of models: made of rows, which come from the database, or
 * from a file that fills it.
 */
final class ModelTable {
    /** The alias of what an agent without a model gets. */
    static final String DEFAULT = "default";

    /** Stands for every model, or every provider, that has no row of its own. */
    static final String ANY = "*";

    /** Taken for a paid model nobody has a price for, should even that row be missing. */
    private static final Price DEAR = new Price(new BigDecimal("0.015"), new BigDecimal("0.075"));

    private static final int DEAR_CONTEXT = 100_000;
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

    private final List<PriceRow> prices;
    private final List<AliasRow> aliases;
    private final Map<String, Map<String, AliasRow>> aliasesByProvider = new HashMap<>();
    private final Map<String, Map<String, PriceRow>> pricesByProvider = new HashMap<>();

    private ModelTable(List<PriceRow> prices, List<AliasRow> aliases) {
        this.prices = List.copyOf(prices);
        this.aliases = List.copyOf(aliases);
        prices.forEach(row -> of(pricesByProvider, row.provider()).put(row.model(), row));
        aliases.forEach(row -> of(aliasesByProvider, row.provider()).put(row.alias(), row));
    }

    private static <T> Map<String, T> of(Map<String, Map<String, T>> all, String provider) {
        return all.computeIfAbsent(provider, _ -> new HashMap<>());
    }

    /**
     * What a model costs and reads.
     *
     * @param provider or {@link #ANY}
     * @param model an id, or {@link #ANY}
     * @param contextWindow tokens
     * @param reasoning it thinks before it answers: other limit parameter, no temperature
     */
    record PriceRow(
            String provider, String model, Price price, int contextWindow, boolean reasoning) {}

    /**
     * What a name stands for.
     *
     * @param model an id, or another name
     * @param retiredAt a day such as 2025-03-20; null while it is in use
     * @param replacement used instead from then on
     */
    record AliasRow(
            String provider,
            String alias,
            String model,
            @Nullable String retiredAt,
            @Nullable String replacement) {}

    /**
     * One model.
     *
     * @param known whether the table lists it
     */
    record Model(String id, boolean known, Price price, int contextWindow, boolean reasoning) {}

    /** The model an agent means, and the effort its name may carry. */
    record Choice(Model model, @Nullable String effort, @Nullable String warning) {}

    static ModelTable of(List<PriceRow> prices, List<AliasRow> aliases) {
        return new ModelTable(prices, aliases);
    }

    List<PriceRow> prices() {
        return prices;
    }

    List<AliasRow> aliases() {
        return aliases;
    }

    /**
     * Explicit model, else what the agent's name says behind the provider's prefix, else the
     * provider's default. Unlisted explicit names pass through.
     */
    Choice choose(Provider provider, AgentDefinition agent) {
        var effort = agent.reasoningEffort();
        var explicit = agent.model();
        if (explicit != null) {
            return settled(provider, explicit, effort);
        }
        var name = agent.name();
        var tail = name.substring(name.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
        if (EFFORTS.contains(tail)) {
            name = name.substring(0, name.length() - tail.length() - 1);
            effort = effort == null ? tail : effort;
        }
        var suffix = provider.suffixOf(name);
        return settled(
                provider,
                listed(provider, name) ? name : listed(provider, suffix) ? suffix : DEFAULT,
                effort);
    }

    private boolean listed(Provider provider, String name) {
        return !name.equals(DEFAULT)
                && (names(provider).containsKey(name)
                        || pricesByProvider
                                .getOrDefault(provider.code(), Map.of())
                                .containsKey(name));
    }

    private Map<String, AliasRow> names(Provider provider) {
        return aliasesByProvider.getOrDefault(provider.code(), Map.of());
    }

    private Choice settled(Provider provider, String name, @Nullable String effort) {
        String warning = null;
        var id = name;
        // Names may stand for names; a circle of them ends with the last one not seen before.
        var seen = new HashSet<String>();
        while (seen.add(id)) {
            var row = names(provider).get(id);
            if (row == null) {
                break;
            }
            if (row.retiredAt() != null && row.replacement() != null) {
                warning =
                        "Model %s was retired on %s; %s is used instead."
                                .formatted(id, row.retiredAt(), row.replacement());
                id = row.replacement();
            } else {
                id = row.model();
            }
        }
        if (id.equals(DEFAULT)) {
            id = provider.code();
        }
        return new Choice(model(provider, id), effort, warning);
    }

    private Model model(Provider provider, String id) {
        var own = pricesByProvider.getOrDefault(provider.code(), Map.of());
        var row = own.get(id);
        if (row != null) {
            return new Model(
                    id,
                    true,
                    row.price(),
                    row.contextWindow(),
                    row.reasoning() || reasoningName(id));
        }
        var any = pricesByProvider.getOrDefault(ANY, Map.of()).get(ANY);
        var unlisted = own.getOrDefault(ANY, any);
        return unlisted == null
                ? new Model(id, false, DEAR, DEAR_CONTEXT, reasoningName(id))
                : new Model(
                        id, false, unlisted.price(), unlisted.contextWindow(), reasoningName(id));
    }

    /** Families that think are also recognised when they are not listed. */
    private static boolean reasoningName(String id) {
        return id.matches("(o1|o3|gpt-5)([-.].*)?");
    }
}
