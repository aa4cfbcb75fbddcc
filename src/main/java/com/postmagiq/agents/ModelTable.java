package com.postmagiq.agents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/** Aliases, prices and context windows of models, as a file lists them. */
final class ModelTable {
    private static final Set<String> EFFORTS = Set.of("low", "medium", "high");

    private final Map<Provider, Section> sections;
    private final Model unknown;

    private ModelTable(Map<Provider, Section> sections, Model unknown) {
        this.sections = sections;
        this.unknown = unknown;
    }

    /** What is known of the models of one provider. */
    private record Section(
            String defaultModel,
            Map<String, String> aliases,
            Map<String, Model> models,
            Model unlisted) {}

    /**
     * One model.
     *
     * @param known whether the file lists it
     * @param reasoning it thinks before it answers: other limit parameter, no temperature
     */
    record Model(
            String id,
            boolean known,
            Price price,
            int contextWindow,
            boolean reasoning,
            @Nullable String retiredAt,
            @Nullable String replacement) {

        Model withId(String other) {
            return new Model(other, known, price, contextWindow, reasoningName(other), null, null);
        }

        /** Families that think are also recognised when they are not listed. */
        private static boolean reasoningName(String id) {
            return id.matches("(o1|o3|gpt-5)([-.].*)?");
        }
    }

    /** The model an agent means, and the effort its name may carry. */
    record Choice(Model model, @Nullable String effort, @Nullable String warning) {}

    /**
     * Explicit model, else what the agent's name says behind the provider's prefix, else the
     * provider's default. Unlisted explicit names pass through.
     */
    Choice choose(Provider provider, AgentDefinition agent) {
        var section = section(provider);
        var effort = agent.reasoningEffort();
        var explicit = agent.model();
        if (explicit != null) {
            return settled(section, resolved(section, explicit), effort);
        }
        var name = agent.name();
        var tail = name.substring(name.lastIndexOf('-') + 1).toLowerCase(Locale.ROOT);
        if (EFFORTS.contains(tail)) {
            name = name.substring(0, name.length() - tail.length() - 1);
            effort = effort == null ? tail : effort;
        }
        var suffix = provider.suffixOf(name);
        var id =
                listed(section, name)
                        .or(() -> listed(section, suffix))
                        .orElseGet(() -> resolved(section, section.defaultModel()));
        return settled(section, id, effort);
    }

    private static Optional<String> listed(Section section, String name) {
        var known = section.aliases().containsKey(name) || section.models().containsKey(name);
        return known ? Optional.of(resolved(section, name)) : Optional.empty();
    }

    private static String resolved(Section section, String name) {
        return section.aliases().getOrDefault(name, name);
    }

    private static Choice settled(Section section, String id, @Nullable String effort) {
        var model = section.models().get(id);
        if (model == null) {
            return new Choice(section.unlisted().withId(id), effort, null);
        }
        var replacement = model.replacement();
        if (model.retiredAt() == null || replacement == null) {
            return new Choice(model, effort, null);
        }
        var used = section.models().get(replacement);
        return new Choice(
                used == null ? section.unlisted().withId(replacement) : used,
                effort,
                "Model %s was retired on %s; %s is used instead."
                        .formatted(id, model.retiredAt(), replacement));
    }

    private Section section(Provider provider) {
        var section = sections.get(provider);
        return section == null
                ? new Section(provider.code(), Map.of(), Map.of(), unknown)
                : section;
    }

    static ModelTable read(Resource file) {
        try (var in = file.getInputStream()) {
            return parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The model table %s cannot be read; check postmagiq.agents.models."
                            .formatted(file.getDescription()),
                    e);
        } catch (YAMLException | IllegalArgumentException | ClassCastException e) {
            throw new IllegalStateException(
                    "The model table %s is not usable: %s"
                            .formatted(file.getDescription(), e.getMessage()),
                    e);
        }
    }

    private static ModelTable parse(InputStream in) {
        var root = map(new Yaml(new SafeConstructor(new LoaderOptions())).load(in), "the file");
        var unknown = model("unknown", map(root.get("unknown"), "unknown"), false, null, false);
        var sections = new LinkedHashMap<Provider, Section>();
        map(root.get("providers"), "providers")
                .forEach(
                        (name, value) ->
                                sections.put(provider(name), section(map(value, name), unknown)));
        return new ModelTable(sections, unknown);
    }

    private static Provider provider(String code) {
        return Provider.byCode(code)
                .orElseThrow(() -> new IllegalArgumentException("unknown provider " + code));
    }

    private static Section section(Map<String, Object> data, Model unknown) {
        var free = Boolean.TRUE.equals(data.get("free"));
        var unlisted = free ? model("unlisted", data, false, unknown, true) : unknown;
        var aliases = new LinkedHashMap<String, String>();
        map(data.getOrDefault("aliases", Map.of()), "aliases")
                .forEach((alias, id) -> aliases.put(alias, String.valueOf(id)));
        var models = new LinkedHashMap<String, Model>();
        map(data.getOrDefault("models", Map.of()), "models")
                .forEach((id, row) -> models.put(id, model(id, map(row, id), true, unknown, free)));
        return new Section(text(data, "default"), aliases, models, unlisted);
    }

    private static Model model(
            String id,
            Map<String, Object> row,
            boolean known,
            @Nullable Model otherwise,
            boolean free) {
        var price =
                free ? Price.FREE : new Price(amount(id, row, "input"), amount(id, row, "output"));
        var window = row.get("context") instanceof Integer tokens ? tokens : null;
        if (window == null && otherwise == null) {
            throw new IllegalArgumentException(id + " needs a context, such as 128000");
        }
        return new Model(
                id,
                known,
                price,
                window == null ? Objects.requireNonNull(otherwise).contextWindow() : window,
                Boolean.TRUE.equals(row.get("reasoning")) || Model.reasoningName(id),
                optional(row, "retired_at"),
                optional(row, "replacement"));
    }

    private static BigDecimal amount(String id, Map<String, Object> row, String key) {
        var value = row.get(key);
        if (value == null) {
            throw new IllegalArgumentException(id + " needs " + key + ", such as \"0.003\"");
        }
        var amount = new BigDecimal(String.valueOf(value));
        if (amount.signum() < 0) {
            throw new IllegalArgumentException(id + ": " + key + " must not be negative");
        }
        return amount;
    }

    private static String text(Map<String, Object> row, String key) {
        var value = optional(row, key);
        if (value == null) {
            throw new IllegalArgumentException("a provider needs " + key);
        }
        return value;
    }

    private static @Nullable String optional(Map<String, Object> row, String key) {
        var value = row.get(key);
        return value == null ? null : String.valueOf(value);
    }

    private static Map<String, Object> map(@Nullable Object value, String where) {
        if (!(value instanceof Map<?, ?> found)) {
            throw new IllegalArgumentException(where + " must be a map");
        }
        var result = new LinkedHashMap<String, Object>();
        found.forEach((key, part) -> result.put(String.valueOf(key), part));
        return result;
    }
}
