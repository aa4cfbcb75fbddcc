package com.postmagiq.workflow.answer;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A story taken apart, as the processor's Markdown says it. Parts the answer lacks are null or
 * empty.
 *
 * @param elements each of {@link #ELEMENTS}; null where the source does not have it
 * @param quotes lines the processor offers as quotes; whether they stand in the story is checked
 *     elsewhere
 * @param warnings what was odd but could be read, as sentences
 */
public record ProcessedStory(
        @Nullable String title,
        Shape shape,
        @Nullable String cadence,
        List<String> tags,
        @Nullable String rawMaterial,
        Hooks hooks,
        Map<String, @Nullable String> elements,
        List<String> quotes,
        List<String> notes,
        List<String> warnings) {

    /** The keys of the five elements, in their order. */
    public static final List<String> ELEMENTS =
            List.of("failure", "misunderstanding", "amplification", "fix", "scar");

    public ProcessedStory {
        tags = List.copyOf(tags);
        elements = Collections.unmodifiableMap(new LinkedHashMap<>(elements));
        quotes = List.copyOf(quotes);
        notes = List.copyOf(notes);
        warnings = List.copyOf(warnings);
    }

    /** How complete the arc of a story is; it decides the length of the post. */
    public enum Shape {
        FULL,
        PARTIAL,
        OBSERVATION,
        SHORT,
        REVERSAL
    }

    /** Material for a first line. */
    public record Hooks(
            @Nullable String sensoryDetails,
            @Nullable String failureArtifact,
            @Nullable String tangibleConsequence,
            @Nullable String otherCharacters) {
        public static final Hooks NONE = new Hooks(null, null, null, null);
    }
}
