package com.postmagiq.agents.offline;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.quality.Sentences;
import java.util.List;

/**
 * Answers every call of the chain from the author's own sentences. No model: it chooses, cuts and
 * orders, and never adds a word that carries meaning. The same request gives the same bytes
 * anywhere; there is no clock, chance, file or network in it.
 */
public final class OfflineAgent implements Agent {
    /** The model it reports. */
    public static final String MODEL = "offline-extractive-1";

    @Override
    public AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        var outcome = outcome(request);
        if (outcome.content().isBlank()) {
            throw new AgentFailure(
                    Kind.EMPTY,
                    "The story holds no sentence that agent %s could use."
                            .formatted(request.agent().name()));
        }
        speak(outcome.content(), onDelta);
        return new AgentAnswer(
                outcome.content(),
                false,
                TokenEstimate.usage(request, outcome.content()),
                MODEL,
                null,
                outcome.notes());
    }

    /**
     * An answer and what was left undone.
     *
     * @param notes sentences for the person
     */
    record Outcome(String content, List<String> notes) {
        Outcome(String content) {
            this(content, List.of());
        }
    }

    private static Outcome outcome(AgentRequest request) {
        var task = request.task();
        var agent = request.agent().name();
        return switch (task.contract()) {
            case REVIEW -> new Outcome(Reviewer.review(task));
            case PROCESSED -> new Outcome(StoryProcessor.process(task));
            case DRAFT, TEXT ->
                    new Outcome(
                            new Drafter(Story.of(task.sources()), Drafter.Variant.of(agent))
                                    .draft(task.shape())
                                    .text());
            case AUDIT -> new Outcome(Auditor.audit(task));
            case FINAL -> Synthesizer.finish(task, agent);
            case DETECTOR -> new Outcome(Detector.judge(task));
        };
    }

    /** Sentence by sentence; the pieces joined are the text. */
    private static void speak(String text, DeltaListener onDelta) {
        var from = 0;
        for (var sentence : Sentences.split(text)) {
            if (sentence.start() > from) {
                onDelta.piece(text.substring(from, sentence.start()));
                from = sentence.start();
            }
        }
        onDelta.piece(text.substring(from));
    }
}
