package com.postmagiq.workflow.history;

import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.Run;
import com.postmagiq.workflow.run.Visit;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where the tokens and the money of a run went. Every call counts, so each list sums to the run's
 * totals.
 */
final class TokenBreakdown {
    private static final double MILLIS = 1000.0;
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private TokenBreakdown() {}

    /**
     * @param windows context in tokens by agent, where it is known
     */
    static TokenViews.Tokens of(
            Run run,
            List<Visit> visits,
            List<Invocation> calls,
            Map<String, Integer> windows,
            boolean money) {
        return new TokenViews.Tokens(
                run.id(),
                run.totalInputTokens(),
                run.totalOutputTokens(),
                run.totalTokens(),
                money ? run.totalCostUsd() : null,
                money ? run.uncertainCostUsd() : null,
                byAgent(calls, windows, money),
                byState(visits, calls, money),
                byPurpose(calls, money));
    }

    private static List<TokenViews.AgentTokens> byAgent(
            List<Invocation> calls, Map<String, Integer> windows, boolean money) {
        var lines = new ArrayList<TokenViews.AgentTokens>();
        groups(calls, Invocation::agent)
                .forEach(
                        (agent, all) ->
                                lines.add(
                                        new TokenViews.AgentTokens(
                                                agent,
                                                all.getLast().provider(),
                                                all.getLast().model(),
                                                all.size(),
                                                input(all),
                                                output(all),
                                                input(all) + output(all),
                                                cost(all, money),
                                                all.stream().anyMatch(Invocation::estimated),
                                                context(all, windows.get(agent)))));
        return lines;
    }

    private static TokenViews.@Nullable ContextUse context(
            List<Invocation> calls, @Nullable Integer window) {
        if (window == null || window == 0) {
            return null;
        }
        var used = calls.stream().mapToLong(call -> call.usage().total()).max().orElse(0);
        var percent =
                BigDecimal.valueOf(used)
                        .multiply(HUNDRED)
                        .divide(BigDecimal.valueOf(window), 1, RoundingMode.HALF_UP);
        return new TokenViews.ContextUse(window, used, percent, ContextHealth.at(percent));
    }

    private static List<TokenViews.StateTokens> byState(
            List<Visit> visits, List<Invocation> calls, boolean money) {
        var lines = new ArrayList<TokenViews.StateTokens>();
        groups(calls, Invocation::state)
                .forEach(
                        (state, all) -> {
                            var entries =
                                    visits.stream()
                                            .filter(visit -> visit.state().equals(state))
                                            .toList();
                            var millis =
                                    entries.stream()
                                            .mapToLong(
                                                    visit ->
                                                            visit.durationMs() == null
                                                                    ? 0
                                                                    : visit.durationMs())
                                            .sum();
                            lines.add(
                                    new TokenViews.StateTokens(
                                            state,
                                            entries.size(),
                                            all.size(),
                                            input(all),
                                            output(all),
                                            input(all) + output(all),
                                            cost(all, money),
                                            millis / MILLIS));
                        });
        return lines;
    }

    private static Map<String, TokenViews.PurposeTokens> byPurpose(
            List<Invocation> calls, boolean money) {
        Map<String, TokenViews.PurposeTokens> lines = new LinkedHashMap<>();
        groups(calls, call -> call.status() == Invocation.Status.LOST ? "lost" : call.purpose())
                .forEach(
                        (purpose, all) ->
                                lines.put(
                                        purpose,
                                        new TokenViews.PurposeTokens(
                                                all.size(), cost(all, money))));
        return lines;
    }

    private static Map<String, List<Invocation>> groups(
            List<Invocation> calls, Function<Invocation, String> by) {
        Map<String, List<Invocation>> groups = new LinkedHashMap<>();
        calls.forEach(
                call -> groups.computeIfAbsent(by.apply(call), _ -> new ArrayList<>()).add(call));
        return groups;
    }

    private static long input(List<Invocation> calls) {
        return calls.stream().mapToLong(call -> call.usage().input()).sum();
    }

    private static long output(List<Invocation> calls) {
        return calls.stream().mapToLong(call -> call.usage().output()).sum();
    }

    static @Nullable BigDecimal cost(List<Invocation> calls, boolean money) {
        if (!money) {
            return null;
        }
        return calls.stream()
                .flatMap(call -> Optional.ofNullable(call.costUsd()).stream())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
