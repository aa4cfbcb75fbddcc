package com.postmagiq.cli;

import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Puts a run's question to the person at the terminal. */
final class TerminalAnswers implements RunSession.Answers {
    private static final Map<String, String> WORDS =
            Map.of(
                    "approve", "approved",
                    "approved", "approved",
                    "yes", "approved",
                    "y", "approved",
                    "proceed", "approved",
                    "retry", "retry",
                    "abort", "abort");

    private final Terminal terminal;
    private final Desk desk;

    TerminalAnswers(Terminal terminal, Desk desk) {
        this.terminal = terminal;
        this.desk = desk;
    }

    @Override
    public Optional<DecisionRequest> answer(RunViews.Run run, RunViews.Decision question) {
        var content = show(run, question);
        while (true) {
            var typed =
                    terminal.ask(
                            "%s, edit, or what should change: "
                                    .formatted(String.join(", ", offered(question))));
            if (typed == null) {
                return Optional.empty();
            }
            var words = typed.strip();
            var known = WORDS.get(words.toLowerCase(Locale.ROOT));
            if (known != null) {
                return Optional.of(request(question, known, null, null));
            }
            if (words.equalsIgnoreCase("edit") && content != null) {
                return Optional.of(request(question, "approved", null, edited(content)));
            }
            if (!words.isEmpty()) {
                return Optional.of(request(question, "feedback", words, null));
            }
        }
    }

    private static List<String> offered(RunViews.Decision question) {
        return question.options().stream()
                .filter(option -> !option.equals("feedback"))
                .map(option -> option.equals("approved") ? "approve" : option)
                .toList();
    }

    private @Nullable String show(RunViews.Run run, RunViews.Decision question) {
        var history = desk.bean(RunHistory.class);
        var reference = run.id().toString();
        String content = null;
        for (var id : question.contentOutputIds()) {
            content = desk.call(() -> history.output(reference, id)).content();
            new PostReport(terminal).text(content);
        }
        if (question.qualityReportId() != null && !question.contentOutputIds().isEmpty()) {
            new PostReport(terminal)
                    .quality(
                            desk.call(
                                    () ->
                                            history.quality(
                                                    reference,
                                                    question.contentOutputIds().getFirst())));
        }
        if (question.reviewerFeedback() != null) {
            terminal.say("");
            terminal.say(question.reviewerFeedback());
        }
        question.questions().forEach(asked -> terminal.say("  ? " + asked));
        terminal.say("");
        terminal.say(
                Objects.requireNonNullElse(
                        question.prompt(),
                        "The run waits for you (%s).".formatted(question.kind())));
        return question.contentOutputIds().size() == 1 ? content : null;
    }

    private static DecisionRequest request(
            RunViews.Decision question,
            String decision,
            @Nullable String feedback,
            @Nullable String edited) {
        return new DecisionRequest(
                question.id(), decision, feedback, edited, question.contentHash(), false);
    }

    private static String edited(String content) {
        try {
            var file = Files.createTempFile("postmagiq-", ".md");
            try {
                Files.writeString(file, content);
                open(file);
                return StorySource.read(file);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("The text cannot be put into a temporary file", e);
        }
    }

    private static void open(Path file) throws IOException {
        var editor =
                Objects.requireNonNullElse(
                        System.getenv("VISUAL"),
                        Objects.requireNonNullElse(System.getenv("EDITOR"), "vi"));
        try {
            new ProcessBuilder("sh", "-c", editor + " \"$1\"", "sh", file.toString())
                    .inheritIO()
                    .start()
                    .waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
