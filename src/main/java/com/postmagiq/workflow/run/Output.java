package com.postmagiq.workflow.run;

import com.postmagiq.workflow.config.OutputType;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A text of a run: the story, an agent's answer, or a person's edit. Never changed; a newer one has
 * a higher version.
 *
 * @param type input, or the name of an {@link OutputType} in lower case
 * @param path its name inside the run
 * @param parsed the structured answer, where the contract has one
 * @param cleanups what was removed from the answer before it was stored
 * @param notes what the agent could not do
 */
public record Output(
        UUID id,
        UUID runId,
        @Nullable UUID visitId,
        @Nullable UUID invocationId,
        @Nullable String state,
        @Nullable Integer visit,
        @Nullable Integer slot,
        String type,
        String path,
        int version,
        Author author,
        @Nullable String agent,
        @Nullable String provider,
        @Nullable String model,
        boolean isLlm,
        String content,
        String contentHash,
        int words,
        @Nullable JsonNode parsed,
        List<String> cleanups,
        List<String> notes,
        Instant createdAt) {

    /** Who wrote it. */
    public enum Author {
        AGENT,
        HUMAN;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final String STORY_TYPE = "input";
    public static final String STORY_PATH = "input/story_input.md";

    public boolean is(OutputType wanted) {
        return type.equals(wanted.name().toLowerCase(Locale.ROOT));
    }
}
