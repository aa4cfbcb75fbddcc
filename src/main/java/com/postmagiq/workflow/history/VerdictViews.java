package com.postmagiq.workflow.history;

import com.postmagiq.workflow.run.Verdicts;

/** Verdicts as they stand in JSON. */
final class VerdictViews {
    private VerdictViews() {}

    static RunViews.Verdict of(Verdicts.Stored stored) {
        var verdict = stored.verdict();
        var decision = verdict.decision();
        var stated = verdict.stated();
        var dimensions = verdict.dimensions();
        return new RunViews.Verdict(
                stored.id(),
                stored.state(),
                stored.visit(),
                verdict.slot(),
                verdict.agent(),
                verdict.persona(),
                verdict.score(),
                decision == null ? null : decision.key(),
                stated == null ? null : stated.key(),
                verdict.valid(),
                verdict.invalidReason(),
                verdict.feedback(),
                verdict.issues().stream()
                        .map(
                                issue ->
                                        new RunViews.Issue(
                                                issue.severity().code(),
                                                issue.issue(),
                                                issue.fix(),
                                                issue.quote(),
                                                issue.lineReference()))
                        .toList(),
                verdict.fabrications(),
                verdict.questions(),
                dimensions.hook(),
                dimensions.specifics(),
                dimensions.voice(),
                dimensions.structure(),
                verdict.drafts().stream()
                        .map(
                                draft ->
                                        new RunViews.DraftVerdict(
                                                draft.draft(),
                                                draft.score(),
                                                draft.strengths(),
                                                draft.fabrications()))
                        .toList(),
                verdict.deterministic(),
                stored.createdAt());
    }
}
