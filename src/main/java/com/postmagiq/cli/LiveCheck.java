package com.postmagiq.cli;

import com.postmagiq.agents.AgentDefinition;
import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.AgentRequest;
import com.postmagiq.agents.AgentSettings;
import com.postmagiq.agents.Agents;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Material;
import com.postmagiq.agents.Task;
import com.postmagiq.kernel.id.Ids;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks agents for one word each, so that a wrong key or a missing sign-in shows before a run. */
final class LiveCheck {
    /** Models that think need some room before their first word. */
    private static final int MAX_TOKENS = 256;

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String QUESTION = "Answer with the single word: ready";

    private final Agents agents;
    private final AgentSettings.Mode mode;
    private final Terminal terminal;

    LiveCheck(Agents agents, AgentSettings.Mode mode, Terminal terminal) {
        this.agents = agents;
        this.mode = mode;
        this.terminal = terminal;
    }

    /** What one call came to; cost in USD at list price. */
    record Result(
            String agent,
            String provider,
            String mode,
            String model,
            boolean ok,
            long tokens,
            BigDecimal costUsd,
            @Nullable String problem) {}

    /** One call for each agent's name, however many configurations share it. */
    int of(List<AgentsCommand.Line> lines) {
        var once = new LinkedHashMap<String, AgentsCommand.Line>();
        lines.forEach(line -> once.putIfAbsent(line.agent(), line));
        var results = once.values().stream().map(this::call).toList();
        terminal.document(results);
        var table = new Table("agent", "provider", "mode", "model", "tokens", "usd", "answered");
        results.forEach(
                result ->
                        table.row(
                                result.agent(),
                                result.provider(),
                                result.mode(),
                                result.model(),
                                String.valueOf(result.tokens()),
                                result.costUsd().toPlainString(),
                                result.ok() ? "yes" : "no: " + result.problem()));
        table.print(terminal);
        return results.stream().allMatch(Result::ok) ? Exit.OK : Exit.AGENT;
    }

    private Result call(AgentsCommand.Line line) {
        var route = line.route();
        try {
            agents.prepare(line.definition(), terminal::note);
            var answer =
                    agents.agent(line.definition(), mode)
                            .ask(request(line.definition()), DeltaListener.NONE);
            var usage = answer.usage();
            return result(
                    line,
                    true,
                    usage.total(),
                    route.price().of(usage.input(), usage.output()),
                    null);
        } catch (AgentFailure failure) {
            var usage = failure.usage();
            return result(
                    line,
                    false,
                    usage.total(),
                    route.price().of(usage.input(), usage.output()),
                    failure.getMessage());
        }
    }

    private static Result result(
            AgentsCommand.Line line,
            boolean ok,
            long tokens,
            BigDecimal cost,
            @Nullable String problem) {
        var route = line.route();
        return new Result(
                line.agent(),
                route.provider(),
                route.mode(),
                route.model(),
                ok,
                tokens,
                cost,
                problem);
    }

    private static AgentRequest request(AgentDefinition agent) {
        var story = new Material("story", Material.Kind.STORY, "Text", null, QUESTION);
        return new AgentRequest(
                tiny(agent),
                "You are being checked.",
                List.of(new AgentRequest.Message(AgentRequest.Message.Role.USER, QUESTION)),
                new Task(
                        Contract.DRAFT,
                        "writer",
                        List.of(story),
                        List.of(QUESTION),
                        "",
                        List.of(),
                        null,
                        0),
                null,
                PATIENCE,
                Ids.next());
    }

    private static AgentDefinition tiny(AgentDefinition agent) {
        return new AgentDefinition(
                agent.name(),
                agent.type(),
                agent.provider(),
                agent.enabled(),
                agent.model(),
                agent.reasoningEffort(),
                agent.contextWindow(),
                Math.min(MAX_TOKENS, agent.maxTokens()),
                agent.temperature(),
                agent.timeout(),
                agent.costPer1k(),
                null,
                List.of(),
                0,
                agent.autoPull());
    }
}
