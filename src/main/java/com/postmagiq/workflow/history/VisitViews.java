package com.postmagiq.workflow.history;

import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.Visit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The agent places of a visit as they stand in JSON. */
final class VisitViews {
    private static final double MILLIS = 1000.0;

    private VisitViews() {}

    static List<RunViews.Slot> slots(
            Visit visit, List<Invocation> calls, List<Output> texts, boolean money) {
        Map<Integer, List<Invocation>> bySlot = new LinkedHashMap<>();
        calls.stream()
                .filter(call -> call.visitId().equals(visit.id()))
                .sorted(Comparator.comparingInt(Invocation::slot).thenComparing(Invocation::id))
                .forEach(
                        call ->
                                bySlot.computeIfAbsent(call.slot(), _ -> new ArrayList<>())
                                        .add(call));
        return bySlot.values().stream()
                .map(attempts -> slot(visit, attempts, texts, money))
                .toList();
    }

    private static RunViews.Slot slot(
            Visit visit, List<Invocation> attempts, List<Output> texts, boolean money) {
        var last = attempts.getLast();
        var output =
                texts.stream()
                        .filter(
                                text ->
                                        visit.id().equals(text.visitId())
                                                && Objects.equals(text.slot(), last.slot()))
                        .findFirst();
        return new RunViews.Slot(
                last.slot(),
                last.plannedAgent(),
                last.persona().isEmpty() ? null : last.persona(),
                last.status().code(),
                output.map(Output::id).orElse(null),
                attempts.stream().mapToLong(call -> call.usage().total()).sum(),
                TokenBreakdown.cost(attempts, money),
                seconds(last.durationMs()),
                last.error(),
                attempts.size());
    }

    static RunViews.Invocation call(Invocation call, boolean money) {
        return new RunViews.Invocation(
                call.id(),
                call.state(),
                call.visit(),
                call.slot(),
                call.attempt(),
                call.purpose(),
                call.agent(),
                call.plannedAgent(),
                call.provider(),
                call.model(),
                call.persona(),
                call.status().code(),
                call.inputTokens(),
                call.outputTokens(),
                call.usage().total(),
                call.estimated(),
                billing(call),
                money ? call.costUsd() : null,
                seconds(call.durationMs()),
                call.degraded(),
                call.isLlm(),
                call.contextUsedPercent(),
                ContextHealth.of(call.contextUsedPercent()),
                call.errorCode(),
                call.error(),
                call.startedAt());
    }

    private static String billing(Invocation call) {
        var free = call.priceIn().signum() == 0 && call.priceOut().signum() == 0;
        return free ? "free" : call.billing().code();
    }

    static @Nullable Double seconds(@Nullable Long millis) {
        return millis == null ? null : millis / MILLIS;
    }
}
