package com.postmagiq.workflow.answer;

import com.postmagiq.agents.Contract;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what an agent answered, by the contract of the call. Knows no agent and no run. */
public final class AnswerReader {
    private AnswerReader() {}

    /** As {@link #read(Contract, String, boolean, String, Map)} with the product's own labels. */
    public static ReadAnswer read(
            Contract contract, String answer, boolean truncated, @Nullable String shape) {
        return read(contract, answer, truncated, shape, Map.of());
    }

    /**
     * Never throws for any text, and takes time linear in its length.
     *
     * @param truncated the provider stopped before the end
     * @param shape of the story, such as {@code SHORT}, if known; it decides how short a post may
     *     be
     * @param elementLabels element key to the heading a workspace gave it
     */
    public static ReadAnswer read(
            Contract contract,
            String answer,
            boolean truncated,
            @Nullable String shape,
            Map<String, String> elementLabels) {
        if (answer.isBlank()) {
            return new ReadAnswer.Malformed(List.of("The answer is empty."));
        }
        return switch (contract) {
            case DRAFT, FINAL -> ProseReader.post(answer, truncated, shape);
            case TEXT -> ProseReader.text(answer);
            case PROCESSED -> StoryReader.read(answer, elementLabels);
            case REVIEW -> JudgementReader.review(answer);
            case AUDIT -> JudgementReader.audit(answer);
            case DETECTOR -> JudgementReader.detector(answer);
        };
    }

    /** The turn that asks the same agent to mend its answer. */
    public static String reask(
            Contract contract, String answer, List<String> errors, String schema) {
        return Reask.turn(contract, answer, errors, schema);
    }
}
