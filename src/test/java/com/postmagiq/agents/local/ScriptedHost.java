package com.postmagiq.agents.local;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A child that speaks like the real one and does what the last turn tells it: the real host with an
 * engine of one sentence. Each start adds a line to the file {@code starts} beside the model.
 */
final class ScriptedHost implements LocalEngine {
    private Load loaded = new Load("", 0, 0, 0);

    /** The child's own beginning. */
    public static void main(String[] arguments) throws IOException {
        LocalModelHost.serve(new ScriptedHost(), System.in, System.out);
    }

    /** Starts this child with what it needs of the class path. */
    static List<String> command() {
        var classPath =
                Stream.of(
                                ScriptedHost.class,
                                LocalModelHost.class,
                                JsonMapper.class,
                                JsonGenerator.class,
                                com.fasterxml.jackson.annotation.JsonProperty.class,
                                Logger.class,
                                org.jspecify.annotations.Nullable.class)
                        .map(ScriptedHost::place)
                        .distinct()
                        .collect(Collectors.joining(File.pathSeparator));
        return List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath,
                ScriptedHost.class.getName());
    }

    private static String place(Class<?> type) {
        return Path.of(
                        java.net.URI.create(
                                type.getProtectionDomain()
                                        .getCodeSource()
                                        .getLocation()
                                        .toString()))
                .toString();
    }

    @Override
    public void load(Load load) {
        loaded = load;
        try {
            Files.writeString(
                    Path.of(load.model()).resolveSibling("starts"),
                    ProcessHandle.current().pid() + "\n",
                    java.nio.file.StandardOpenOption.CREATE,
                    java.nio.file.StandardOpenOption.APPEND);
            if (Files.exists(Path.of(load.model()).resolveSibling("broken"))) {
                throw new EngineFailure(EngineFailure.Kind.UNREADABLE, "has no weights");
            }
        } catch (IOException e) {
            throw new EngineFailure(EngineFailure.Kind.UNREADABLE, e.toString());
        }
    }

    @Override
    public Written write(Question question, Consumer<String> piece, BooleanSupplier cancelled) {
        var told = question.turns().getLast().text();
        switch (told) {
            case "crash" -> {
                piece.accept("The pump ");
                Runtime.getRuntime().halt(134);
            }
            case "hang" -> {
                piece.accept("The pump ");
                wait(new CountDownLatch(1));
            }
            case "ramble" -> {
                while (!cancelled.getAsBoolean()) {
                    piece.accept("on ");
                }
            }
            case "overflow" ->
                    throw new EngineFailure(EngineFailure.Kind.CONTEXT_OVERFLOW, "Too long.");
            case "nothing" -> piece.accept(" ");
            default -> {
                piece.accept("You said: ");
                piece.accept(told);
                piece.accept(
                        " [%s %s %d %s %d]"
                                .formatted(
                                        question.system(),
                                        question.temperature(),
                                        question.seed(),
                                        question.schema(),
                                        loaded.context()));
            }
        }
        return new Written(12, 3, told.equals("short"));
    }

    private static void wait(CountDownLatch never) {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
