package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.answer.Decision;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What all verdicts of a visit come to.
 *
 * @param scoreMin lowest score of the valid verdicts and the server's checks, 1 to 10; null without
 *     a valid auditor
 * @param scoreAvg mean of the valid auditors' scores, two decimals
 * @param valid auditors that gave a verdict
 * @param expected auditors asked
 */
public record Aggregate(
        Result result,
        @Nullable Integer scoreMin,
        @Nullable BigDecimal scoreAvg,
        int valid,
        int expected) {

    /** The outcome of an audit. */
    public enum Result {
        PROCEED,
        RETRY,
        HALT,
        /** All who answered say proceed, but too few answered. */
        INCOMPLETE,
        /** Nobody gave a readable answer. */
        NO_VALID
    }

    /** Whether asking the missing auditors again can still change the outcome. */
    public boolean missing() {
        return result == Result.INCOMPLETE || result == Result.NO_VALID;
    }

    /**
     * The strictest valid verdict wins; the server's checks can make it stricter but never replace
     * an auditor.
     *
     * @param quorum valid auditors needed to proceed
     */
    public static Aggregate of(List<Verdict> verdicts, int quorum, int expected) {
        var valid = verdicts.stream().filter(Verdict::valid).toList();
        var auditors = valid.stream().filter(v -> !v.deterministic()).toList();
        if (auditors.isEmpty()) {
            return new Aggregate(Result.NO_VALID, null, null, 0, expected);
        }
        var decision =
                valid.stream()
                        .map(v -> Objects.requireNonNull(v.decision()))
                        .reduce(Decision.PROCEED, Decision::strictest);
        var min = valid.stream().mapToInt(Aggregate::score).min().orElseThrow();
        var sum = auditors.stream().mapToInt(Aggregate::score).sum();
        var average =
                BigDecimal.valueOf(sum)
                        .divide(BigDecimal.valueOf(auditors.size()), 2, RoundingMode.HALF_UP);
        var result =
                switch (decision) {
                    case PROCEED -> auditors.size() < quorum ? Result.INCOMPLETE : Result.PROCEED;
                    case RETRY -> Result.RETRY;
                    case HALT -> Result.HALT;
                };
        return new Aggregate(result, min, average, auditors.size(), expected);
    }

    private static int score(Verdict verdict) {
        return Objects.requireNonNull(verdict.score());
    }
}
