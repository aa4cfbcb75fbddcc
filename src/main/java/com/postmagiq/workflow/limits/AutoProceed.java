package com.postmagiq.workflow.limits;

import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.config.OutputType;
import com.postmagiq.workflow.verdict.Aggregate;
import com.postmagiq.workflow.verdict.Verdict;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether a run may go on by itself after a soft limit, because its text is good already. */
public final class AutoProceed {
    private static final Set<SoftRule> NEVER = Set.of(SoftRule.TIMEOUT, SoftRule.COST_LIMIT);

    private AutoProceed() {}

    /**
     * The latest audit of the run that was not a review.
     *
     * @param contentHash of the audited text
     * @param quorum valid auditors that were needed
     */
    public record LatestAudit(
            OutputType type,
            String contentHash,
            Aggregate aggregate,
            int quorum,
            List<Verdict> verdicts) {}

    /**
     * @param tripped all rules that matched
     * @param used rules that have let the run go on once before
     * @param currentHash of the text that would go forward
     * @param autoProceedScore lowest score of all verdicts that is good enough
     */
    public static boolean allowed(
            Collection<SoftRule> tripped,
            Set<SoftRule> used,
            @Nullable LatestAudit audit,
            String currentHash,
            int autoProceedScore) {
        if (tripped.stream().anyMatch(r -> NEVER.contains(r) || used.contains(r))) {
            return false;
        }
        return audit != null && good(audit, currentHash, autoProceedScore);
    }

    private static boolean good(LatestAudit audit, String currentHash, int autoProceedScore) {
        var type = audit.type();
        var judges = type == OutputType.AUDIT || type == OutputType.FINAL_AUDIT;
        if (!judges || !audit.contentHash().equals(currentHash)) {
            return false;
        }
        var sum = audit.aggregate();
        if (sum.missing()
                || sum.result() == Aggregate.Result.HALT
                || sum.valid() < audit.quorum()) {
            return false;
        }
        return Objects.requireNonNull(sum.scoreMin()) >= autoProceedScore
                && audit.verdicts().stream().filter(Verdict::valid).noneMatch(AutoProceed::faulty);
    }

    private static boolean faulty(Verdict verdict) {
        var blocked = verdict.deterministic() && verdict.decision() != Decision.PROCEED;
        return blocked || verdict.critical() || !verdict.fabrications().isEmpty();
    }
}
