package com.postmagiq.onboarding;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Price;
import com.postmagiq.agents.Task;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.budget.PaidCalls;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks a model, where there is one, and never fails: without a model, money or a readable answer
 * there is simply no advice. Holds no transaction; what calls cost is booked before they are made.
 */
@Component
class Advisor {
    private static final Logger LOG = LoggerFactory.getLogger(Advisor.class);
    private static final String ROLE = "onboarding";
    private static final int TRIES = 2;
    private static final int PASSING_SCORE = 7;

    private final Agents agents;
    private final PaidCalls money;
    private final OnboardingSettings settings;
    private final Clock clock;

    Advisor(Agents agents, PaidCalls money, OnboardingSettings settings, Clock clock) {
        this.agents = agents;
        this.money = money;
        this.settings = settings;
        this.clock = clock;
    }

    /** What the calls of one step used. */
    @Schema(name = "ModelUsage")
    record Used(int calls, long inputTokens, long outputTokens, BigDecimal costUsd) {
        static final Used NOTHING = new Used(0, 0, 0, BigDecimal.ZERO);

        Used plus(Used other) {
            return new Used(
                    calls + other.calls,
                    inputTokens + other.inputTokens,
                    outputTokens + other.outputTokens,
                    costUsd.add(other.costUsd));
        }
    }

    /**
     * What came of asking.
     *
     * @param value empty when nobody answered in a form that could be read
     */
    record Advice<T>(Optional<T> value, Used used) {}

    /**
     * Asks once, and once more when the answer cannot be read.
     *
     * @param reader empty for an answer it cannot read
     */
    <T> Advice<T> ask(
            String system,
            List<AgentRequest.Message> messages,
            Function<String, Optional<T>> reader) {
        var used = Used.NOTHING;
        var until = clock.instant().plus(settings.timeout());
        var agent = callable();
        for (var attempt = 1; agent.isPresent() && attempt <= TRIES; attempt++) {
            var answer = once(agent.get(), system, messages, until);
            used = used.plus(answer.used());
            if (answer.value().isEmpty()) {
                break;
            }
            var read = reader.apply(answer.value().get());
            if (read.isPresent()) {
                return new Advice<>(read, used);
            }
        }
        return new Advice<>(Optional.empty(), used);
    }

    private Optional<AgentDefinition> callable() {
        return settings.agents().stream()
                .map(AgentDefinition::named)
                .filter(agent -> agents.route(agent).available())
                .findFirst();
    }

    private Advice<String> once(
            AgentDefinition agent,
            String system,
            List<AgentRequest.Message> messages,
            Instant until) {
        var left = Duration.between(clock.instant(), until);
        if (!left.isPositive()) {
            return new Advice<>(Optional.empty(), Used.NOTHING);
        }
        var price = agents.route(agent).price();
        var words = new StringBuilder(system);
        messages.forEach(message -> words.append(message.text()));
        final PaidCalls.Booked booked;
        try {
            booked =
                    money.book(
                            price.of(TokenEstimate.worstCase(words.toString()), agent.maxTokens()));
        } catch (ProblemException full) {
            LOG.info("No model is asked about a strategy: {}", full.getMessage());
            return new Advice<>(Optional.empty(), Used.NOTHING);
        }
        try {
            var answer =
                    agents.agent(agent)
                            .ask(request(agent, system, messages, left), DeltaListener.NONE);
            var used = used(answer, price);
            money.settle(booked, used.costUsd());
            return new Advice<>(Optional.of(answer.content()), used);
        } catch (AgentFailure failure) {
            LOG.info("Agent {} gave no advice: {}", agent.name(), failure.getMessage());
            var usage = failure.usage();
            var cost = price.of(usage.input(), usage.output());
            money.settle(booked, cost);
            return new Advice<>(Optional.empty(), new Used(1, usage.input(), usage.output(), cost));
        }
    }

    private static Used used(AgentAnswer answer, Price price) {
        var usage = answer.usage();
        return new Used(1, usage.input(), usage.output(), price.of(usage.input(), usage.output()));
    }

    private static AgentRequest request(
            AgentDefinition agent,
            String system,
            List<AgentRequest.Message> messages,
            Duration time) {
        return new AgentRequest(
                agent,
                system,
                messages,
                new Task(
                        Contract.TEXT,
                        ROLE,
                        List.of(),
                        List.of(),
                        "",
                        List.of(),
                        null,
                        PASSING_SCORE),
                null,
                time,
                Ids.next());
    }
}
