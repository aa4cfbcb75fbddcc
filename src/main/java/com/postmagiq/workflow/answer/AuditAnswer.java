package com.postmagiq.workflow.answer;

import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * An auditor's opinion of a text, or of several drafts.
 *
 * @param score 1 to 10
 * @param drafts one entry per draft in a cross audit, else empty
 * @param extra fields we do not know, as they came
 */
public record AuditAnswer(
        int score,
        Decision decision,
        String feedback,
        List<Issue> issues,
        List<Fabrication> fabrications,
        List<String> formulaFlags,
        List<String> voiceIssues,
        List<String> styleIssues,
        Dimensions dimensions,
        List<DraftScore> drafts,
        ObjectNode extra) {
    public AuditAnswer {
        issues = List.copyOf(issues);
        fabrications = List.copyOf(fabrications);
        formulaFlags = List.copyOf(formulaFlags);
        voiceIssues = List.copyOf(voiceIssues);
        styleIssues = List.copyOf(styleIssues);
        drafts = List.copyOf(drafts);
    }
}
