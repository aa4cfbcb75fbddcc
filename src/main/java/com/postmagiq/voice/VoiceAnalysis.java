package com.postmagiq.voice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An author's habits in words. What was counted is always there; what a model said may be missing.
 *
 * @param tone two or three adjectives
 * @param wordChoices habits of choosing words
 * @param avoidPatterns what the author seems to avoid, as suggestions
 * @param signaturePhrases counted ones first, then those a model noticed; all of them stand in the
 *     samples
 * @param droppedPhrases how many phrases the model named that stand in no sample
 */
record VoiceAnalysis(
        @Nullable List<String> tone,
        @Nullable String vocabularyLevel,
        @Nullable String transitionStyle,
        ReaderAddress readerAddress,
        @Nullable String storytellingStyle,
        @Nullable String emotionalRegister,
        @Nullable String summary,
        @Nullable List<String> wordChoices,
        @Nullable List<String> avoidPatterns,
        SentencePatterns sentencePatterns,
        String punctuationStyle,
        String paragraphRhythm,
        List<String> signaturePhrases,
        int droppedPhrases) {

    /**
     * How readers are addressed.
     *
     * @param pointOfView i, we, you, they or none, counted
     * @param relationship in the words of a model
     */
    @Schema(name = "ReaderAddress")
    record ReaderAddress(String pointOfView, @Nullable String relationship) {}

    /**
     * How sentences go.
     *
     * @param averageLength short, medium or long
     * @param variation consistent, varied or dramatic
     */
    @Schema(name = "SentencePatterns")
    record SentencePatterns(
            String averageLength, String variation, @Nullable List<String> commonStructures) {}
}
