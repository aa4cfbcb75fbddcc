package com.postmagiq.agents.offline;

import com.postmagiq.agents.Task;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Lays a story out for writers: its elements, hooks and quotations, in the author's words. */
final class StoryProcessor {
    private static final String ABSENT = "Not in source";
    private static final String NOT_FOR_SHAPE = "N/A for this shape";
    private static final int SHORT_STORY = 120;
    private static final int TITLE_WORDS = 8;
    private static final int SHORTEST_QUOTE = 3;
    private static final int LONGEST_QUOTE = 60;
    private static final Pattern CLOSING = Pattern.compile("[,.;:!?\\s]+$");

    /** Words a title must not break off with. */
    private static final Set<String> JOINS =
            Set.of(
                    "a", "an", "the", "and", "or", "at", "on", "in", "of", "to", "for", "with",
                    "by");

    private static final Pattern QUOTATION =
            Pattern.compile("\u201C([^\u201C\u201D]+)\u201D|\"([^\"\n]+)\"");

    private static final Map<String, Pattern> TAGS = tags();

    private StoryProcessor() {}

    private static Map<String, Pattern> tags() {
        var tags = new LinkedHashMap<String, Pattern>();
        tags.put(
                "SYSTEM",
                word("system|server|pipeline|database|deploy|cluster|service|software|code"));
        tags.put(
                "COORDINATION",
                word(
                        "team|together|meet|meetings?|company|members?|agreed|people|colleagues?|neighbours?"));
        tags.put(
                "PLANNING", word("plan|planned|schedule|deadline|project|roadmap|scheme|proposal"));
        tags.put(
                "CONSTRAINTS",
                word("budget|money|cost|expence|expense|limits?|only|without|small sum|pounds"));
        tags.put(
                "FAILURE-MODE",
                word("failed|failure|broke|crash|crashed|outage|lost|fires?|error|down"));
        tags.put("DOMAIN", word("hospital|school|city|market|bank|clinic|factory|customers?"));
        tags.put(
                "ENABLEMENT",
                word("learn|learned|teach|taught|wrote|paper|documentation|training|mentor"));
        tags.put(
                "GOVERNANCE",
                word("rule|rules|law|bill|policy|articles|assembly|compliance|approval|tax"));
        return tags;
    }

    private static Pattern word(String alternatives) {
        return Pattern.compile("(?<!\\p{L})(" + alternatives + ")(?!\\p{L})");
    }

    static String process(Task task) {
        var story = Story.of(task.sources());
        if (story.empty()) {
            return "";
        }
        var elements = Element.in(story);
        var shape = shape(task.shape(), story, elements);
        var lines = new ArrayList<String>();
        lines.add("# Story: " + title(task.sources().getFirst(), story));
        lines.add("**Shape**: " + shape);
        lines.add("**Cadence**: " + (shape.equals("FULL") ? "Teaching" : "Field Note"));
        lines.add("**Tags**: " + String.join(", ", tagsOf(story)));
        lines.add("## Raw Material");
        lines.add(paragraphs(story));
        lines.add("## Hook Options");
        lines.add(hooks(story, elements));
        lines.add("## Elements");
        for (var element : Element.values()) {
            var unit = elements.get(element);
            var absent =
                    shape.equals("OBSERVATION") || shape.equals("SHORT") ? NOT_FOR_SHAPE : ABSENT;
            lines.add("**%s**: %s".formatted(element.label(), unit == null ? absent : unit.text()));
        }
        lines.add("## Quotable Lines");
        var quotes = quotes(task.sources());
        lines.add(
                quotes.isEmpty()
                        ? ABSENT
                        : String.join(
                                "\n",
                                quotes.stream().map(quote -> "- \"" + quote + "\"").toList()));
        lines.add("## Notes");
        lines.add(
                "Put together by rules from the author's own sentences; no language model was used.");
        return String.join("\n\n", lines) + "\n";
    }

    private static String shape(@Nullable String wanted, Story story, Map<Element, Unit> elements) {
        if (wanted != null) {
            return wanted;
        }
        if (story.words() < SHORT_STORY) {
            return "SHORT";
        }
        if (!elements.containsKey(Element.FAILURE)) {
            return "OBSERVATION";
        }
        return elements.containsKey(Element.FIX) || elements.containsKey(Element.SCAR)
                ? "FULL"
                : "PARTIAL";
    }

    private static String title(String source, Story story) {
        var heading = source.lines().filter(line -> line.startsWith("# ")).findFirst();
        if (heading.isPresent()) {
            return heading.get().substring(2).strip();
        }
        var words = Unit.words(Openings.trimmed(story.units().getFirst().text()));
        var length = Math.min(TITLE_WORDS, words.size());
        while (length > SHORTEST_QUOTE && JOINS.contains(Lexicon.bare(words.get(length - 1)))) {
            length--;
        }
        var title = String.join(" ", words.subList(0, length));
        var comma = title.lastIndexOf(',');
        var whole = comma > 0 && Unit.words(title.substring(0, comma)).size() >= SHORTEST_QUOTE;
        return CLOSING.matcher(whole ? title.substring(0, comma) : title).replaceFirst("");
    }

    private static List<String> tagsOf(Story story) {
        var text = String.join(" ", story.units().stream().map(Unit::lower).toList());
        var found =
                TAGS.entrySet().stream()
                        .filter(tag -> tag.getValue().matcher(text).find())
                        .map(Map.Entry::getKey)
                        .toList();
        return found.isEmpty() ? List.of("DOMAIN") : found;
    }

    private static String paragraphs(Story story) {
        var text = new StringBuilder();
        var paragraph = story.units().getFirst().paragraph();
        for (var unit : story.units()) {
            if (!text.isEmpty()) {
                text.append(unit.paragraph() == paragraph ? " " : "\n\n");
            }
            paragraph = unit.paragraph();
            text.append(unit.text());
        }
        return text.toString();
    }

    private static String hooks(Story story, Map<Element, Unit> elements) {
        var failure = Optional.ofNullable(elements.get(Element.FAILURE)).map(Unit::text);
        return String.join(
                "\n",
                "- Sensory details: " + first(story, Unit::hasSense),
                "- Failure artifact: " + failure.orElse(ABSENT),
                "- Tangible consequence: " + first(story, Unit::hasNumber),
                "- Other characters: " + first(story, Unit::hasName));
    }

    private static String first(Story story, Predicate<Unit> wanted) {
        return story.units().stream()
                .filter(wanted)
                .min(Comparator.comparingLong(Unit::unexplained).thenComparingInt(Unit::index))
                .map(Unit::text)
                .orElse(ABSENT);
    }

    private static List<String> quotes(List<String> sources) {
        return sources.stream()
                .flatMap(source -> QUOTATION.matcher(source).results())
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .map(quote -> CLOSING.matcher(quote).replaceFirst(""))
                .filter(quote -> Unit.words(quote).size() >= SHORTEST_QUOTE)
                .filter(quote -> Unit.words(quote).size() <= LONGEST_QUOTE)
                .distinct()
                .toList();
    }
}
