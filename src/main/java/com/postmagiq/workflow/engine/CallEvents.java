package com.postmagiq.workflow.engine;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Invocations;
import com.postmagiq.workflow.run.RunEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.util.LinkedHashMap;
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
