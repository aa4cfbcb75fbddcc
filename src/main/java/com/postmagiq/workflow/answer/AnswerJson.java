package com.postmagiq.workflow.answer;

import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** Answers as they are stored: names in snake case. */
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
            case ReadAnswer.Review review -> MAPPER.valueToTree(review.answer());
            case ReadAnswer.Audit audit -> MAPPER.valueToTree(audit.answer());
            case ReadAnswer.Detector detector -> MAPPER.valueToTree(detector.answer());
            case ReadAnswer.Malformed malformed -> MAPPER.valueToTree(malformed);
        };
    }
}
