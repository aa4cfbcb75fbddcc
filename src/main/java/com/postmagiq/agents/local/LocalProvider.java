package com.postmagiq.agents.local;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Usage;
import com.postmagiq.agents.local.LocalEngine.Question;
import com.postmagiq.agents.local.LocalEngine.Turn;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The provider {@code local}: one GGUF file that the operator named, answered for by a child
 * process of this program. Loads nothing before it is asked.
 */
public final class LocalProvider implements AutoCloseable {
    private static final int WAITING = 16;
    private static final int RESTARTS = 3;
    private static final Duration RESTARTS_WITHIN = Duration.ofMinutes(10);
    private static final Duration IDLE = Duration.ofMinutes(10);
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** What the library and the child take besides weights and context. */
    private static final long BESIDES = 512L << 20;

    private static final long MEGABYTE = 1_000_000;

    private final Settings settings;
    private final Surroundings surroundings;
    private final @Nullable LocalFile file;
    private final @Nullable LocalModel model;

    /**
     * What the operator chose.
     *
     * @param file empty for none
     * @param context tokens of prompt and answer together
     * @param threads 0 takes all cores but one
     * @param gpuLayers of the model that are given to a graphics card
     * @param maxMemory most bytes it may take; 0 takes the machine's memory
     */
    public record Settings(String file, int context, int threads, int gpuLayers, long maxMemory) {}

    /**
     * What this node has.
     *
     * @param built whether this program holds a library for local models
     * @param memory of the machine, in bytes
     * @param command starts the child
     */
    record Surroundings(
            boolean built,
            long memory,
            List<String> command,
            Duration idle,
            LongSupplier nanoTime) {
        static Surroundings ofThisProcess() {
            return new Surroundings(
                    LocalEngine.built().isPresent(),
                    Machine.memory(),
                    HostCommand.of(
                            System.getProperty("java.class.path"),
                            System.getProperty("sun.java.command", "").split(" ", 2)[0]),
                    IDLE,
                    System::nanoTime);
        }
    }

    public LocalProvider(Settings settings) {
        this(settings, Surroundings.ofThisProcess());
    }

    LocalProvider(Settings settings, Surroundings surroundings) {
        this.settings = settings;
        this.surroundings = surroundings;
        this.file = settings.file().isBlank() ? null : new LocalFile(Path.of(settings.file()));
        this.model =
                file == null
                        ? null
                        : new LocalModel(
                                () ->
                                        HostProcess.start(
                                                surroundings.command(),
                                                HostCommand.environment(System.getenv())),
                                limits(file.path()),
                                new Restarts(RESTARTS, RESTARTS_WITHIN, surroundings.nanoTime()));
    }

    private LocalModel.Limits limits(Path path) {
        var threads =
                settings.threads() > 0
                        ? settings.threads()
                        : Math.max(1, Runtime.getRuntime().availableProcessors() - 1);
        return new LocalModel.Limits(
                new LocalEngine.Load(
                        path.toString(), settings.context(), threads, settings.gpuLayers()),
                WAITING,
                surroundings.idle(),
                PATIENCE);
    }

    /** Whether the operator named a file. */
    public boolean wanted() {
        return file != null;
    }

    /** The model's name, checksum and number format; the provider's name when there is none. */
    public String modelName() {
        return file == null || !surroundings.built() ? "local" : file.look().name();
    }

    /** Tokens of prompt and answer together. */
    public int context() {
        return settings.context();
    }

    /**
     * Why an agent cannot be used, with what to do; null when it can. A file that has not been
     * looked at before is read once.
     */
    public @Nullable String missing(String agent) {
        if (!surroundings.built()) {
            return "Agent %s needs a model of its own, and this build runs none (local.not_built); build Postmagiq with -Plocal-model, or choose a configuration with other agents."
                    .formatted(agent);
        }
        if (file == null || model == null) {
            return "Agent %s needs a model file (local.no_model_file); set LOCAL_MODEL to a GGUF file."
                    .formatted(agent);
        }
        var look = file.look();
        var gguf = look.gguf();
        if (gguf == null) {
            return "Agent %s needs the model file %s, which %s (local.model_unreadable); set LOCAL_MODEL to a GGUF file this server may read."
                    .formatted(agent, file.path(), look.fault());
        }
        var needed = gguf.size() + gguf.cacheBytesPerToken() * settings.context() + BESIDES;
        var most = settings.maxMemory() > 0 ? settings.maxMemory() : surroundings.memory();
        if (needed > most) {
            return "Agent %s needs %,d MB for the model file %s, and %,d MB may be taken (local.not_enough_memory); take a smaller file or a smaller postmagiq.agents.local.context, or raise postmagiq.agents.local.max-memory."
                    .formatted(agent, needed / MEGABYTE, file.path(), most / MEGABYTE);
        }
        return model.givenUp() ? Restarts.GIVEN_UP : null;
    }

    /** Answers for every local agent. */
    public Agent agent() {
        return this::ask;
    }

    private AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        if (file == null || model == null) {
            throw new AgentFailure(Kind.UNAVAILABLE, "No model file is named; set LOCAL_MODEL.");
        }
        var answer = new Answer(onDelta);
        LocalEngine.Written written;
        try {
            written = model.ask(question(request), request.timeout(), answer);
        } catch (LocalModel.Unloadable e) {
            file.unusable(String.valueOf(e.getMessage()));
            throw new AgentFailure(
                    Kind.UNAVAILABLE,
                    "The model file %s %s (local.model_unreadable)."
                            .formatted(file.path(), e.getMessage()));
        }
        var usage = new Usage(written.inputTokens(), written.outputTokens(), 0, 0, false);
        if (answer.content().isBlank()) {
            throw new AgentFailure(
                    Kind.EMPTY, "The local model answered with nothing.", null, usage);
        }
        return new AgentAnswer(
                answer.content(), written.truncated(), usage, modelName(), null, List.of());
    }

    /** Keeps the pieces it passes on. */
    private static final class Answer implements DeltaListener {
        private final DeltaListener listener;
        private final StringBuilder text = new StringBuilder();

        Answer(DeltaListener listener) {
            this.listener = listener;
        }

        @Override
        public void piece(String more) {
            text.append(more);
            listener.piece(more);
        }

        @Override
        public void progress(String note) {
            listener.progress(note);
        }

        String content() {
            return text.toString();
        }
    }

    private static Question question(AgentRequest request) {
        return new Question(
                request.instructions(),
                request.messages().stream()
                        .map(
                                message ->
                                        new Turn(
                                                message.role().name().toLowerCase(Locale.ROOT),
                                                message.text()))
                        .toList(),
                request.agent().maxTokens(),
                request.agent().temperature(),
                (int) (request.seed() & Integer.MAX_VALUE),
                request.task().contract().json() ? request.jsonSchema() : null);
    }

    /** For tests that end the child; empty when none is running. */
    OptionalLong childPid() {
        return model == null ? OptionalLong.empty() : model.pid();
    }

    @Override
    public void close() {
        if (model != null) {
            model.close();
        }
    }
}
