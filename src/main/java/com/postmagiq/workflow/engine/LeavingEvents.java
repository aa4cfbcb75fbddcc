package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Verdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a run's listeners hear when it leaves a state. */
final class LeavingEvents {
    private LeavingEvents() {}

    static void completed(
            List<RunEvent> happened,
            State state,
            @Nullable Visit visit,
            String key,
            @Nullable String next,
            Instant now) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("transition", key);
        facts.put("next_state", next);
        facts.put("duration_s", visit == null ? 0.0 : LeaseStore.seconds(visit.startedAt(), now));
        happened.add(RunEvent.of("state.completed", state.name(), number(visit), now, facts));
    }

    static List<RunEvent> verdicts(
            State state,
            @Nullable Visit visit,
            List<Verdict> verdicts,
            @Nullable Aggregate aggregate,
            Result result,
            Instant now) {
        var events = new ArrayList<RunEvent>();
        for (var verdict : verdicts) {
            var facts = new LinkedHashMap<String, @Nullable Object>();
            facts.put("auditor", verdict.agent());
            facts.put("persona", verdict.persona());
            facts.put("slot", verdict.slot());
            facts.put("score", verdict.score());
            facts.put("decision", verdict.decision() == null ? null : verdict.decision().key());
            facts.put("stated_decision", verdict.stated() == null ? null : verdict.stated().key());
            facts.put("valid", verdict.valid());
            facts.put("deterministic", verdict.deterministic());
            events.add(RunEvent.of("audit.verdict", state.name(), number(visit), now, facts));
            if (verdict.questionsSkipped()) {
                events.add(
                        RunEvent.of(
                                "review.questions_skipped",
                                state.name(),
                                number(visit),
                                now,
                                Map.of()));
            }
        }
        if (aggregate != null) {
            var facts = new LinkedHashMap<String, @Nullable Object>();
            facts.put("transition", result.key());
            facts.put("score_min", aggregate.scoreMin());
            facts.put("valid", aggregate.valid());
            facts.put("expected", aggregate.expected());
            events.add(RunEvent.of("audit.aggregated", state.name(), number(visit), now, facts));
        }
        return events;
    }

    static @Nullable Integer number(@Nullable Visit visit) {
        return visit == null ? null : visit.visit();
    }
}
