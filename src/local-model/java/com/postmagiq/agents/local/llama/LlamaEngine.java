package com.postmagiq.agents.local.llama;

import com.postmagiq.agents.local.LocalEngine;
import com.postmagiq.agents.local.LocalEngine.EngineFailure.Kind;
import de.kherud.llama.InferenceParameters;
import de.kherud.llama.LlamaModel;
import de.kherud.llama.ModelParameters;
import de.kherud.llama.Pair;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * llama.cpp behind its Java binding. The model is never closed: closing it while its own thread
 * begins was seen to hang, and the process that holds it ends anyway.
 */
public final class LlamaEngine implements LocalEngine {
    private static final String LIBRARY_FOLDER = "de.kherud.llama.tmpdir";

    /** With less room than this left for it an answer is not worth beginning. */
    private static final int SHORTEST_ANSWER = 256;

    private int context;
    private @Nullable LlamaModel model;

    @Override
    public void load(Load load) {
        context = load.context();
        var folder = ownFolder();
        try {
            model =
                    new LlamaModel(
                            new ModelParameters()
                                    .setModel(load.model())
                                    .setCtxSize(load.context())
                                    .setThreads(load.threads())
                                    .setThreadsBatch(load.threads())
                                    .setGpuLayers(load.gpuLayers())
                                    .setParallel(1)
                                    .disableContextShift()
                                    .disableLog());
        } catch (RuntimeException e) { // the binding keeps its own exception to itself
            throw new EngineFailure(
                    Kind.UNREADABLE,
                    "cannot be loaded by llama.cpp (%s)".formatted(e.getMessage()));
        } finally {
            delete(folder);
        }
    }

    @Override
    public Written write(Question question, Consumer<String> piece, BooleanSupplier cancelled) {
        var llama = Objects.requireNonNull(model, "nothing is loaded");
        var prompt = prompt(llama, question);
        var input = llama.encode(prompt).length;
        var room = context - input - 1;
        var most = Math.min(question.maxTokens(), room);
        if (most < Math.min(SHORTEST_ANSWER, question.maxTokens())) {
            throw new EngineFailure(
                    Kind.CONTEXT_OVERFLOW,
                    "The prompt has %d tokens, and the local model reads %d with its answer."
                            .formatted(input, context));
        }
        var parameters = new InferenceParameters(prompt).setNPredict(most).setSeed(question.seed());
        if (question.temperature() != null) {
            parameters.setTemperature(question.temperature().floatValue());
        }
        if (question.schema() != null) {
            parameters.setGrammar(LlamaModel.jsonSchemaToGrammar(question.schema()));
        }
        var output = 0L;
        try {
            var pieces = llama.generate(parameters).iterator();
            while (pieces.hasNext()) {
                if (cancelled.getAsBoolean()) {
                    pieces.cancel();
                    break;
                }
                var text = pieces.next().text;
                if (!text.isEmpty()) {
                    output += tokens(llama, text);
                    piece.accept(text);
                }
            }
        } catch (RuntimeException e) {
            throw new EngineFailure(Kind.FAILED, String.valueOf(e.getMessage()));
        }
        return new Written(input, output, output >= most);
    }

    /** In the words the model was trained on, as its file says, else in the common ones. */
    private static String prompt(LlamaModel llama, Question question) {
        return llama.applyTemplate(
                new InferenceParameters("")
                        .setMessages(
                                question.system(),
                                question.turns().stream()
                                        .map(turn -> new Pair<>(turn.role(), turn.text()))
                                        .toList()));
    }

    /** A piece is one token, except that bytes are held back until they make whole characters. */
    private static int tokens(LlamaModel llama, String piece) {
        return piece.chars().allMatch(c -> c < 128) ? 1 : llama.encode(piece).length;
    }

    /** The binding unpacks its library there, and would delete other programs' files elsewhere. */
    private static Path ownFolder() {
        try {
            var folder = Files.createTempDirectory("postmagiq-llama-");
            System.setProperty(LIBRARY_FOLDER, folder.toString());
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A loaded library needs its file no more. */
    private static void delete(Path folder) {
        try (var files = Files.list(folder)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(folder);
        } catch (IOException e) {
            System.err.println("Left behind: " + folder);
        }
    }
}
