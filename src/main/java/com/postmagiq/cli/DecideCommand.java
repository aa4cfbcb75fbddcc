package com.postmagiq.cli;

import com.postmagiq.workflow.control.Deciding;
import com.postmagiq.workflow.control.DecisionRequest;
import com.postmagiq.workflow.history.RunHistory;
import com.postmagiq.workflow.history.RunViews;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Answers what a run asks, and follows it to its next rest. */
@Command(name = "decide", description = "Answers what a run asks.", sortOptions = false)
final class DecideCommand implements Callable<Integer> {
    /** What can be decided. */
    enum Decision {
        APPROVE("approved"),
        FEEDBACK("feedback"),
        RETRY("retry"),
        ABORT("abort");

        private final String code;

        Decision(String code) {
            this.code = code;
        }
    }

    private final Cli cli;

    @Parameters(paramLabel = "RUN", description = "Number or id of the run.")
    private String reference = "";

    @Parameters(paramLabel = "DECISION", description = "approve, feedback, retry or abort.")
    private Decision decision = Decision.APPROVE;

    @Option(names = "--text", paramLabel = "T", description = "What should change.")
    private @Nullable String text;

    @Option(names = "--decision", paramLabel = "ID", description = "Only this question.")
    private @Nullable UUID decisionId;

    @Option(names = "--no-wait", description = "Leaves the run to the workers of a server.")
    private boolean noWait;

    DecideCommand(Cli cli) {
        this.cli = cli;
    }

    @Override
    public Integer call() {
        if (decision == Decision.FEEDBACK && (text == null || text.isBlank())) {
            throw new CommandFailure(
                    Exit.USAGE, "Say what should change: decide RUN feedback --text \"...\".");
        }
        var begun = Instant.now();
        var terminal = cli.terminal();
        var context =
                noWait ? cli.launcher().command(List.of()) : cli.launcher().follower(List.of());
        try (var desk = Desk.in(context, cli.workspace())) {
            var history = desk.bean(RunHistory.class);
            var run = desk.call(() -> history.run(reference, true));
            var asked = asked(run);
            desk.run(
                    () ->
                            desk.bean(Deciding.class)
                                    .decide(
                                            run.id(),
                                            new DecisionRequest(
                                                    asked, decision.code, text, null, null, false),
                                            desk.actor()));
            var after =
                    noWait
                            ? desk.call(() -> history.run(reference, true))
                            : new RunSession(cli.launcher(), terminal, desk)
                                    .carryFrom(
                                            run.id(),
                                            run.lastSeq(),
                                            new Progress(terminal, begun),
                                            (_, _) -> Optional.empty());
            return new RunEnd(terminal, false).tell(desk, after, null);
        }
    }

    private UUID asked(RunViews.Run run) {
        if (decisionId != null) {
            return decisionId;
        }
        var question = run.openDecision();
        if (question == null) {
            throw new CommandFailure(
                    Exit.USAGE,
                    "Run %d is %s and waits for no decision."
                            .formatted(run.number(), run.status()));
        }
        return question.id();
    }
}
