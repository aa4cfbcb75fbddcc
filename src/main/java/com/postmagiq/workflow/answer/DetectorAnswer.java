package com.postmagiq.workflow.answer;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * How human a text reads.
 *
 * @param score 1 (a machine) to 10 (a person)
 * @param verdict in the detector's words, empty if it gave none
 * @param extra fields we do not know, as they came
 */
public record DetectorAnswer(
        int score, String verdict, List<Tell> tells, List<String> strengths, ObjectNode extra) {
    public DetectorAnswer {
        tells = List.copyOf(tells);
        strengths = List.copyOf(strengths);
    }

    /** A sign of machine writing. */
    public record Tell(String issue, @Nullable String example, @Nullable String suggestion) {}
}
