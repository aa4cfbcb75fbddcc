package com.postmagiq.agents.openai;

import com.openai.errors.OpenAIIoException;
import com.openai.errors.OpenAIServiceException;
import com.openai.models.completions.CompletionUsage;
import com.postmagiq.agents.Agent;
import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentFailure.Kind;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.agents.Usage;
import com.postmagiq.agents.wire.Failures;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.ai.chat.messages.AssistantMessage;
import org.springframework.ai.chat.messages.Message;
import org.springframework.ai.chat.messages.SystemMessage;
import org.springframework.ai.chat.messages.UserMessage;
import org.springframework.ai.chat.model.ChatResponse;
import org.springframework.ai.chat.prompt.Prompt;
import org.springframework.ai.openai.OpenAiChatModel.ResponseFormat;
import org.springframework.ai.openai.OpenAiChatOptions;

/** One model behind OpenAI's wire format. Always streams, so that silence can be told from work. */
final class OpenAiAgent implements Agent {
    /** Far beyond any post; a provider that writes more is broken. */
    private static final int LONGEST_ANSWER = 1 << 20;

    private final OpenAiCompatible.Target target;
    private final OpenAiCompatible.Client client;
    private final Failures failures;

    OpenAiAgent(OpenAiCompatible.Target target, OpenAiCompatible.Client client) {
        this.target = target;
        this.client = client;
        this.failures = new Failures(target.provider(), target.model());
    }

    /** What the stream hands over to the thread that asked. */
    private sealed interface Signal {
        record Part(ChatResponse response) implements Signal {}

        record Broken(Throwable cause) implements Signal {}

        record Ended() implements Signal {}
    }

    @Override
    public AgentAnswer ask(AgentRequest request, DeltaListener onDelta) {
        var deadline = System.nanoTime() + request.timeout().toNanos();
        var first = new Received();
        try {
            return attempt(request, onDelta, deadline, first);
        } catch (ResetConnection reset) {
            if (first.anything()) {
                throw failed(reset.failure(), request, first);
            }
        }
        var second = new Received();
        try {
            return attempt(request, onDelta, deadline, second);
        } catch (ResetConnection reset) {
            throw failed(reset.failure(), request, second);
        }
    }

    /** A connection that went away; worth one more try when it had said nothing yet. */
    private static final class ResetConnection extends Exception {
        private static final long serialVersionUID = 1L;
        private final AgentFailure failure;

        private ResetConnection(AgentFailure failure) {
            super(failure);
            this.failure = failure;
        }

        AgentFailure failure() {
            return failure;
        }
    }

    private AgentAnswer attempt(
            AgentRequest request, DeltaListener onDelta, long deadline, Received received)
            throws ResetConnection {
        var signals = new LinkedBlockingQueue<Signal>();
        try (var _ = client.calls().expect(request.idempotencyKey().toString())) {
            var _ =
                    client.model().stream(prompt(request))
                            .subscribe(
                                    part -> signals.add(new Signal.Part(part)),
                                    cause -> signals.add(new Signal.Broken(cause)),
                                    () -> signals.add(new Signal.Ended()));
            while (true) {
                switch (next(signals, deadline, request, received)) {
                    case Signal.Part(var response) -> {
                        var piece = received.take(response);
                        if (received.length() > LONGEST_ANSWER) {
                            throw failed(failures.endless(), request, received);
                        }
                        if (!piece.isEmpty()) {
                            onDelta.piece(piece);
                        }
                    }
                    case Signal.Broken(var cause) -> {
                        var failure = failure(cause);
                        if (failure.kind() == Kind.NETWORK) {
                            throw new ResetConnection(failure);
                        }
                        throw failed(failure, request, received);
                    }
                    case Signal.Ended() -> {
                        return received.answer(request);
                    }
                }
            }
        }
    }

