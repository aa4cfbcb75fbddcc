package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.answer.AuditAnswer;
import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.DraftScore;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import com.postmagiq.workflow.answer.ReviewAnswer;
import com.postmagiq.workflow.verdict.Verdict.Auditor;
import com.postmagiq.workflow.verdict.VerdictRules.AuditRules;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;

/** Opinions of auditors and reviewers for tests. */
final class Answers {
    static final Auditor ANN = new Auditor(0, "ann", "auditor");

    private Answers() {}

    static AuditAnswer audit(int score, Decision decision) {
        return audit(score, decision, List.of(), List.of(), List.of(), List.of());
    }

    static AuditAnswer audit(
            int score,
            Decision decision,
            List<Issue> issues,
            List<Fabrication> fabrications,
            List<String> styleIssues,
            List<DraftScore> drafts) {
        return new AuditAnswer(
                score,
                decision,
                "Words of the auditor.",
                issues,
                fabrications,
                List.of(),
                List.of(),
                styleIssues,
                Dimensions.NONE,
                drafts,
                JsonNodeFactory.instance.objectNode());
    }

    static ReviewAnswer review(int score, Decision decision, String... questions) {
        return new ReviewAnswer(
                score,
                decision,
                "Words of the reviewer.",
                List.of(),
                Map.of(),
                List.of(),
                List.of(),
                List.of(questions),
                JsonNodeFactory.instance.objectNode());
    }

    static Verdict verdict(int slot, String agent, int score, Decision decision) {
        return VerdictRules.audit(
                new Auditor(slot, agent, "auditor"),
                audit(score, decision),
                new AuditRules(1, false, DraftLabels.NONE));
    }
}
