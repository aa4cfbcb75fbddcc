package com.postmagiq.workflow.history;

import static com.postmagiq.kernel.archive.ArchivedTable.stays;
import static com.postmagiq.kernel.archive.ArchivedTable.travels;

import com.postmagiq.kernel.archive.ArchivedTable;
import com.postmagiq.kernel.archive.WorkspaceArchivePart;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * A workspace's own configurations and personas, and runs that have ended with all they left; a run
 * that goes on cannot go on elsewhere.
 */
@Component
class WorkflowArchive implements WorkspaceArchivePart {
    /** Runs that go on, and forks of such, which mean nothing without them. */
    private static final String LEFT_OUT =
            """
            (with recursive left_out as (
               select id from app.workflow_runs where status not in ('complete', 'halted', 'failed', 'aborted')
               union
               select r.id from app.workflow_runs r join left_out l on r.fork_of = l.id)
             select id from left_out)
            """;

    private static final String OF_ENDED_RUNS = "run_id not in " + LEFT_OUT;

    private static final String ENDED_EXPERIMENTS =
            "(select id from app.evaluation_experiments where completed_at is not null)";

    @Override
    public List<ArchivedTable> tables() {
        return List.of(
                travels("app.workflow_configs"),
                travels("app.workflow_config_versions"),
                travels("app.workflow_settings"),
                travels("app.workflow_personas"),
                travels("app.workflow_persona_versions"),
                travels("app.cost_caps"),
                travels("app.pinned_configs").withRuns(),
                travels("app.workflow_runs")
                        .only("id not in " + LEFT_OUT)
                        .without("quote_id")
                        .withRuns(),
                ofRuns("app.workflow_state_visits"),
                travels("app.visit_prompts")
                        .only(
                                "visit_id in (select id from app.workflow_state_visits where %s)"
                                        .formatted(OF_ENDED_RUNS))
                        .withRuns(),
                ofRuns("app.agent_invocations"),
                ofRuns("app.workflow_outputs"),
                ofRuns("app.quality_reports"),
                travels("app.finding_dismissals")
                        .only(
                                "report_id in (select id from app.quality_reports where %s)"
                                        .formatted(OF_ENDED_RUNS))
                        .withRuns(),
                ofRuns("app.audit_scores"),
                ofRuns("app.workflow_decisions"),
                ofRuns("app.workflow_events"),
                travels("app.evaluation_sets"),
                travels("app.evaluation_cases"),
                travels("app.evaluation_experiments").only("completed_at is not null").withRuns(),
                travels("app.evaluation_results")
                        .only(
                                "experiment_id in %s and (run_id is null or %s)"
                                        .formatted(ENDED_EXPERIMENTS, OF_ENDED_RUNS))
                        .withRuns(),
                travels("app.evaluation_preferences")
                        .only("experiment_id in " + ENDED_EXPERIMENTS)
                        .withRuns(),
                stays("app.cost_meters", "What was spent was spent here."),
                stays("app.run_quotes", "A price holds where and when it was told."),
                stays("app.idempotency_keys", "Requests are repeated to the server that has them."),
                stays("app.workflow_sessions", "A provider's conversations, which end with runs."),
                stays(
                        "app.workflow_session_messages",
                        "A provider's conversations; what was said stands in the outputs."));
    }

    private static ArchivedTable ofRuns(String table) {
        return travels(table).only(OF_ENDED_RUNS).withRuns();
    }
}
