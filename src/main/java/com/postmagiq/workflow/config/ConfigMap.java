package com.postmagiq.workflow.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Typed reading of one mapping. A value of the wrong type or out of range is reported and read as
 * absent; a key nobody asked for is reported by {@link #reportUnknown}.
 */
final class ConfigMap {
    static final String BAD_VALUE = "config.bad_value";

    private static final Pattern INTEGER = Pattern.compile("[-+]?(0|[1-9][0-9_]{0,11})");
    private static final Pattern DECIMAL =
            Pattern.compile("[-+]?([0-9][0-9_]{0,11}(\\.[0-9]{0,9})?|\\.[0-9]{1,9})");

    private final String path;
    private final Map<String, YamlNode> entries;
    private final Issues issues;
    private final Set<String> asked = new HashSet<>();

    ConfigMap(String path, Map<String, YamlNode> entries, Issues issues) {
        this.path = path;
        this.entries = entries;
        this.issues = issues;
    }

    String path() {
        return path;
    }

    String path(String key) {
        return YamlNode.child(path, key);
    }

    Set<String> keys() {
        return entries.keySet();
    }

    /** Written in the file, even if as null. */
    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** Any scalar but null, as it is written. */
    @Nullable String text(String key) {
        return switch (value(key)) {
            case null -> null;
            case YamlNode.Scalar scalar -> scalar.text();
            default -> {
                bad(key, "a text");
                yield null;
            }
        };
    }

    @Nullable String choice(String key, List<String> allowed) {
        var text = text(key);
        if (text == null || allowed.contains(text)) {
            return text;
        }
        bad(key, "one of " + String.join(", ", allowed));
        return null;
    }

    boolean bool(String key, boolean absent) {
        var node = value(key);
        if (node == null) {
            return absent;
        }
        if (node instanceof YamlNode.Scalar(_, var kind, var text)
                && kind == YamlNode.Kind.BOOLEAN) {
            return List.of("true", "yes", "on").contains(text.toLowerCase(Locale.ROOT));
        }
        bad(key, "true or false");
        return absent;
    }

    @Nullable Integer integer(String key, int min, int max) {
        var wanted = "a whole number from %d to %d".formatted(min, max);
        return switch (value(key)) {
            case null -> null;
            case YamlNode.Scalar(_, var kind, var text)
                    when kind == YamlNode.Kind.INTEGER && INTEGER.matcher(text).matches() -> {
                var number = Long.parseLong(text.replace("_", ""));
                if (number < min || number > max) {
                    bad(key, wanted);
                    yield null;
                }
                yield (int) number;
            }
            default -> {
                bad(key, wanted);
                yield null;
            }
        };
    }

    int integer(String key, int min, int max, int absent) {
        var number = integer(key, min, max);
        return number == null ? absent : number;
    }

    @Nullable Duration seconds(String key, int min, int max) {
        var seconds = integer(key, min, max);
        return seconds == null ? null : Duration.ofSeconds(seconds);
    }

    /** A decimal of at least 0. */
    @Nullable BigDecimal amount(String key) {
        var wanted = "a number of at least 0";
        return switch (value(key)) {
            case null -> null;
            case YamlNode.Scalar(_, var kind, var text)
                    when (kind == YamlNode.Kind.INTEGER || kind == YamlNode.Kind.DECIMAL)
                            && DECIMAL.matcher(text).matches() -> {
                var number = new BigDecimal(text.replace("_", ""));
                if (number.signum() < 0) {
                    bad(key, wanted);
                    yield null;
                }
                yield number;
            }
            default -> {
                bad(key, wanted);
                yield null;
            }
        };
    }

    /** A mapping; absent and null read as an empty one. */
    ConfigMap map(String key) {
        var found = mapOrNull(key);
        return found == null ? new ConfigMap(path(key), Map.of(), issues) : found;
    }

    @Nullable ConfigMap mapOrNull(String key) {
        return switch (value(key)) {
            case null -> null;
            case YamlNode.Mapping mapping ->
                    new ConfigMap(mapping.path(), mapping.entries(), issues);
            default -> {
                bad(key, "a mapping of keys to values");
                yield null;
            }
        };
    }

    /** Every entry as a mapping of its own; an entry without a value reads as an empty one. */
    Map<String, ConfigMap> maps(String key) {
        var outer = map(key);
        var inner = new LinkedHashMap<String, ConfigMap>();
        for (var name : outer.keys()) {
            inner.put(name, outer.map(name));
        }
        return inner;
    }

    Map<String, String> texts(String key) {
        var outer = map(key);
        var texts = new LinkedHashMap<String, String>();
        for (var name : outer.keys()) {
            var text = outer.text(name);
            if (text != null) {
                texts.put(name, text);
            } else if (outer.value(name) == null) {
                outer.bad(name, "a text");
            }
        }
        return Collections.unmodifiableMap(texts);
    }

    /** A list of texts; null when the key is absent. */
    @Nullable List<String> listOrNull(String key) {
        return switch (value(key)) {
            case null -> null;
            case YamlNode.Sequence sequence -> items(sequence);
            default -> {
                bad(key, "a list of texts");
                yield null;
            }
        };
    }

    List<String> list(String key) {
        var list = listOrNull(key);
        return list == null ? List.of() : list;
    }

    /** One text or a list of them. */
    List<String> oneOrMore(String key) {
        return value(key) instanceof YamlNode.Scalar scalar ? List.of(scalar.text()) : list(key);
    }

    /** The items of a list as they are. */
    List<YamlNode> nodes(String key) {
        return switch (value(key)) {
            case null -> List.of();
            case YamlNode.Sequence sequence -> sequence.items();
            default -> {
                bad(key, "a list");
                yield List.of();
            }
        };
    }

    /** Accepted for older files and without effect. */
    void ignore(String... keys) {
        asked.addAll(List.of(keys));
    }

    void reportUnknown(String where) {
        for (var key : entries.keySet()) {
            if (!asked.contains(key)) {
                issues.warning(
                        "config.unknown_key",
                        path(key),
                        "%s has no key '%s', so it has no effect; correct or remove it."
                                .formatted(where, key));
            }
        }
    }

    @Nullable YamlNode value(String key) {
        asked.add(key);
        var node = entries.get(key);
        return node instanceof YamlNode.Scalar(_, var kind, _) && kind == YamlNode.Kind.NULL
                ? null
                : node;
    }

    void bad(String key, String wanted) {
        var shown =
                entries.get(key) instanceof YamlNode.Scalar(_, _, var text)
                        ? " instead of '%s'".formatted(shortened(text))
                        : "";
        issues.error(BAD_VALUE, path(key), "'%s' must be %s%s.".formatted(key, wanted, shown));
    }

    private List<String> items(YamlNode.Sequence sequence) {
        var texts = new ArrayList<String>();
        for (var item : sequence.items()) {
            if (item instanceof YamlNode.Scalar(_, var kind, var text)
                    && kind != YamlNode.Kind.NULL) {
                texts.add(text);
            } else {
                issues.error(BAD_VALUE, item.path(), "This item of the list must be a text.");
            }
        }
        return List.copyOf(texts);
    }

    private static String shortened(String text) {
        return text.length() <= 60 ? text : text.substring(0, 60) + "…";
    }
}
