package com.postmagiq.voice;

import com.postmagiq.voice.measure.AvoidRule;
import com.postmagiq.voice.measure.Stylometry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The row of a profile.
 *
 * @param texts what generation reads, by field; empty fields are missing
 * @param editedFields fields a person wrote; an analysis leaves them alone
 * @param stale whether its author's samples have changed since the analysis
 */
record VoiceProfile(
        UUID id,
        String name,
        String slug,
        @Nullable String description,
        @Nullable String authorLabel,
        Map<String, String> texts,
        List<AvoidRule> avoidList,
        @Nullable VoiceAnalysis analysis,
        @Nullable Stylometry stylometry,
        int sampleCount,
        int wordCount,
        @Nullable Instant analyzedAt,
        boolean stale,
        List<String> editedFields,
        int revision,
        Instant createdAt,
        Instant updatedAt) {
    static final String TONE = "tone_description";
    static final String PHRASES = "signature_phrases";
    static final String CHOICES = "word_choices";
    static final String EXCERPTS = "example_excerpts";
    static final String AVOID = "avoid_patterns";

    /** The fields of free text, in the order generation reads them. */
    static final List<String> FIELDS = List.of(TONE, PHRASES, CHOICES, AVOID, EXCERPTS);

    VoiceProfile edited(
            String newName,
            @Nullable String newDescription,
            Map<String, String> newTexts,
            List<AvoidRule> newAvoidList,
            Instant at) {
        var edited = new TreeSet<>(editedFields);
        for (var field : FIELDS) {
            if (!newTexts.getOrDefault(field, "").equals(texts.getOrDefault(field, ""))) {
                edited.add(field);
            }
        }
        return new VoiceProfile(
                id,
                newName,
                slug,
                newDescription,
                authorLabel,
                newTexts,
                newAvoidList,
                analysis,
                stylometry,
                sampleCount,
                wordCount,
                analyzedAt,
                stale,
                List.copyOf(edited),
                revision + 1,
                createdAt,
                at);
    }

    /** With what a new analysis found; what people wrote stays. */
    VoiceProfile analysed(
            Stylometry measured,
            VoiceAnalysis found,
            Map<String, String> foundTexts,
            @Nullable String author,
            int samples,
            Instant at) {
        var kept = new TreeMap<>(foundTexts);
        editedFields.forEach(
                field -> {
                    kept.remove(field);
                    var own = texts.get(field);
                    if (own != null) {
                        kept.put(field, own);
                    }
                });
        return new VoiceProfile(
                id,
                name,
                slug,
                description,
                author,
                kept,
                avoidList,
                found,
                measured,
                samples,
                measured.words(),
                at,
                false,
                editedFields,
                revision + 1,
                createdAt,
                at);
    }
}
