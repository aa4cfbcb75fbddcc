package com.postmagiq.workflow.answer;

import java.util.List;
import tools.jackson.databind.JsonNode;

/** An answer after reading: what it says, or why it cannot be used. */
public sealed interface ReadAnswer {

    /**
     * A text.
     *
     * @param cleanups what was taken off, by code, in the order it happened
     */
    record Prose(String text, List<String> cleanups) implements ReadAnswer {
        public Prose {
            cleanups = List.copyOf(cleanups);
        }
    }

    /** A story taken apart: the Markdown and what it says. */
    record Processed(String text, ProcessedStory story, List<String> cleanups)
            implements ReadAnswer {
        public Processed {
            cleanups = List.copyOf(cleanups);
        }
    }

    /** A reviewer's opinion. */
    record Review(ReviewAnswer answer) implements ReadAnswer {}

    /** An auditor's opinion. */
    record Audit(AuditAnswer answer) implements ReadAnswer {}

    /** A detector's opinion. */
    record Detector(DetectorAnswer answer) implements ReadAnswer {}

    /**
     * No usable answer.
     *
     * @param errors sentences that tell the model what to mend; never empty
     */
    record Malformed(List<String> errors) implements ReadAnswer {
        public Malformed {
            errors = List.copyOf(errors);
        }
    }

    /** What is stored beside the text; field names as in the answers' own schemas. */
    default JsonNode json() {
        return AnswerJson.of(this);
    }
}
