package com.postmagiq.quality;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where each sentence of a post comes from. */
public record Provenance(List<TracedSentence> sentences, Coverage coverage) {

    public Provenance {
        sentences = List.copyOf(sentences);
    }

    /** How well the sources carry a sentence. */
    public enum Status {
        VERBATIM,
        SUPPORTED,
        WEAK,
        UNSUPPORTED,
        FRAMING,
        HUMAN
    }

    /** One sentence of the post; offsets are UTF-16 code units, half-open; support 0 to 1. */
    public record TracedSentence(
            int index,
            int start,
            int end,
            String text,
            Status status,
            double support,
            List<Link> links) {}

    /**
     * One source sentence that carries it; {@code source} is the position in the given list of
     * sources.
     */
    public record Link(
            Source.Kind source,
            @Nullable UUID sourceOutputId,
            int index,
            int start,
            int end,
            double score,
            List<String> sharedTerms) {}

    /**
     * Shares of all sentences by status, 0 to 1; checkable is the share carried among those that
     * are not framing.
     */
    public record Coverage(
            double verbatim,
            double supported,
            double weak,
            double unsupported,
            double framing,
            double human,
            double checkable) {}
}
