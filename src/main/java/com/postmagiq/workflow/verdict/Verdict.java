package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.DraftScore;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one auditor, or the server's own checks, came to.
 *
 * @param slot place in the state; the checks stand behind the last auditor
 * @param deterministic made by the server's checks; it does not count for the quorum
 * @param valid false for an auditor that gave no readable answer; then score and decision are null
 * @param score 1 to 10
 * @param decision after the server's rules
 * @param stated as the auditor said it
 * @param fabrications with the draft's agent where one is known
 * @param drafts per agent, in a cross audit
 * @param questionsSkipped the reviewer's retry was turned into proceed because the questions had
 *     their turn or the author did not want them
 * @param invalidReason why there is no valid verdict
 */
public record Verdict(
        int slot,
        String agent,
        @Nullable String persona,
        boolean deterministic,
        boolean valid,
        @Nullable Integer score,
        @Nullable Decision decision,
        @Nullable Decision stated,
        String feedback,
        List<Issue> issues,
        List<Fabrication> fabrications,
        List<String> formulaFlags,
        List<String> voiceIssues,
        List<String> styleIssues,
        List<String> questions,
        Dimensions dimensions,
        List<DraftScore> drafts,
        boolean questionsSkipped,
        @Nullable String invalidReason) {

    /** Agent name of the verdict that comes from the server's own checks. */
    public static final String QUALITY_CHECKS = "quality-checks";

    public Verdict {
        issues = List.copyOf(issues);
        fabrications = List.copyOf(fabrications);
        formulaFlags = List.copyOf(formulaFlags);
        voiceIssues = List.copyOf(voiceIssues);
        styleIssues = List.copyOf(styleIssues);
        questions = List.copyOf(questions);
        drafts = List.copyOf(drafts);
        if (valid && (score == null || decision == null)) {
            throw new IllegalArgumentException(
                    "A valid verdict of %s needs a score and a decision.".formatted(agent));
        }
        if (!valid && (score != null || decision != null)) {
            throw new IllegalArgumentException(
                    "A verdict of %s that is not valid has no score or decision.".formatted(agent));
        }
    }

    /** An auditor whose call failed, ran out of time or stayed unreadable. */
    public static Verdict unavailable(Auditor auditor, String reason) {
        return new Verdict(
                auditor.slot(),
                auditor.agent(),
                auditor.persona(),
                false,
                false,
                null,
                null,
                null,
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                Dimensions.NONE,
                List.of(),
                false,
                reason);
    }

    /** Whether any issue is critical. */
    public boolean critical() {
        return issues.stream().anyMatch(i -> i.severity() == Issue.Severity.CRITICAL);
    }

    /** The place of an auditor in its state. */
    public record Auditor(int slot, String agent, @Nullable String persona) {}
}
