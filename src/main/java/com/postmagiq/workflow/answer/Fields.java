package com.postmagiq.workflow.answer;

import com.postmagiq.workflow.answer.Issue.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one JSON answer, read with tolerance; collects what cannot be read as errors. */
final class Fields {
    /** What models write into a list instead of leaving it empty. */
    private static final Set<String> NOTHING =
            Set.of("", "-", "none", "none.", "n/a", "nil", "null", "none found", "none found.");

    /** Nobody acts on more. */
    private static final int MAX_ITEMS = 200;

    private static final List<String> ISSUE_NAMES =
            List.of("issue", "problem", "description", "message", "text");

    private final ObjectNode node;
    private final List<String> errors;
    private final Set<String> known = new HashSet<>();

    Fields(ObjectNode node, List<String> errors) {
        this.node = node;
        this.errors = errors;
    }

    private @Nullable JsonNode get(String name) {
        known.add(name);
        var value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }

    /** Whether a field is there and not null. */
    boolean has(String name) {
        return get(name) != null;
    }

    /** The score, or 0 with an error. */
    int score() {
        var value = get("score");
        if (value == null) {
            errors.add("The field score is missing; give a whole number from 1 to 10.");
            return 0;
        }
        var score = Scores.of(value);
        if (score == null) {
            errors.add(
                    "The score is %s; give a whole number from 1 to 10."
                            .formatted(JsonText.brief(value)));
            return 0;
        }
        return score;
    }

    @Nullable Integer optionalScore(String name) {
        var value = get(name);
        return value == null ? null : Scores.of(value);
    }

    Dimensions dimensions() {
        return new Dimensions(
                optionalScore("hook_score"),
                optionalScore("specifics_score"),
                optionalScore("voice_score"),
                optionalScore("structure_score"));
    }

    /** The decision, or a harmless one with an error. */
    Decision decision() {
        var value = get("decision");
        var decision =
                value != null && value.isString()
                        ? Decision.of(value.stringValue())
                        : Optional.<Decision>empty();
        if (decision.isEmpty()) {
            errors.add(
                    value == null
                            ? "The field decision is missing; give proceed, retry or halt."
                            : "The decision is %s; give proceed, retry or halt."
                                    .formatted(JsonText.brief(value)));
        }
        return decision.orElse(Decision.RETRY);
    }

    /** The text of a field, rendered if it is a list or an object; empty if it is missing. */
    String text(String name) {
        var value = get(name);
        return value == null ? "" : JsonText.render(value).strip();
    }

    @Nullable String optionalText(String name) {
        var text = text(name);
        return text.isEmpty() ? null : text;
    }

    List<String> texts(String name) {
        return items(name).stream()
                .map(JsonText::render)
                .map(String::strip)
                .filter(t -> !nothing(t))
                .toList();
    }

    List<Issue> issues() {
        return items("issues").stream()
                .map(this::issue)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList();
    }

    private @Nullable Issue issue(JsonNode item) {
        if (!(item instanceof ObjectNode object)) {
            var text = JsonText.render(item).strip();
            return nothing(text) ? null : new Issue(Severity.MAJOR, text, null, null, null);
        }
        var fields = new Fields(object, errors);
        var text =
                ISSUE_NAMES.stream()
                        .map(fields::text)
                        .filter(t -> !t.isEmpty())
                        .findFirst()
                        .orElseGet(() -> JsonText.render(object));
        return new Issue(
                Severity.of(fields.optionalText("severity")),
                text,
                fields.optionalText("fix"),
                fields.optionalText("line_reference"),
                fields.optionalText("quote"));
    }

    List<Fabrication> fabrications() {
        return items("fabrications").stream()
                .map(this::fabrication)
                .filter(f -> !nothing(f.text()))
                .toList();
    }

    private Fabrication fabrication(JsonNode item) {
        if (!(item instanceof ObjectNode object)) {
            return new Fabrication(JsonText.render(item).strip(), null, null);
        }
        var fields = new Fields(object, errors);
        var text = fields.optionalText("text");
        var draft = fields.optionalText("draft");
        return new Fabrication(
                text == null ? JsonText.render(object) : text,
                fields.optionalText("why"),
                draft == null ? fields.optionalText("agent") : draft);
    }

    List<DraftScore> drafts() {
        var drafts = new ArrayList<DraftScore>();
        for (var item : items("drafts")) {
            if (item instanceof ObjectNode object) {
                var fields = new Fields(object, errors);
                var agent = fields.optionalText("agent");
                var label = agent == null ? fields.optionalText("label") : agent;
                drafts.add(
                        new DraftScore(
                                label == null ? fields.text("draft") : label,
                                fields.optionalScore("score"),
                                fields.dimensions(),
                                fields.texts("strengths"),
                                fields.fabrications()));
            }
        }
        return drafts;
    }

    /** Elements of a list; anything else that is there counts as a list of one. */
    List<JsonNode> items(String name) {
        var value = get(name);
        if (value == null) {
            return List.of();
        }
        if (!value.isArray()) {
            return List.of(value);
        }
        return value.values().stream().filter(v -> !v.isNull()).limit(MAX_ITEMS).toList();
    }

    @Nullable ObjectNode object(String name) {
        return get(name) instanceof ObjectNode object ? object : null;
    }

    /** What nobody asked for. */
    ObjectNode extra() {
        var extra = node.objectNode();
        for (var field : node.properties()) {
            if (!known.contains(field.getKey())) {
                extra.set(JsonText.storable(field.getKey()), JsonText.storable(field.getValue()));
            }
        }
        return extra;
    }

    private static boolean nothing(String text) {
        return NOTHING.contains(text.strip().toLowerCase(Locale.ROOT));
    }
}
