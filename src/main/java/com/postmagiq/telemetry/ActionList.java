package com.postmagiq.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The actions that are kept at all, from {@code telemetry-actions.yaml}. */
@Component
class ActionList {
    private static final Pattern SHORT_WORD = Pattern.compile("[A-Za-z0-9_.:/{}-]{0,80}");
    private static final String TEXT = "text";
    private static final int LONGEST_TEXT = 2000;

    /** What an event is about, which decides who must allow it and how long it stays. */
    enum Category {
        NAVIGATION,
        CONFIG,
        GENERATION,
        FEEDBACK,
        OPERATIONAL;

        String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * One action.
     *
     * @param parts of the payload that are kept
     * @param text whether a typed text is taken, too
     */
    record Action(String name, Category category, List<String> parts, boolean text) {
        /** What is kept of a payload: everything else is left out without a word. */
        Map<String, Object> kept(Map<String, Object> payload) {
            var kept = new LinkedHashMap<String, Object>();
            for (var part : parts) {
                var value = payload.get(part);
                if (value instanceof Number
                        || value instanceof Boolean
                        || (value instanceof String word && SHORT_WORD.matcher(word).matches())) {
                    kept.put(part, value);
                }
            }
            if (text && payload.get(TEXT) instanceof String typed && !typed.isBlank()) {
                kept.put(TEXT, typed.substring(0, Math.min(typed.length(), LONGEST_TEXT)));
            }
            return kept;
        }
    }

    private final Map<String, Action> actions = new LinkedHashMap<>();

    ActionList() {
        try (var in = new ClassPathResource("telemetry-actions.yaml").getInputStream()) {
            List<?> entries = new Yaml(new SafeConstructor(new LoaderOptions())).load(in);
            entries.forEach(entry -> add((Map<?, ?>) entry));
        } catch (IOException e) {
            throw new UncheckedIOException("telemetry-actions.yaml cannot be read", e);
        }
    }

    private void add(Map<?, ?> entry) {
        var name = String.valueOf(entry.get("action"));
        var category = String.valueOf(entry.get("category")).toUpperCase(Locale.ROOT);
        var parts =
                ((List<?>) Objects.requireNonNull(entry.get("parts")))
                        .stream().map(String::valueOf).toList();
        actions.put(
                name,
                new Action(
                        name,
                        Category.valueOf(category),
                        parts,
                        Boolean.TRUE.equals(entry.get(TEXT))));
    }

    Optional<Action> named(String name) {
        return Optional.ofNullable(actions.get(name));
    }
}
