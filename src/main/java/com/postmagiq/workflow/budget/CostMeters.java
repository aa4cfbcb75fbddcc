package com.postmagiq.workflow.budget;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.Invocations.GivenUp;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * Counts what calls cost against every cap. A call's worst case is held before it is made and
 * becomes its real cost with its answer, each in the transaction that writes the call's row; meters
 * are always taken in the order of {@link Meter}, so that two calls never wait for each other. A
 * call counts in the periods in which it began. Callers hold the transaction.
 */
@Repository
@Transactional
public class CostMeters {
    private static final BigDecimal WARN_FROM = new BigDecimal("0.8");

    private final JdbcClient jdbc;
    private final CostCaps caps;
    private final Clock clock;

    CostMeters(JdbcClient jdbc, CostCaps caps, Clock clock) {
        this.jdbc = jdbc;
        this.caps = caps;
        this.clock = clock;
    }

    /**
     * Holds an amount on every meter.
     *
     * @param usd the worst case of one call; 0 holds nothing
     * @param at when the call begins
     * @return the meter that has no room; the caller then rolls back
     */
    public Optional<MeterReading> hold(BigDecimal usd, Instant at) {
        if (usd.signum() == 0) {
            return Optional.empty();
        }
        for (var meter : Meter.values()) {
            if (counted(meter) && !held(meter, usd, at)) {
                return Optional.of(read(meter, at));
            }
        }
        return Optional.empty();
    }

    /**
     * Turns what was held for a call into what it has cost.
     *
     * @param held the amount given to {@link #hold}
     * @param at when the call began
     * @return the meters that have now reached four fifths of their cap, each once a period
     */
    public List<MeterReading> settle(BigDecimal held, BigDecimal cost, Instant at) {
        var warnings = new ArrayList<MeterReading>();
        if (held.signum() == 0 && cost.signum() == 0) {
            return warnings;
        }
        for (var meter : Meter.values()) {
            if (counted(meter)) {
                var reading = settled(meter, held, cost, at);
                if (reading.isPresent() && nearlySpent(reading.get()) && firstWarning(meter, at)) {
                    warnings.add(reading.get());
                }
            }
        }
        return warnings;
    }

    /** Books the worst case of calls that nobody waits for any more. */
    public void lose(List<GivenUp> calls) {
        for (var meter : Meter.values()) {
            if (counted(meter)) {
                calls.forEach(
                        call ->
                                settled(
                                        meter,
                                        call.estimateUsd(),
                                        call.estimateUsd(),
                                        call.startedAt()));
            }
        }
    }

    /** Adds to what has been spent by a call that began then; below 0 takes away. */
    public void correct(BigDecimal usd, Instant at) {
        if (usd.signum() != 0) {
            for (var meter : Meter.values()) {
                if (counted(meter)) {
                    var _ = settled(meter, BigDecimal.ZERO, usd, at);
                }
            }
        }
    }

    /** What the meters show now; those of the installation only where it has caps. */
    public List<MeterReading> readings() {
        var now = clock.instant();
        var readings = new ArrayList<MeterReading>();
        for (var meter : Meter.values()) {
            if (counted(meter)) {
                readings.add(read(meter, now));
            }
        }
        return readings;
    }

    private boolean counted(Meter meter) {
        return meter.ofWorkspace() || caps.cap(meter) != null;
    }

    /** The first call of a period finds no row and makes it. */
    private boolean held(Meter meter, BigDecimal usd, Instant at) {
        if (raised(meter, usd, at)) {
            return true;
        }
        open(meter, at);
        return raised(meter, usd, at);
    }

    private boolean raised(Meter meter, BigDecimal usd, Instant at) {
        var changed =
                meter.ofWorkspace()
                        ? jdbc.sql(
                                """
                                update app.cost_meters set held = held + :usd
                                 where scope = :scope and period = :period
                                   and (cap is null or spent + held + :usd <= cap)
                                """)
                        : jdbc.sql(
                                        """
                                        update core.cost_meters set held = held + :usd, cap = :cap
                                         where scope = :scope and period = :period and spent + held + :usd <= :cap
                                        """)
                                .param("cap", caps.cap(meter));
        return changed.param("usd", usd)
                        .param("scope", meter.scope())
                        .param("period", meter.period(at))
                        .update()
                == 1;
    }

    private void open(Meter meter, Instant at) {
        var row =
                meter.ofWorkspace()
                        ? jdbc.sql(
                                        """
                                        insert into app.cost_meters (workspace_id, scope, period, cap)
                                        values (:workspaceId, :scope, :period, :cap)
                                        on conflict (workspace_id, scope, period) do nothing
                                        """)
                                .param("workspaceId", CurrentWorkspace.id())
                        : jdbc.sql(
                                """
                                insert into core.cost_meters (scope, period, cap) values (:scope, :period, :cap)
                                on conflict (scope, period) do nothing
                                """);
        row.param("scope", meter.scope())
                .param("period", meter.period(at))
                .param("cap", caps.cap(meter))
                .update();
    }

    private Optional<MeterReading> settled(
            Meter meter, BigDecimal held, BigDecimal cost, Instant at) {
        return jdbc.sql(
                        """
                        update %s set held = greatest(held - :held, 0), spent = spent + :cost
                         where scope = :scope and period = :period
                        returning spent, held, cap
                        """
                                .formatted(table(meter)))
                .param("held", held)
                .param("cost", cost)
                .param("scope", meter.scope())
                .param("period", meter.period(at))
                .query(
                        (row, _) ->
                                new MeterReading(
                                        meter,
                                        row.getBigDecimal("spent"),
                                        row.getBigDecimal("held"),
                                        row.getBigDecimal("cap")))
                .optional();
    }

    private static boolean nearlySpent(MeterReading reading) {
        var cap = reading.cap();
        return cap != null
                && cap.signum() > 0
                && reading.spent().compareTo(cap.multiply(WARN_FROM)) >= 0;
    }

    private boolean firstWarning(Meter meter, Instant at) {
        return jdbc.sql(
                                "update %s set warned = true where scope = :scope and period = :period and not warned"
                                        .formatted(table(meter)))
                        .param("scope", meter.scope())
                        .param("period", meter.period(at))
                        .update()
                == 1;
    }

    private MeterReading read(Meter meter, Instant at) {
        var cap = caps.cap(meter);
        return jdbc.sql(
                        "select spent, held from %s where scope = :scope and period = :period"
                                .formatted(table(meter)))
                .param("scope", meter.scope())
                .param("period", meter.period(at))
                .query(
                        (row, _) ->
                                new MeterReading(
                                        meter,
                                        row.getBigDecimal("spent"),
                                        row.getBigDecimal("held"),
                                        cap))
                .optional()
                .orElseGet(() -> new MeterReading(meter, BigDecimal.ZERO, BigDecimal.ZERO, cap));
    }

    private static String table(Meter meter) {
        return meter.ofWorkspace() ? "app.cost_meters" : "core.cost_meters";
    }
}
