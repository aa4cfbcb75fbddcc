package com.postmagiq.workflow.answer;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The skeleton of a processed story.
 *
 * @param title without the word "Story"
 * @param facts from the bold lines at the top, by plain name
 * @param sections text below each second-level heading, by plain name
 */
record StoryMarkdown(
        @Nullable String title, Map<String, String> facts, Map<String, String> sections) {
    private static final Pattern TITLE =
            Pattern.compile("^#\\s+(?:story\\s*:\\s*)?(.+)$", Pattern.CASE_INSENSITIVE);
    private static final Pattern SECTION = Pattern.compile("^##\\s+([^#].*)$");
    private static final Pattern FACT =
            Pattern.compile(
                    "^(?:[-*]\\s+)?(?:\\*\\*|__)?(shape|cadence|tags)\\s*:?\\s*(?:\\*\\*|__)?\\s*"
                            + "[:=]?\\s*(.*)$",
                    Pattern.CASE_INSENSITIVE);
    private static final Pattern BOLD =
            Pattern.compile(
                    "^(?:[-*+]\\s+|\\d{1,2}[.)]\\s+)?(?:#{3,6}\\s+)?"
                            + "(?:\\*\\*|__)([^*_]{1,80}?)\\s*:?\\s*(?:\\*\\*|__)\\s*:?\\s*(.*)$");
    private static final Pattern THIRD = Pattern.compile("^#{3,6}\\s+([^*].{0,80}?)\\s*:?$");

    static StoryMarkdown of(String text) {
        String title = null;
        var facts = new LinkedHashMap<String, String>();
        var sections = new LinkedHashMap<String, StringBuilder>();
        StringBuilder open = null;
        for (var line : text.lines().toList()) {
            var section = SECTION.matcher(line.strip());
            var heading = TITLE.matcher(line.strip());
            var fact = FACT.matcher(line.strip());
            if (section.matches()) {
                open = sections.computeIfAbsent(plain(section.group(1)), _ -> new StringBuilder());
            } else if (open == null && title == null && heading.matches()) {
                title = heading.group(1).strip();
            } else if (open == null && fact.matches()) {
                facts.putIfAbsent(plain(fact.group(1)), fact.group(2).strip());
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        var texts = new LinkedHashMap<String, String>();
        sections.forEach((name, body) -> texts.put(name, body.toString().strip()));
        return new StoryMarkdown(title, facts, texts);
    }

    /** A bold line at the top, or a section of that name; null without a value. */
    @Nullable String fact(String name) {
        var fact = facts.get(name);
        var value = fact == null || fact.isEmpty() ? section(name) : fact;
        return value == null || value.isEmpty() ? null : value;
    }

    /** The section whose heading is or begins with the name. */
    @Nullable String section(String name) {
        var exact = sections.get(name);
        if (exact != null) {
            return exact;
        }
        return sections.entrySet().stream()
                .filter(e -> e.getKey().contains(name))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Texts below the bold or third-level headings of a section, by plain heading, in order. */
    static Map<String, String> parts(@Nullable String section) {
        var parts = new LinkedHashMap<String, StringBuilder>();
        if (section == null) {
            return Map.of();
        }
        StringBuilder open = null;
        for (var line : section.lines().toList()) {
            var bold = BOLD.matcher(line.strip());
            var third = THIRD.matcher(line.strip());
            if (bold.matches()) {
                open = begin(parts, bold).append(bold.group(2)).append('\n');
            } else if (third.matches()) {
                open = begin(parts, third);
            } else if (open != null) {
                open.append(line).append('\n');
            }
        }
        var texts = new LinkedHashMap<String, String>();
        parts.forEach((name, body) -> texts.put(name, body.toString().strip()));
        return texts;
    }

    private static StringBuilder begin(Map<String, StringBuilder> parts, Matcher heading) {
        return parts.computeIfAbsent(plain(heading.group(1)), _ -> new StringBuilder());
    }

    /** Lower case words without marks, for comparing headings. */
    static String plain(String text) {
        return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
    }
}
