package com.postmagiq.workflow.answer;

import com.postmagiq.workflow.answer.ProcessedStory.Hooks;
import com.postmagiq.workflow.answer.ProcessedStory.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the processor's Markdown; only the shape and the elements must be there. */
final class StoryReader {
    private static final Pattern SHAPE =
            Pattern.compile("\\b(FULL|PARTIAL|OBSERVATION|SHORT|REVERSAL)\\b");
    private static final Pattern BULLET = Pattern.compile("^(?:[-*+\u2022]|\\d{1,3}[.)])\\s+");

    private final StoryMarkdown markdown;
    private final List<String> warnings = new ArrayList<>();
    private final List<String> errors = new ArrayList<>();

    private StoryReader(String text) {
        this.markdown = StoryMarkdown.of(text);
    }

    static ReadAnswer read(String answer, Map<String, String> labels) {
        var cleaning = new Cleaning(answer).whitespace().aroundMarkdown();
        var reader = new StoryReader(cleaning.text());
        var story = reader.story(labels);
        return reader.errors.isEmpty()
                ? new ReadAnswer.Processed(cleaning.text(), story, cleaning.cleanups())
                : new ReadAnswer.Malformed(reader.errors);
    }

    private ProcessedStory story(Map<String, String> labels) {
        return new ProcessedStory(
                markdown.title(),
                shape(),
                present(markdown.fact("cadence")),
                tags(),
                present(markdown.section("raw material")),
                hooks(),
                elements(labels),
                lines(markdown.section("quotable lines"), true),
                lines(markdown.section("notes"), false),
                warnings);
    }

    private Shape shape() {
        var written = markdown.fact("shape");
        if (written == null) {
            errors.add("The line **Shape** is missing.");
            return Shape.PARTIAL;
        }
        var known = SHAPE.matcher(written.toUpperCase(Locale.ROOT));
        if (known.find()) {
            return Shape.valueOf(known.group(1));
        }
        warnings.add("The shape \"%s\" is not known; PARTIAL is assumed.".formatted(written));
        return Shape.PARTIAL;
    }

    private List<String> tags() {
        var tags = present(markdown.fact("tags"));
        if (tags == null) {
            return List.of();
        }
        return List.of(tags.replaceAll("[\\[\\]`*#]", "").split("[,;|]")).stream()
                .map(String::strip)
                .filter(t -> !t.isEmpty())
                .map(t -> t.toUpperCase(Locale.ROOT).replace(' ', '-'))
                .distinct()
                .toList();
    }

    private Hooks hooks() {
        var parts = StoryMarkdown.parts(markdown.section("hook options"));
        return new Hooks(
                part(parts, "sensory"),
                part(parts, "artifact"),
                part(parts, "consequence"),
                part(parts, "character"));
    }

    private static @Nullable String part(Map<String, String> parts, String word) {
        return parts.entrySet().stream()
                .filter(e -> e.getKey().contains(word))
                .map(Map.Entry::getValue)
                .findFirst()
                .map(StoryReader::present)
                .orElse(null);
    }

    private Map<String, @Nullable String> elements(Map<String, String> labels) {
        var section = markdown.section("elements");
        if (section == null) {
            errors.add("The section ## Elements is missing.");
        }
        var parts = StoryMarkdown.parts(section);
        var headings = List.copyOf(parts.keySet());
        var elements = new LinkedHashMap<String, @Nullable String>();
        var found = 0;
        for (var key : ProcessedStory.ELEMENTS) {
            var heading = heading(key, labels.get(key), headings);
            if (heading != null) {
                found++;
            }
            elements.put(key, heading == null ? null : present(parts.get(heading)));
        }
        if (section != null && found == 0) {
            errors.add("The section ## Elements names none of the five elements in bold headings.");
        } else if (section != null && found < ProcessedStory.ELEMENTS.size()) {
            warnings.add(
                    "The section Elements names %d of %d elements; the others count as absent."
                            .formatted(found, ProcessedStory.ELEMENTS.size()));
        }
        return elements;
    }

    /** The heading of an element: the workspace's own word, else ours, else its place of five. */
    private static @Nullable String heading(
            String key, @Nullable String label, List<String> headings) {
        var own = label == null ? key : StoryMarkdown.plain(label);
        for (var word : List.of(own, key)) {
            for (var heading : headings) {
                if (heading.contains(word)) {
                    return heading;
                }
            }
        }
        var unknown =
                headings.size() == ProcessedStory.ELEMENTS.size()
                        && headings.stream()
                                .noneMatch(
                                        h ->
                                                ProcessedStory.ELEMENTS.stream()
                                                        .anyMatch(h::contains));
        return unknown ? headings.get(ProcessedStory.ELEMENTS.indexOf(key)) : null;
    }

    private static List<String> lines(@Nullable String section, boolean quotes) {
        if (section == null) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        for (var line : section.lines().toList()) {
            var text = BULLET.matcher(line.strip()).replaceFirst("").strip();
            var item = present(quotes ? unquoted(text) : text);
            if (item != null) {
                lines.add(item);
            }
        }
        return lines;
    }

    private static String unquoted(String text) {
        var bare = text.startsWith(">") ? text.substring(1).strip() : text;
        var wrapped =
                bare.length() > 1
                        && "\"\u201c".indexOf(bare.charAt(0)) >= 0
                        && "\"\u201d".indexOf(bare.charAt(bare.length() - 1)) >= 0;
        return wrapped ? bare.substring(1, bare.length() - 1).strip() : bare;
    }

    /** Null for what the processor marks as absent. */
    private static @Nullable String present(@Nullable String text) {
        if (text == null) {
            return null;
        }
        return switch (StoryMarkdown.plain(text)) {
            case "", "not in source", "n a for this shape", "n a", "none" -> null;
            default -> text;
        };
    }
}
