package com.postmagiq.cli;

import com.postmagiq.workflow.history.RunViews;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Says where a run came to rest, and what to do next if it is not complete. */
final class RunEnd {
    private final Terminal terminal;
    private final boolean nobodyThere;

    /**
     * @param nobodyThere waiting for a person is a failure
     */
    RunEnd(Terminal terminal, boolean nobodyThere) {
        this.terminal = terminal;
        this.nobodyThere = nobodyThere;
    }

    /** What {@code --json} prints. */
    record Result(RunViews.Run run, @Nullable String text, @Nullable String file) {}

    /**
     * @param out where the text goes besides; null for nowhere
     * @return the exit code
     */
    int tell(Desk desk, RunViews.Run run, @Nullable Path out) {
        var text = PostReport.finalText(desk, run);
        if (text.isPresent() && out != null) {
            write(out, text.get().content());
        }
        terminal.document(
                new Result(
                        run,
                        text.map(RunViews.Output::content).orElse(null),
                        out == null ? null : out.toString()));
        if (text.isPresent()) {
            new PostReport(terminal).full(desk, run);
        } else {
            new PostReport(terminal).summary(run);
        }
        if (out != null && text.isPresent()) {
            terminal.say("File      %s", out);
        }
        return exit(run);
    }

    private int exit(RunViews.Run run) {
        return switch (run.status()) {
            case "complete" -> Exit.OK;
            case "awaiting_human" -> {
                var question = run.openDecision();
                terminal.note(
                        "Run %d waits for a person (%s). Decide with: postmagiq decide %d approve   (or: feedback --text \"...\", retry, abort)",
                        run.number(),
                        question == null ? "decision" : question.kind(),
                        run.number());
                yield nobodyThere ? Exit.FAILED : Exit.WAITING;
            }
            case "queued", "running" -> Exit.WAITING;
            case "paused" -> {
                terminal.note(
                        "Run %d is paused (%s). Go on with: postmagiq run --resume %d",
                        run.number(), run.pauseReason(), run.number());
                yield String.valueOf(run.pauseReason()).contains("budget")
                        ? Exit.BUDGET
                        : Exit.WAITING;
            }
            default -> {
                var code = run.error() == null ? "" : run.error().code();
                yield code.contains("cost") || code.contains("budget")
                        ? Exit.BUDGET
                        : code.equals("agent.unavailable") ? Exit.AGENT : Exit.FAILED;
            }
        };
    }

    private static void write(Path file, String text) {
        try {
            Files.writeString(file, text.endsWith("\n") ? text : text + "\n");
        } catch (IOException e) {
            throw new CommandFailure(
                    Exit.FAILED,
                    "The post is finished and stored, but %s cannot be written (%s)."
                            .formatted(file, e.getMessage()),
                    e);
        }
    }
}
