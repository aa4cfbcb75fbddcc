package com.postmagiq.workflow.verdict;

import com.postmagiq.workflow.answer.AuditAnswer;
import com.postmagiq.workflow.answer.Decision;
import com.postmagiq.workflow.answer.Dimensions;
import com.postmagiq.workflow.answer.DraftScore;
import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.answer.Issue;
import com.postmagiq.workflow.answer.ReviewAnswer;
import com.postmagiq.workflow.verdict.Verdict.Auditor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The server's own rules on top of what an auditor states. They can only make a verdict stricter;
 * the one exception is a reviewer whose questions had their turn.
 */
public final class VerdictRules {
    /** A reviewer may stop a run only for a story this poor, unless the state says otherwise. */
    public static final int REVIEW_HALT_AT_MOST = 2;

    private static final int NO_QUESTIONS_FROM = 9;
    private static final Pattern DASH =
            Pattern.compile("(?i)\\b(?:em|en)[ -]?dash|[\\u2013\\u2014]|--");

    private VerdictRules() {}

    /**
     * How reviews are judged.
     *
     * @param proceedThreshold score from which a review may proceed
     * @param haltAtMost highest score with which a halt is believed
     * @param visit of the review state, from 1
     * @param maxQuestionRounds visits in which the reviewer may send the author back
     * @param skipQuestions the author wants to go on without answering
     */
    public record ReviewRules(
            int proceedThreshold,
            int haltAtMost,
            int visit,
            int maxQuestionRounds,
            boolean skipQuestions) {}

    /**
     * How audits are judged.
     *
     * @param proceedThreshold score from which an audit may proceed
     * @param dashConfirmed the server's own check found a dash in the audited text
     * @param labels names of the drafts in a cross audit, else {@link DraftLabels#NONE}
     */
    public record AuditRules(int proceedThreshold, boolean dashConfirmed, DraftLabels labels) {}

    public static Verdict review(Auditor auditor, ReviewAnswer answer, ReviewRules rules) {
        var judged = reviewDecision(answer, rules);
        var skipped =
                judged == Decision.RETRY
                        && (rules.skipQuestions() || rules.visit() > rules.maxQuestionRounds());
        return new Verdict(
                auditor.slot(),
                auditor.agent(),
                auditor.persona(),
                false,
                true,
                answer.score(),
                skipped ? Decision.PROCEED : judged,
                answer.decision(),
                answer.feedback(),
                answer.issues(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                answer.questions(),
                Dimensions.NONE,
                List.of(),
                skipped,
                null);
    }

    private static Decision reviewDecision(ReviewAnswer answer, ReviewRules rules) {
        return switch (answer.decision()) {
            case HALT -> answer.score() <= rules.haltAtMost() ? Decision.HALT : Decision.RETRY;
            case RETRY -> Decision.RETRY;
            case PROCEED -> {
                var asks =
                        rules.visit() == 1
                                && !answer.questions().isEmpty()
                                && answer.score() < NO_QUESTIONS_FROM;
                var poor = answer.score() < rules.proceedThreshold();
                yield asks || poor || critical(answer.issues()) ? Decision.RETRY : Decision.PROCEED;
            }
        };
    }

    public static Verdict audit(Auditor auditor, AuditAnswer answer, AuditRules rules) {
        var fabrications = fabrications(answer, rules.labels());
        var drafts = answer.drafts().stream().map(d -> toAgent(d, rules.labels())).toList();
        var decision = answer.decision();
        if (decision == Decision.PROCEED) {
            var faulty =
                    answer.score() < rules.proceedThreshold()
                            || critical(answer.issues())
                            || forcesRetry(fabrications, drafts, rules.labels())
                            || (rules.dashConfirmed() && namesDash(answer.styleIssues()));
            decision = faulty ? Decision.RETRY : Decision.PROCEED;
        }
        return new Verdict(
                auditor.slot(),
                auditor.agent(),
                auditor.persona(),
                false,
                true,
                answer.score(),
                decision,
                answer.decision(),
                answer.feedback(),
                answer.issues(),
                fabrications,
                answer.formulaFlags(),
                answer.voiceIssues(),
                answer.styleIssues(),
                List.of(),
                answer.dimensions(),
                drafts,
                false,
                null);
    }

    /** All fabrications with the agent of their draft; null for those that are laid to all. */
    private static List<Fabrication> fabrications(AuditAnswer answer, DraftLabels labels) {
        var all = new ArrayList<Fabrication>();
        for (var f : answer.fabrications()) {
            all.add(f.in(agentOf(f, labels)));
        }
        for (var draft : answer.drafts()) {
            var agent = labels.agent(draft.draft()).orElse(null);
            draft.fabrications().forEach(f -> all.add(f.in(agent)));
        }
        return all;
    }

    private static @Nullable String agentOf(Fabrication f, DraftLabels labels) {
        var label = f.draft();
        if (label != null) {
            return labels.agent(label).orElse(null);
        }
        var why = f.why() == null ? "" : f.why();
        return labels.named(f.text()).or(() -> labels.named(why)).orElse(null);
    }

    private static DraftScore toAgent(DraftScore draft, DraftLabels labels) {
        var agent = labels.agent(draft.draft()).orElse(draft.draft());
        return new DraftScore(
                agent,
                draft.score(),
                draft.dimensions(),
                draft.strengths(),
                draft.fabrications().stream().map(f -> f.in(agent)).toList());
    }

    /** One clean draft is enough to go on with, as long as no fabrication is laid to all. */
    private static boolean forcesRetry(
            List<Fabrication> fabrications, List<DraftScore> drafts, DraftLabels labels) {
        if (fabrications.isEmpty()) {
            return false;
        }
        var clean =
                drafts.isEmpty()
                        ? new HashSet<>(labels.agents().values())
                        : new HashSet<>(drafts.stream().map(DraftScore::draft).toList());
        for (var f : fabrications) {
            if (f.draft() == null) {
                return true;
            }
            clean.remove(f.draft());
        }
        return clean.isEmpty();
    }

    private static boolean critical(List<Issue> issues) {
        return issues.stream().anyMatch(i -> i.severity() == Issue.Severity.CRITICAL);
    }

    private static boolean namesDash(List<String> styleIssues) {
        return styleIssues.stream().anyMatch(s -> DASH.matcher(s).find());
    }
}
