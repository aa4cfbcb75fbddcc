package com.postmagiq.agents.tool;

import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.kernel.process.ToolProcess;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * A model reached through its command-line tool. Continues the tool's own conversation when the
 * request names one; if the tool does not know it any more, the stored messages are told again.
 */
final class ToolAgent implements Agent {
    private final Tool tool;
    private final Path program;
    private final String model;
    private final @Nullable String effort;
    private final Map<String, String> environment;
    private final Duration grace;

    /**
     * @param program where the tool lies
     * @param effort low, medium or high; null leaves it to the tool
     * @param environment all the tool sees of ours
     * @param grace between asking a tool to end and ending it
     */
    ToolAgent(
            Tool tool,
            Path program,
            String model,
            @Nullable String effort,
            Map<String, String> environment,
            Duration grace) {
        this.tool = tool;
        this.program = program;
        this.model = model;
        this.effort = effort;
        this.environment = Map.copyOf(environment);
        this.grace = grace;
    }

    @Override
    public AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        var deadline = System.nanoTime() + request.timeout().toNanos();
        var session = request.sessionId();
        if (session != null) {
            var last = List.of(request.messages().getLast());
            try {
                return answer(request, last, session, deadline, onDelta);
            } catch (AgentFailure failure) {
                // A conversation the tool has forgotten ends in no error we know: told again below.
                if (failure.kind() != Kind.UNKNOWN) {
                    throw failure;
                }
            }
        }
        return answer(request, request.messages(), null, deadline, onDelta);
    }

    private AgentAnswer answer(
            AgentRequest request,
            List<AgentRequest.Message> messages,
            @Nullable String session,
            long deadline,
            DeltaListener onDelta) {
        var told = told(run(prompt(request, messages), session, request, deadline));
        var content = told.content().strip();
        var usage = told.usage() == null ? TokenEstimate.usage(request, content) : told.usage();
        if (content.isEmpty()) {
            throw new AgentFailure(
                    Kind.EMPTY,
                    "The tool %s answered with nothing.".formatted(tool.program()),
                    null,
                    usage);
        }
        onDelta.piece(content);
        return new AgentAnswer(content, false, usage, model, null, List.of(), told.session());
    }

    private Tool.Told told(ToolProcess.Ended ended) {
        if (ended.tooMuch()) {
            throw new AgentFailure(
                    Kind.UNKNOWN, "The tool %s printed far too much.".formatted(tool.program()));
        }
        try {
            if (ended.code() != 0) {
                throw new ToolComplaint(ended.complaint());
            }
            return tool.read(ended.output());
        } catch (ToolComplaint complaint) {
            throw complaint.failure(tool.program(), ended.code());
        } catch (Tool.NotTheExpectedJson _) {
            throw new AgentFailure(
                    Kind.UNKNOWN,
                    "The tool %s printed something else than the JSON it promises."
                            .formatted(tool.program()));
        }
    }

    private ToolProcess.Ended run(
            String prompt, @Nullable String session, AgentRequest request, long deadline) {
        var command = new ArrayList<String>();
        command.add(program.toString());
        command.addAll(tool.arguments(model, effort));
        if (session != null) {
            command.addAll(List.of("--resume", session));
        }
        var left = Duration.ofNanos(Math.max(1, deadline - System.nanoTime()));
        try {
            return ToolProcess.run(command, environment, prompt, left, grace);
        } catch (TimeoutException _) {
            throw new AgentFailure(
                    Kind.TIMEOUT,
                    "The tool %s did not finish within %d s."
                            .formatted(tool.program(), request.timeout().toSeconds()));
        } catch (IOException _) {
            throw new AgentFailure(
                    Kind.UNAVAILABLE,
                    "The tool %s could not be started; check that %s is a program."
                            .formatted(tool.program(), program));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new AgentFailure(
                    Kind.CANCELLED, "The call of %s was stopped.".formatted(tool.program()));
        }
    }

    /** Role first, then the conversation; a single turn needs no headings. */
    private static String prompt(AgentRequest request, List<AgentRequest.Message> messages) {
        var text = new StringBuilder(request.instructions());
        for (var message : messages) {
            text.append("\n\n");
            if (messages.size() > 1) {
                text.append(
                        switch (message.role()) {
                            case USER -> "## They said\n\n";
                            case ASSISTANT -> "## You answered\n\n";
                        });
            }
            text.append(message.text());
        }
        return text.append('\n').toString();
    }
}
