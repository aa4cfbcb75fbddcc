package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.Route;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.RunEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's listeners hear of its calls. */
final class CallEvents {
    private static final int PREVIEW_CHARS = 300;

    private CallEvents() {}

    static Map<String, Object> agentFacts(Invocation call) {
        return Map.of(
                "agent", call.agent(),
                "slot", call.slot(),
                "model", call.model(),
                "attempt", call.attempt(),
                "degraded", call.degraded());
    }

    static Map<String, @Nullable Object> completion(
            Invocation call, AgentAnswer answer, Invocations.Settlement end) {
        var facts = new LinkedHashMap<String, @Nullable Object>(agentFacts(call));
        facts.put("tokens", end.usage().total());
        facts.put("cost_usd", end.costUsd());
        facts.put(
                "duration_s",
                BigDecimal.valueOf(end.durationMs())
                        .movePointLeft(3)
                        .setScale(3, RoundingMode.HALF_UP));
        var content = answer.content();
        facts.put("preview", content.substring(0, Math.min(PREVIEW_CHARS, content.length())));
        return facts;
    }

    /** What comes before a call's answer. */
    static List<RunEvent> starting(
            SlotRunner.Place place,
            Invocation call,
            Duration delay,
            Route route,
            Prompts.Prepared prepared) {
        var at = call.startedAt();
        var started = new ArrayList<RunEvent>();
        var warning = route.modelWarning();
        if (warning != null) {
            started.add(of("log", place, at, Map.of("text", warning)));
        }
        if (prepared.conversation().resumed()) {
            started.add(of("session.resumed", place, at, Map.of("agent", call.agent())));
        }
        prepared.trimmed().ifPresent(cut -> started.add(trimmed(place, call, cut)));
        var facts = new LinkedHashMap<String, @Nullable Object>(agentFacts(call));
        facts.put("delay_s", delay.isZero() ? null : delay.toMillis() / 1000.0);
        started.add(of(call.attempt() == 1 ? "agent.started" : "agent.retrying", place, at, facts));
        return started;
    }

    /** A prompt that had to be made shorter to fit the model's context. */
    private static RunEvent trimmed(
            SlotRunner.Place place, Invocation call, Prompts.Trimmed trimmed) {
        return of(
                "context.trimmed",
                place,
                call.startedAt(),
                Map.of(
                        "agent", call.agent(),
                        "slot", place.slot(),
                        "turns", trimmed.turns(),
                        "drafts", trimmed.drafts(),
                        "context", trimmed.context()));
    }

    static RunEvent of(
            String type,
            SlotRunner.Place place,
            Instant at,
            Map<String, ? extends @Nullable Object> data) {
        return RunEvent.of(
                type,
                place.state().name(),
                place.visit().visit(),
                at,
                new LinkedHashMap<String, @Nullable Object>(data));
    }
}
