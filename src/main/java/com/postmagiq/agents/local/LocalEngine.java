package com.postmagiq.agents.local;

import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A library that runs a model, as the child process uses it: one file, one call at a time, always
 * on one thread. Only programs built with the profile {@code local-model} hold one.
 */
public interface LocalEngine {

    /**
     * Loads a model; called once.
     *
     * @throws EngineFailure when the file cannot be used
     */
    void load(Load load);

    /**
     * Writes one answer.
     *
     * @param piece hears the text while it is written
     * @param cancelled asked between pieces; what was written so far is given up when true
     * @throws EngineFailure when there is no answer
     */
    Written write(Question question, Consumer<String> piece, BooleanSupplier cancelled);

    /**
     * What to load.
     *
     * @param model absolute path of a GGUF file
     * @param context tokens of prompt and answer together
     * @param threads at work on one call
     * @param gpuLayers of the model that are given to a graphics card
     */
    record Load(String model, int context, int threads, int gpuLayers) {}

    /**
     * One call.
     *
     * @param system role, rules and voice
     * @param turns the conversation, the person's last turn included
     * @param temperature null leaves it to the library
     * @param seed the same one gives the same text on the same machine and file
     * @param schema JSON schema the whole answer must fit; null for plain text
     */
    record Question(
            String system,
            List<Turn> turns,
            int maxTokens,
            @Nullable Double temperature,
            int seed,
            @Nullable String schema) {
        public Question {
            turns = List.copyOf(turns);
        }
    }

    /**
     * A turn of the conversation.
     *
     * @param role user or assistant
     */
    record Turn(String role, String text) {}

    /**
     * What a call came to, in the library's own count.
     *
     * @param truncated the answer stopped at its length limit
     */
    record Written(long inputTokens, long outputTokens, boolean truncated) {}

    /** Why a library could not do what it was told. */
    final class EngineFailure extends RuntimeException {
        private static final long serialVersionUID = 1L;

        /** What the other side makes of it. */
        public enum Kind {
            UNREADABLE,
            CONTEXT_OVERFLOW,
            FAILED
        }

        private final Kind kind;

        public EngineFailure(Kind kind, String message) {
            super(message);
            this.kind = kind;
        }

        public Kind kind() {
            return kind;
        }
    }

    /** The one this program was built with; empty in the ordinary build. Loads no native code. */
    static Optional<ServiceLoader.Provider<LocalEngine>> built() {
        return ServiceLoader.load(LocalEngine.class).stream().findFirst();
    }
}
