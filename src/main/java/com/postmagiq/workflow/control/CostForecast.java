package com.postmagiq.workflow.control;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.TokenEstimate;
import com.postmagiq.workflow.config.ArtefactNames;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.config.StateGraph;
import com.postmagiq.workflow.config.WorkflowConfig;
import java.math.BigDecimal;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * What a run will take, computed from its configuration and the length of its texts, at the models'
 * present prices.
 */
@Component
class CostForecast {
    /** Usual length of an answer in words, and tokens a word. */
    private static final int POST_WORDS = 350;

    private static final int JUDGEMENT_WORDS = 300;
    private static final double TOKENS_PER_WORD = 1.4;

    /** What role, rules and voice add to each prompt, usually and at most. */
    private static final long ROLE_TOKENS = 1500;

    private static final long LONGEST_ROLE_TOKENS = 4000;

    /** The longest feedback a person may add, one token a character. */
    private static final long FEEDBACK_TOKENS = 10_000;

    /** A model says its first word after a while, and then so many tokens a second. */
    private static final double SECONDS_BEFORE = 2;

    private static final double TOKENS_PER_SECOND = 60;
    private static final double OFFLINE_SECONDS = 0.1;

    private final Agents agents;

    CostForecast(Agents agents) {
        this.agents = agents;
    }

    /** USD and seconds of one visit of every state on the way forward. */
    record Expected(BigDecimal usd, double seconds) {}

    /**
     * @param path states of a run in which everything goes well, from where it begins
     * @param texts tokens of what the first of them reads
     */
    Expected expected(WorkflowConfig config, List<String> path, long texts) {
        var usd = BigDecimal.ZERO;
        var seconds = 0.0;
        var read = texts;
        for (var name : path) {
            if (config.states().get(name) instanceof State.Asking asking) {
                var output = usualTokens(asking);
                var together = config.settings().parallelFanout();
                var longest = 0.0;
                var sum = 0.0;
                for (var agent : agentsOf(config, asking)) {
                    var route = agents.route(agent);
                    usd = usd.add(route.price().of(ROLE_TOKENS + read, output));
                    var takes =
                            route.isLlm()
                                    ? SECONDS_BEFORE + output / TOKENS_PER_SECOND
                                    : OFFLINE_SECONDS;
                    longest = Math.max(longest, takes);
                    sum += takes;
                }
                seconds += together ? longest : sum;
                read += output * ArtefactNames.agents(asking).size();
            }
        }
        return new Expected(usd, seconds);
    }

    static long tokens(String story) {
        return TokenEstimate.likely(story);
    }

    /**
     * USD when every call takes its worst case and the run makes every visit its limits allow:
     * states that can come again share the transitions there may be, the others come once.
     */
    BigDecimal worst(WorkflowConfig config, String story) {
        var longestAnswers =
                config.states().values().stream()
                        .filter(State.Asking.class::isInstance)
                        .flatMap(state -> agentsOf(config, (State.Asking) state).stream())
                        .mapToLong(AgentDefinition::maxTokens)
                        .sum();
        var input =
                TokenEstimate.worstCase(story)
                        + longestAnswers
                        + LONGEST_ROLE_TOKENS
                        + FEEDBACK_TOKENS;
        var calls = 1 + config.settings().maxRepairAttempts() + config.settings().retryCount();
        var graph = StateGraph.of(config);
        var once = BigDecimal.ZERO;
        var dearest = BigDecimal.ZERO;
        for (var state : config.states().values()) {
            if (state instanceof State.Asking asking) {
                var visit = BigDecimal.ZERO;
                for (var agent : agentsOf(config, asking)) {
                    visit = visit.add(agents.route(agent).price().of(input, agent.maxTokens()));
                }
                visit = visit.multiply(BigDecimal.valueOf(calls));
                if (comesAgain(graph, state.name())) {
                    dearest = dearest.max(visit);
                } else {
                    once = once.add(visit);
                }
            }
        }
        return once.add(
                dearest.multiply(BigDecimal.valueOf(config.breaker().maxTransitionsHard())));
    }

    private static boolean comesAgain(StateGraph graph, String state) {
        var seen = new HashSet<String>();
        var ahead = new ArrayDeque<>(List.of(state));
        while (!ahead.isEmpty()) {
            var at = ahead.remove();
            for (var edge : graph.edges()) {
                if (edge.from().equals(at)) {
                    if (edge.to().equals(state)) {
                        return true;
                    }
                    if (seen.add(edge.to())) {
                        ahead.add(edge.to());
                    }
                }
            }
        }
        return false;
    }

    private static List<AgentDefinition> agentsOf(WorkflowConfig config, State.Asking state) {
        var found = new ArrayList<AgentDefinition>();
        for (var name : ArtefactNames.agents(state)) {
            found.add(Objects.requireNonNull(config.agents().get(name), name));
        }
        return found;
    }

    private static long usualTokens(State.Asking state) {
        var words =
                switch (state.work().outputType()) {
                    case DRAFT, FINAL -> POST_WORDS;
                    case REVIEW, PROCESSED, AUDIT, FINAL_AUDIT, ANALYSIS, OTHER -> JUDGEMENT_WORDS;
                };
        return Math.round(words * TOKENS_PER_WORD);
    }
}
