package com.postmagiq.workflow.engine;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.workflow.config.State;
import com.postmagiq.workflow.limits.Breaker;
import com.postmagiq.workflow.persona.VisitPrompts;
import com.postmagiq.workflow.run.Output;
import com.postmagiq.workflow.run.PendingFeedback;
import com.postmagiq.workflow.run.RunEvent;
import com.postmagiq.workflow.run.StateTypes;
import com.postmagiq.workflow.run.Visit;
import com.postmagiq.workflow.run.Visits;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.springframework.stereotype.Component;

/** Opens visits of the states that ask agents. Callers hold the transaction. */
@Component
class Entering {
    private final LeaseStore leases;
    private final Visits visits;
    private final VisitPrompts prompts;
    private final Clock clock;
    private final RandomGenerator random = new SecureRandom();

    Entering(LeaseStore leases, Visits visits, VisitPrompts prompts, Clock clock) {
        this.leases = leases;
        this.visits = visits;
        this.prompts = prompts;
        this.clock = clock;
    }

    /**
     * Enters the state a run has just moved to in the commit of the move, which saves a commit a
     * state. Does nothing when the state asks nobody, has no input, or a limit forbids it: the
     * engine comes to that next.
     */
    void enterNext(Lease lease) {
        if (lease.state() instanceof State.Asking state
                && Breaker.hard(lease.config.breaker(), lease.counters).isEmpty()) {
            enter(lease, state);
        }
    }

    /** Empty, with nothing written, when the state wants input and none of it exists. */
    Optional<Visit> enter(Lease lease, State.Asking state) {
        var inputs = Inputs.resolve(lease, state);
        if (inputs.outputs().isEmpty() && !state.work().input().isEmpty()) {
            return Optional.empty();
        }
        var now = clock.instant();
        var number = lease.visitsOf(state.name()) + 1;
        var feedback = lease.pending.remove(state.name());
        var visit =
                new Visit(
                        Ids.next(),
                        lease.run.id(),
                        state.name(),
                        StateTypes.of(state),
                        number,
                        0,
                        feedback == null ? new PendingFeedback("", List.of()) : feedback,
                        inputs.outputs().stream().map(Output::id).toList(),
                        seed(lease, state.name(), number),
                        null,
                        null,
                        null,
                        now,
                        null);
        var happened = new ArrayList<RunEvent>();
        happened.add(
                event(
                        "state.entered",
                        visit,
                        Map.of("type", visit.type(), "has_feedback", feedback != null)));
        inputs.missing()
                .forEach(
                        name -> happened.add(event("input.missing", visit, Map.of("input", name))));
        state.logOnEnter().forEach(text -> happened.add(event("log", visit, Map.of("text", text))));
        leases.save(lease, happened);
        visits.insert(lease.run.workspaceId(), visit);
        lease.enteredParts = prompts.begin(visit.id(), Roles.asked(lease, state, number));
        lease.add(visit);
        lease.enteredVisit = visit.id();
        return Optional.of(visit);
    }

    /** Answers that are kept call the drafts by the names they had in their own visit. */
    private long seed(Lease lease, String state, int number) {
        if (lease.run.trial() != null) {
            // What is compared must differ by the arms alone, and be the same when it is repeated.
            var drawn = Sha256.of("%s/%s/%d".formatted(lease.run.storyKey(), state, number));
            return ByteBuffer.wrap(drawn).getLong();
        }
        var fork = lease.run.fork();
        return fork != null && fork.state().equals(state) && fork.visit() == number
                ? fork.seed()
                : random.nextLong();
    }

    private static RunEvent event(String type, Visit visit, Map<String, Object> data) {
        return RunEvent.of(type, visit.state(), visit.visit(), visit.startedAt(), data);
    }
}
