package com.postmagiq.workflow.budget;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The money of calls that belong to no run, such as a persona's test. The worst case is booked as
 * spent before the call, so that a server that dies in its middle has booked enough, and corrected
 * when the answer is there.
 */
@Service
public class PaidCalls {
    private final CostMeters meters;
    private final TransactionTemplate transactions;
    private final Clock clock;

    PaidCalls(CostMeters meters, TransactionTemplate transactions, Clock clock) {
        this.meters = meters;
        this.transactions = transactions;
        this.clock = clock;
    }

    /** What was booked for one call, and when. */
    public record Booked(BigDecimal usd, Instant at) {}

    /**
     * Books the worst case of a call of the current workspace in a transaction of its own.
     *
     * @param worst USD; 0 for what is free
     * @throws ProblemException {@code budget.exceeded} when a cap has no room for it; nothing is
     *     booked then
     */
    public Booked book(BigDecimal worst) {
        var now = clock.instant();
        var full =
                Objects.requireNonNull(
                        transactions.<Optional<MeterReading>>execute(
                                transaction -> {
                                    var found = meters.hold(worst, now);
                                    if (found.isPresent()) {
                                        transaction.setRollbackOnly();
                                    } else {
                                        meters.settle(worst, worst, now);
                                    }
                                    return found;
                                }));
        if (full.isPresent()) {
            var reading = full.get();
            throw new ProblemException(
                            RunProblem.BUDGET_EXCEEDED,
                            "This may cost up to %s USD, and %s USD are left for %s. Ask an owner or admin to raise the limit, or wait until the period ends."
                                    .formatted(
                                            worst.toPlainString(),
                                            Objects.requireNonNull(reading.left()).toPlainString(),
                                            reading.meter().words()))
                    .with("scope", reading.meter().code());
        }
        return new Booked(worst, now);
    }

    /** Puts what the call has cost in the place of what was booked. */
    public void settle(Booked booked, BigDecimal cost) {
        transactions.executeWithoutResult(
                _ -> meters.correct(cost.subtract(booked.usd()), booked.at()));
    }
}
