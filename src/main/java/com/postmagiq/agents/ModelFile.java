package com.postmagiq.agents;

import com.postmagiq.agents.ModelTable.AliasRow;
import com.postmagiq.agents.ModelTable.PriceRow;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;

/** Reads a model table from its file. */
final class ModelFile {
    private final List<PriceRow> prices = new ArrayList<>();
    private final List<AliasRow> aliases = new ArrayList<>();

    private ModelFile() {}

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

    /** A day stays what was written, not midnight somewhere. */
    private static final class DaysAsText extends Resolver {
        @Override
        public void addImplicitResolver(Tag tag, Pattern form, String first, int limit) {
            if (!tag.equals(Tag.TIMESTAMP)) {
                super.addImplicitResolver(tag, form, first, limit);
            }
        }
    }

    private static ModelTable parse(InputStream in) {
        var options = new LoaderOptions();
        var dumper = new DumperOptions();
        var yaml =
                new Yaml(
                        new SafeConstructor(options),
                        new Representer(dumper),
                        dumper,
                        options,
                        new DaysAsText());
        var root = map(yaml.load(in), "the file");
        var file = new ModelFile();
        file.price(ModelTable.ANY, ModelTable.ANY, map(root.get("unknown"), "unknown"), false);
        map(root.get("providers"), "providers")
                .forEach((name, value) -> file.provider(name, map(value, name)));
        return ModelTable.of(file.prices, file.aliases);
    }

    private void provider(String name, Map<String, Object> data) {
        var code =
                Provider.byCode(name)
                        .orElseThrow(() -> new IllegalArgumentException("unknown provider " + name))
                        .code();
        var free = Boolean.TRUE.equals(data.get("free"));
        aliases.add(new AliasRow(code, ModelTable.DEFAULT, text(data, "default"), null, null));
        map(data.getOrDefault("aliases", Map.of()), "aliases")
                .forEach(
                        (alias, id) ->
                                aliases.add(
                                        new AliasRow(code, alias, String.valueOf(id), null, null)));
        if (free) {
            price(code, ModelTable.ANY, data, true);
        }
        map(data.getOrDefault("models", Map.of()), "models")
                .forEach((id, value) -> model(code, id, map(value, id), free));
    }

    private void model(String provider, String id, Map<String, Object> row, boolean free) {
        price(provider, id, row, free);
        var retired = optional(row, "retired_at");
        if (retired != null) {
            aliases.add(new AliasRow(provider, id, id, retired, optional(row, "replacement")));
        }
    }

    private void price(String provider, String id, Map<String, Object> row, boolean free) {
        var price =
                free ? Price.FREE : new Price(amount(id, row, "input"), amount(id, row, "output"));
        if (!(row.get("context") instanceof Integer window)) {
            throw new IllegalArgumentException(id + " needs a context, such as 128000");
        }
        prices.add(
                new PriceRow(
                        provider, id, price, window, Boolean.TRUE.equals(row.get("reasoning"))));
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
