package com.postmagiq.workflow.editing;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Task;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.VoiceReader;
import com.postmagiq.workflow.budget.PaidCalls;
import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.control.Configurations;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Has samples read by the first language model of the workspace's configuration that can be asked.
 */
@Component
class ModelVoiceReader implements VoiceReader {
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String ROLE = "voice-reader";

    private final Configurations configurations;
    private final Agents agents;
    private final PaidCalls money;

    ModelVoiceReader(Configurations configurations, Agents agents, PaidCalls money) {
        this.configurations = configurations;
        this.agents = agents;
        this.money = money;
    }

    @Override
    public Answer ask(String system, String user) throws Unavailable {
        var agent = agent();
        var price = agents.route(agent).price();
        var worst =
                price.of(
                        TokenEstimate.worstCase(system) + TokenEstimate.worstCase(user),
                        agent.maxTokens());
        final PaidCalls.Booked booked;
        try {
            booked = money.book(worst);
        } catch (ProblemException refused) {
            throw new Unavailable(Objects.requireNonNullElse(refused.getMessage(), ""));
        }
        try {
            var answer = agents.agent(agent).ask(request(agent, system, user), DeltaListener.NONE);
            money.settle(booked, price.of(answer.usage().input(), answer.usage().output()));
            return new Answer(answer.content(), answer.modelReported());
        } catch (AgentFailure failure) {
            BigDecimal cost = price.of(failure.usage().input(), failure.usage().output());
            money.settle(booked, cost);
            throw new Unavailable(
                    "Agent %s gave no answer: %s".formatted(agent.name(), failure.getMessage()));
        }
    }

    private static AgentRequest request(AgentDefinition agent, String system, String user) {
        return new AgentRequest(
                agent,
                system,
                List.of(new AgentRequest.Message(AgentRequest.Message.Role.USER, user)),
                new Task(Contract.TEXT, ROLE, List.of(), List.of(), "", List.of(), null, 0),
                null,
                LONGEST,
                Ids.next());
    }

    private AgentDefinition agent() throws Unavailable {
        final WorkflowConfig config;
        try {
            config = configurations.choose(null, null).config();
        } catch (ProblemException refused) {
            throw new Unavailable(Objects.requireNonNullElse(refused.getMessage(), ""));
        }
        return config.agents().values().stream()
                .filter(
                        it -> {
                            var route = agents.route(it);
                            return it.enabled() && route.isLlm() && route.available();
                        })
                .findFirst()
                .orElseThrow(
                        () ->
                                new Unavailable(
                                        "The workspace's configuration asks no language model that can be reached; everything that is counted is there."));
    }
}
