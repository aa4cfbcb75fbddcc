package com.postmagiq.workflow.answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Answers as they are stored: snake case, enumerations in lower case but for a story's shape. */
final class AnswerJson {
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                    .build();

    private AnswerJson() {}

    static JsonNode of(ReadAnswer answer) {
        return switch (answer) {
            case ReadAnswer.Prose prose -> MAPPER.valueToTree(prose);
            case ReadAnswer.Processed processed -> MAPPER.valueToTree(processed.story());
            case ReadAnswer.Review review -> lowerCase(review.answer());
            case ReadAnswer.Audit audit -> lowerCase(audit.answer());
            case ReadAnswer.Detector detector -> MAPPER.valueToTree(detector.answer());
            case ReadAnswer.Malformed malformed -> MAPPER.valueToTree(malformed);
        };
    }

    private static JsonNode lowerCase(Object answer) {
        ObjectNode node = MAPPER.valueToTree(answer);
        return node;
    }
}
