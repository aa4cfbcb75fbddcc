package com.postmagiq.workflow.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A reviewer's opinion of a story.
 *
 * @param score 1 to 10
 * @param elementsFound each of {@link ProcessedStory#ELEMENTS}; null where the story lacks it
 * @param questions for the author, five at most
 * @param extra fields we do not know, as they came
 */
public record ReviewAnswer(
        int score,
        Decision decision,
        String feedback,
        List<Issue> issues,
        Map<String, @Nullable String> elementsFound,
        List<String> sensoryDetails,
        List<String> missing,
        List<String> questions,
        ObjectNode extra) {
    public ReviewAnswer {
        issues = List.copyOf(issues);
        elementsFound = Collections.unmodifiableMap(new LinkedHashMap<>(elementsFound));
        sensoryDetails = List.copyOf(sensoryDetails);
        missing = List.copyOf(missing);
        questions = List.copyOf(questions);
    }
}
