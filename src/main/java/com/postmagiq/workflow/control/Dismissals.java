package com.postmagiq.workflow.control;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.RunProblem;
import com.postmagiq.workflow.run.Reports;
import com.postmagiq.workspace.Actor;
import java.time.Clock;
import java.util.UUID;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * A person's word that a finding does not hold; it counts for exactly the text the finding was made
 * in.
 */
@Service
@Transactional
public class Dismissals {
    private final Reports reports;
    private final Clock clock;

    Dismissals(Reports reports, Clock clock) {
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * @param finding position in the report's list, from 0
     * @throws ProblemException {@code quality_report.not_found} for an unknown report or position
     */
    public void dismiss(UUID id, UUID reportId, int finding, String reason, Actor actor) {
        var stored =
                reports.outputOf(reportId)
                        .flatMap(reports::ofOutput)
                        .filter(report -> report.id().equals(reportId))
                        .filter(
                                report ->
                                        finding >= 0 && finding < report.report().findings().size())
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                RunProblem.UNKNOWN_REPORT,
                                                "There is no finding %d in a report %s of this workspace."
                                                        .formatted(finding, reportId)));
        reports.dismiss(
                actor.workspaceId(),
                id,
                reportId,
                stored.report().contentHash(),
                stored.report().findings().get(finding),
                new Reports.Dismissal(
                        reason.strip(), actor.userId(), actor.fullName(), clock.instant()));
    }
}
