package com.postmagiq.workflow.engine;

import com.postmagiq.agents.Usage;
import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.budget.MeterReading;
import com.postmagiq.workflow.run.Invocation;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunEvents;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionStatus;

/**
 * The money of a call in the transactions that write its row: its worst case is held against the
 * run's cap, then the workspace's, then the installation's, and becomes its real cost with its
 * answer.
 */
@Component
class CallMoney {
    private static final Logger LOG = LoggerFactory.getLogger(CallMoney.class);

    private final LeaseStore leases;
    private final CostMeters meters;
    private final RunEvents events;

    CallMoney(LeaseStore leases, CostMeters meters, RunEvents events) {
        this.leases = leases;
        this.meters = meters;
        this.events = events;
    }

    /**
     * Whether a call may begin.
     *
     * @param full the meter without room, where that is the reason
     */
    record Held(LeaseStore.Permission permission, @Nullable MeterReading full) {
        boolean granted() {
            return permission == LeaseStore.Permission.GRANTED;
        }
    }

    /** Holds a call's worst case everywhere, or nowhere: then the transaction is rolled back. */
    Held hold(
            Lease lease,
            BigDecimal worst,
            Instant at,
            List<RunEvent> started,
            TransactionStatus transaction) {
        var permission = leases.hold(lease, worst, started);
        if (permission != LeaseStore.Permission.GRANTED) {
            return new Held(permission, null);
        }
        var full = meters.hold(worst, at);
        if (full.isPresent()) {
            transaction.setRollbackOnly();
            return new Held(LeaseStore.Permission.BUDGET, full.get());
        }
        return new Held(permission, null);
    }

    /** Books an answer that came in time; false when the run is no longer ours. */
    boolean book(
            Lease lease, Invocation call, BigDecimal cost, Usage usage, List<RunEvent> happened) {
        // The run's row first: it is the lock all writers of a run share.
        var held = call.estimateUsd();
        if (!leases.book(lease, held, cost, usage.input(), usage.output(), happened)) {
            return false;
        }
        var notices = new ArrayList<RunEvent>();
        for (var warning : meters.settle(held, cost, call.startedAt())) {
            notices.add(event("budget.warning", call, at(call), facts(warning)));
        }
        if (cost.compareTo(held) > 0) {
            LOG.warn(
                    "Call {} of {} cost {} USD, more than the {} USD set aside for it; check the price and the limits of model {}",
                    call.id(),
                    call.agent(),
                    cost.toPlainString(),
                    held.toPlainString(),
                    call.model());
            notices.add(
                    event(
                            "budget.estimate_low",
                            call,
                            at(call),
                            Map.of("scope", "call", "spent", cost, "limit", held)));
        }
        if (!notices.isEmpty()) {
            events.append(lease.run.workspaceId(), lease.run.id(), notices);
        }
        return true;
    }

    /** Corrects what was booked for a call that was given up and has been answered after all. */
    void bookLate(Lease lease, Invocation call, BigDecimal cost, Usage usage) {
        leases.bookLate(lease.run.id(), call.estimateUsd(), cost, usage.input(), usage.output());
        meters.correct(cost.subtract(call.estimateUsd()), call.startedAt());
    }

    /** What a meter shows, as events tell it. */
    static Map<String, @Nullable Object> facts(MeterReading reading) {
        var facts = new LinkedHashMap<String, @Nullable Object>();
        facts.put("scope", reading.meter().code());
        facts.put("spent", reading.spent());
        facts.put("held", reading.held());
        facts.put("limit", reading.cap());
        return facts;
    }

    private static Instant at(Invocation call) {
        return call.startedAt();
    }

    private static RunEvent event(
            String type, Invocation call, Instant at, Map<String, @Nullable Object> data) {
        return RunEvent.of(type, call.state(), call.visit(), at, data);
    }
}