    private AgentFailure failure(Throwable thrown) {
        for (var cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof OpenAIServiceException answer) {
                return failures.refused(
                        answer.statusCode(),
                        answer.code().orElse(""),
                        name -> answer.headers().values(name).stream().findFirst());
            }
            if (cause instanceof OpenAIIoException || cause instanceof IOException) {
                return failures.unanswered(cause);
            }
        }
        return failures.unreadable();
    }

    private Signal next(
            BlockingQueue<Signal> signals, long deadline, AgentRequest request, Received received) {
        var remaining = Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
        var idle = Objects.requireNonNullElse(target.idleTimeout(), remaining);
        var stalls = idle.compareTo(remaining) < 0;
        var patience = stalls ? idle : remaining;
        try {
            var signal = signals.poll(patience.toNanos(), TimeUnit.NANOSECONDS);
            if (signal != null) {
                return signal;
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed(failures.cancelled(), request, received);
        }
        throw failed(
                stalls ? failures.silent(patience) : failures.late(request.timeout()),
                request,
                received);
    }

    /** What was written before the failure is paid for, so it is counted. */
    private static AgentFailure failed(
            AgentFailure failure, AgentRequest request, Received received) {
        if (!received.anything()) {
            return failure;
        }
        return new AgentFailure(
                failure.kind(),
                Objects.requireNonNullElse(failure.getMessage(), failure.kind().code()),
                failure.retryAfter(),
                received.usage(request));
    }

    private Prompt prompt(AgentRequest request) {
        var messages = new ArrayList<Message>();
        messages.add(new SystemMessage(request.instructions()));
        for (var message : request.messages()) {
            messages.add(
                    switch (message.role()) {
                        case USER -> new UserMessage(message.text());
                        case ASSISTANT -> new AssistantMessage(message.text());
                    });
        }
        return new Prompt(List.copyOf(messages), options(request));
    }

    private OpenAiChatOptions options(AgentRequest request) {
        var agent = request.agent();
        var options = OpenAiChatOptions.builder();
        options.model(target.model());
        options.streamUsage(true);
        options.customHeaders(Map.of(OpenCalls.KEY_HEADER, request.idempotencyKey().toString()));
        if (target.reasoning()) {
            options.maxCompletionTokens(agent.maxTokens());
        } else {
            options.maxTokens(agent.maxTokens());
            options.temperature(agent.temperature());
        }
        if (target.effort() != null && target.reasoning()) {
            options.reasoningEffort(target.effort());
        }
        if (request.task().contract().json()) {
            options.responseFormat(
                    ResponseFormat.builder().type(ResponseFormat.Type.JSON_OBJECT).build());
        }
        return options.build();
    }

    /** The answer as far as it has come. */
    private final class Received {
        private final StringBuilder content = new StringBuilder();
        private String finish = "";
        private String model = target.model();
        private @Nullable String id;
        private @Nullable Usage reported;

        String take(ChatResponse part) {
            var metadata = part.getMetadata();
            if (!metadata.getModel().isEmpty()) {
                model = metadata.getModel();
            }
            if (!metadata.getId().isEmpty()) {
                id = metadata.getId();
            }
            if (metadata.getUsage().getNativeUsage() instanceof CompletionUsage counted
                    && counted.promptTokens() + counted.completionTokens() > 0) {
                reported = usage(counted); // parts without a count claim zero
            }
            var result = part.getResult();
            if (result == null) {
                return "";
            }
            var reason = result.getMetadata().getFinishReason();
            if (reason != null && !reason.isEmpty() && !reason.endsWith("UNKNOWN")) {
                finish = reason.toLowerCase(Locale.ROOT);
            }
            var text = Objects.requireNonNullElse(result.getOutput().getText(), "");
            content.append(text);
            return text;
        }

        private static Usage usage(CompletionUsage counted) {
            var cached = counted.promptTokensDetails().flatMap(d -> d.cachedTokens()).orElse(0L);
            var reasoning =
                    counted.completionTokensDetails().flatMap(d -> d.reasoningTokens()).orElse(0L);
            return new Usage(
                    counted.promptTokens(), counted.completionTokens(), cached, reasoning, false);
        }

        boolean anything() {
            return !content.isEmpty();
        }

        int length() {
            return content.length();
        }

        Usage usage(AgentRequest request) {
            return reported == null ? TokenEstimate.usage(request, content.toString()) : reported;
        }

        AgentAnswer answer(AgentRequest request) {
            if (finish.equals("content_filter")) {
                throw failed(failures.filtered(), request, this);
            }
            if (finish.isEmpty()) {
                throw failed(failures.brokenOff(), request, this);
            }
            var text = content.toString();
            if (text.isBlank()) {
                throw new AgentFailure(Kind.EMPTY, failures.emptyMessage(), null, usage(request));
            }
            if (reported != null && reported.output() == 0) {
                throw failed(failures.brokenOff(), request, this);
            }
            return new AgentAnswer(
                    text, finish.equals("length"), usage(request), model, id, List.of());
        }
    }
}
