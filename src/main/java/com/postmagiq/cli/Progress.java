package com.postmagiq.cli;

import com.postmagiq.workflow.run.RunEvent;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells a person what a run does while it does it: a line for each state and each agent. */
final class Progress {
    private final Terminal terminal;
    private final Instant begun;
    private long tokens;
    private BigDecimal cost = BigDecimal.ZERO;
    private String state = "";
    private int working;

    /**
     * @param begun where elapsed time counts from
     */
    Progress(Terminal terminal, Instant begun) {
        this.terminal = terminal;
        this.begun = begun;
    }

    void show(RunEvent event) {
        var data = event.data();
        switch (event.type()) {
            case "state.entered" -> {
                state = String.valueOf(event.state());
                line(
                        event,
                        terminal.bold(state)
                                + (event.visit() != null && event.visit() > 1
                                        ? " (visit %d)".formatted(event.visit())
                                        : ""));
            }
            case "agent.started", "agent.retrying" -> {
                working++;
                if (event.type().equals("agent.retrying")) {
                    line(event, "  %s tries again".formatted(data.get("agent")));
                }
            }
            case "agent.completed" -> {
                working = Math.max(0, working - 1);
                tokens += number(data, "tokens").longValue();
                cost = cost.add(number(data, "cost_usd"));
                line(
                        event,
                        "  %-22s %,8d tokens  $%s  %s s"
                                .formatted(
                                        data.get("agent"),
                                        number(data, "tokens").longValue(),
                                        money(number(data, "cost_usd")),
                                        tenths(number(data, "duration_s"))));
            }
            case "agent.failed" -> {
                working = Math.max(0, working - 1);
                line(
                        event,
                        terminal.bad("  %s failed".formatted(data.get("agent")))
                                + ": "
                                + data.get("message"));
            }
            case "quality.report" ->
                    line(
                            event,
                            "  checks: score %s, %s that block"
                                    .formatted(data.get("score"), data.get("blocking")));
            case "audit.aggregated" ->
                    line(
                            event,
                            "  auditors: %s, lowest score %s (%s of %s answered)"
                                    .formatted(
                                            data.get("transition"),
                                            data.getOrDefault("score_min", "none"),
                                            data.get("valid"),
                                            data.get("expected")));
            case "circuit_break.detected" ->
                    line(event, "  circuit breaker: %s".formatted(data.get("rule")));
            case "decision.requested" ->
                    line(event, "  waits for a person (%s)".formatted(data.get("kind")));
            case "decision.made" -> line(event, "  decided: %s".formatted(data.get("decision")));
            case "run.paused", "run.resumed", "run.recovered" ->
                    line(event, event.type().substring("run.".length()));
            default -> {}
        }
    }

    private void line(RunEvent event, String text) {
        terminal.status("");
        terminal.note("%7s s  %s", tenths(seconds(event.at())), text);
    }

    /** The line that is always last: how long, where, how much. */
    void tick(Instant now) {
        terminal.status(
                terminal.dim(
                        "%7s s  %s%s, %,d tokens, $%s"
                                .formatted(
                                        tenths(seconds(now)),
                                        state.isEmpty() ? "starting" : state,
                                        working > 0 ? ", %d at work".formatted(working) : "",
                                        tokens,
                                        money(cost))));
    }

    private BigDecimal seconds(Instant at) {
        return BigDecimal.valueOf(Math.max(0, Duration.between(begun, at).toMillis()))
                .movePointLeft(3);
    }

    private static BigDecimal number(Map<String, Object> data, String name) {
        var value = data.get(name);
        return value == null ? BigDecimal.ZERO : new BigDecimal(value.toString());
    }

    /** Dollars with as many digits as small amounts need. */
    static String money(@Nullable BigDecimal amount) {
        return (amount == null ? BigDecimal.ZERO : amount)
                .setScale(4, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static String tenths(BigDecimal seconds) {
        return seconds.setScale(1, RoundingMode.HALF_UP).toPlainString();
    }
}
