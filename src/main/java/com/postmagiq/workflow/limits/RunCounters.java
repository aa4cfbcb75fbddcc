package com.postmagiq.workflow.limits;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Everything the limits of a run are decided by. Stored with the run; transitions, time and cost
 * never go back.
 *
 * @param transitions taken so far
 * @param visitsSinceHuman entries per state since a person last chose the way
 * @param recentTransitions the last three at most, oldest first, since a person last chose the way
 * @param activeMillis time with work claimed, without waiting
 * @param costUsd spent on calls so far
 */
public record RunCounters(
        int transitions,
        Map<String, Integer> visitsSinceHuman,
        List<Move> recentTransitions,
        long activeMillis,
        BigDecimal costUsd,
        Allowances allowances) {
    /** Three past moves and the one to come make a cycle. */
    private static final int WINDOW = 3;

    public static final RunCounters START =
            new RunCounters(0, Map.of(), List.of(), 0, BigDecimal.ZERO, Allowances.NONE);

    public RunCounters {
        visitsSinceHuman = Collections.unmodifiableMap(new LinkedHashMap<>(visitsSinceHuman));
        recentTransitions = List.copyOf(recentTransitions);
    }

    /** One way from state to state. */
    public record Move(String from, String to) {}

    /**
     * What overrides have added to soft limits.
     *
     * @param transitions overrides of the transition limit, 10 more each
     * @param timeouts overrides of the time limit, half the limit more each
     * @param costs overrides of the cost limit, half the limit more each
     * @param autoProceeded rules that have let a run go on by itself once
     */
    public record Allowances(
            int transitions, int timeouts, int costs, Set<SoftRule> autoProceeded) {
        public static final Allowances NONE = new Allowances(0, 0, 0, Set.of());

        public Allowances {
            autoProceeded = Set.copyOf(autoProceeded);
        }
    }

    /** After a transition the engine chose. */
    public RunCounters moved(String from, String to) {
        var visits = new LinkedHashMap<>(visitsSinceHuman);
        visits.merge(to, 1, Integer::sum);
        var recent = new ArrayList<>(recentTransitions);
        recent.add(new Move(from, to));
        var window = recent.subList(Math.max(0, recent.size() - WINDOW), recent.size());
        return new RunCounters(transitions + 1, visits, window, activeMillis, costUsd, allowances);
    }

    /** After a transition a person chose: visits and the cycle window begin anew. */
    public RunCounters movedByHuman(String to) {
        return new RunCounters(
                transitions + 1, Map.of(to, 1), List.of(), activeMillis, costUsd, allowances);
    }

    public RunCounters active(long moreMillis) {
        return new RunCounters(
                transitions,
                visitsSinceHuman,
                recentTransitions,
                activeMillis + moreMillis,
                costUsd,
                allowances);
    }

    public RunCounters spent(BigDecimal moreUsd) {
        return new RunCounters(
                transitions,
                visitsSinceHuman,
                recentTransitions,
                activeMillis,
                costUsd.add(moreUsd),
                allowances);
    }

    /**
     * After a person let the run go on, or it went on by itself: each tripped rule gets its
     * allowance.
     */
    public RunCounters overridden(Collection<SoftRule> tripped, boolean automatic) {
        var visits = visitsSinceHuman;
        var recent = recentTransitions;
        var moreTransitions = allowances.transitions();
        var moreTime = allowances.timeouts();
        var moreCost = allowances.costs();
        for (var rule : Set.copyOf(tripped)) {
            switch (rule) {
                case STATE_VISIT_LIMIT -> visits = Map.of();
                case CYCLE_DETECTION -> recent = List.of();
                case TRANSITION_LIMIT -> moreTransitions++;
                case TIMEOUT -> moreTime++;
                case COST_LIMIT -> moreCost++;
            }
        }
        var auto = EnumSet.noneOf(SoftRule.class);
        auto.addAll(allowances.autoProceeded());
        if (automatic) {
            auto.addAll(tripped);
        }
        return new RunCounters(
                transitions,
                visits,
                recent,
                activeMillis,
                costUsd,
                new Allowances(moreTransitions, moreTime, moreCost, auto));
    }
}
