package com.postmagiq.workflow.answer;

import java.util.List;
import java.util.Map;

/** Reads a processed story. */
final class StoryReader {
    private StoryReader() {}

    static ReadAnswer read(String answer, Map<String, String> labels) {
        return new ReadAnswer.Malformed(List.of("The section Elements is missing."));
    }
}
