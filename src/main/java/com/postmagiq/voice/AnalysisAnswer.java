package com.postmagiq.voice;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a model said about samples, read with patience: prose around the JSON does no harm. */
record AnalysisAnswer(
        List<String> tone,
        @Nullable String vocabularyLevel,
        @Nullable String transitionStyle,
        @Nullable String relationship,
        @Nullable String storytellingStyle,
        @Nullable String emotionalRegister,
        String summary,
        List<String> wordChoices,
        List<String> avoidPatterns,
        List<String> commonStructures,
        List<String> signaturePhrases) {
    private static final int LONGEST = 600;
    private static final int MOST = 12;
    private static final int MOST_TONES = 3;
    private static final int LONGEST_ITEM = 200;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** The form an answer must have. */
    static final String SCHEMA =
            """
            {"type": "object", "additionalProperties": false,
             "required": ["tone", "summary"],
             "properties": {
              "tone": {"type": "array", "minItems": 2, "maxItems": 3, "items": {"type": "string"}},
              "vocabulary_level": {"type": "string"},
              "transition_style": {"type": "string"},
              "relationship": {"type": "string"},
              "storytelling_style": {"type": "string"},
              "emotional_register": {"type": "string"},
              "summary": {"type": "string"},
              "word_choices": {"type": "array", "maxItems": 12, "items": {"type": "string"}},
              "avoid_patterns": {"type": "array", "maxItems": 12, "items": {"type": "string"}},
              "common_structures": {"type": "array", "maxItems": 12, "items": {"type": "string"}},
              "signature_phrases": {"type": "array", "maxItems": 12, "items": {"type": "string"}}}}
            """
                    .strip();

    /** Empty when the answer has not the form, with what is wrong told to {@code faults}. */
    static Optional<AnalysisAnswer> read(String answer, List<String> faults) {
        var start = answer.indexOf('{');
        var end = answer.lastIndexOf('}');
        if (start < 0 || end < start) {
            faults.add("There is no JSON object in it.");
            return Optional.empty();
        }
        try {
            var node = JSON.readTree(answer.substring(start, end + 1));
            var tone = items(node.path("tone"), MOST_TONES);
            var summary = words(node.path("summary"));
            if (tone.isEmpty()) {
                faults.add("'tone' must be a list of two or three adjectives.");
            }
            if (summary == null) {
                faults.add("'summary' must be two or three sentences.");
            }
            return tone.isEmpty() || summary == null
                    ? Optional.empty()
                    : Optional.of(
                            new AnalysisAnswer(
                                    tone,
                                    words(node.path("vocabulary_level")),
                                    words(node.path("transition_style")),
                                    words(node.path("relationship")),
                                    words(node.path("storytelling_style")),
                                    words(node.path("emotional_register")),
                                    summary,
                                    items(node.path("word_choices"), MOST),
                                    items(node.path("avoid_patterns"), MOST),
                                    items(node.path("common_structures"), MOST),
                                    items(node.path("signature_phrases"), MOST)));
        } catch (JacksonException e) {
            faults.add("It is no JSON: " + e.getOriginalMessage());
            return Optional.empty();
        }
    }

    private static @Nullable String words(JsonNode node) {
        if (!node.isString() || node.asString().isBlank()) {
            return null;
        }
        var text = node.asString().strip().replaceAll("\\s+", " ");
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST).strip();
    }

    private static List<String> items(JsonNode node, int most) {
        var items = new ArrayList<String>();
        for (var item : node) {
            var text = words(item);
            if (text != null && text.length() <= LONGEST_ITEM && items.size() < most) {
                items.add(text);
            }
        }
        return List.copyOf(items);
    }
}
