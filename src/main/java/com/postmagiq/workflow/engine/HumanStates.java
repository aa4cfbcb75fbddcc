package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.RunStatus;
import com.postmagiq.workflow.run.StateTypes;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Parks a run at a human state: one commit, then no thread, task or memory is held until somebody
 * decides.
 */
@Component
class HumanStates {
    private final TransactionTemplate transactions;
    private final LeaseStore leases;
    private final Visits visits;
    private final DecisionPoints decisionPoints;
    private final Endings endings;
    private final Clock clock;

    HumanStates(
            TransactionTemplate transactions,
            LeaseStore leases,
            Visits visits,
            DecisionPoints decisionPoints,
            Endings endings,
            Clock clock) {
        this.transactions = transactions;
        this.leases = leases;
        this.visits = visits;
        this.decisionPoints = decisionPoints;
        this.endings = endings;
        this.clock = clock;
    }

    Step park(Lease lease, State.HumanApproval state) {
        if (lease.run.trial() != null) {
            return endings.withoutPerson(lease, state);
        }
        var now = clock.instant();
        var number = lease.visitsOf(state.name()) + 1;
        var point = decisionPoints.human(lease, state, number, now);
        var feedback = lease.pending.remove(state.name());
        var visit =
                new Visit(
                        Ids.next(),
                        lease.run.id(),
                        state.name(),
                        StateTypes.of(state),
                        number,
                        0,
                        Objects.requireNonNullElse(feedback, new PendingFeedback("", List.of())),
                        point.contentOutputIds(),
                        0,
                        null,
                        null,
                        null,
                        now,
                        null);
        lease.status = RunStatus.AWAITING_HUMAN;
        var entered =
                RunEvent.of(
                        "state.entered",
                        state.name(),
                        number,
                        now,
                        Map.of("type", visit.type(), "has_feedback", feedback != null));
        transactions.executeWithoutResult(
                _ -> {
                    leases.save(
                            lease, List.of(entered, decisionPoints.requested(lease, point, now)));
                    visits.insert(lease.run.workspaceId(), visit);
                    decisionPoints.open(lease, point);
                });
        return new Step.LetGo();
    }
}
