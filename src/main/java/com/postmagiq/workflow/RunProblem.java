package com.postmagiq.workflow;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about runs can be refused. */
public enum RunProblem implements Problem {
    UNKNOWN_RUN("run.not_found", HttpStatus.NOT_FOUND, "No such run"),
    UNKNOWN_OUTPUT("output.not_found", HttpStatus.NOT_FOUND, "No such output"),
    UNKNOWN_REPORT("quality_report.not_found", HttpStatus.NOT_FOUND, "No such report"),
    STORY_TOO_SHORT("story.too_short", HttpStatus.UNPROCESSABLE_CONTENT, "Story too short"),
    STORY_TOO_LONG("story.too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Story too long"),
    STORY_NOT_TEXT("story.not_text", HttpStatus.UNPROCESSABLE_CONTENT, "Story is not text"),
    AGENT_UNAVAILABLE("agent.unavailable", HttpStatus.UNPROCESSABLE_CONTENT, "Agent not available"),
    CAP_TOO_LOW("run.cap_invalid", HttpStatus.UNPROCESSABLE_CONTENT, "Cap not possible"),
    CAP_BELOW_QUOTE("run.cap_below_quote", HttpStatus.UNPROCESSABLE_CONTENT, "Cap below the price"),
    BUDGET_EXCEEDED("budget.exceeded", HttpStatus.PAYMENT_REQUIRED, "No money left"),
    QUOTE_CHANGED("run.quote_changed", HttpStatus.CONFLICT, "Price no longer holds"),
    FORK_NOT_VISITED(
            "fork.state_not_visited", HttpStatus.UNPROCESSABLE_CONTENT, "State not visited"),
    FORK_INVALID("fork.invalid_changes", HttpStatus.UNPROCESSABLE_CONTENT, "Changes not possible"),
    NOT_ADOPTABLE("run.not_adoptable", HttpStatus.CONFLICT, "No finished text"),
    TIER_UNAVAILABLE(
            "run.tier_unavailable", HttpStatus.UNPROCESSABLE_CONTENT, "Tier not available"),
    COMPARE_SAME("run.compare_same", HttpStatus.UNPROCESSABLE_CONTENT, "A run beside itself"),
    CONFLICT("run.conflict", HttpStatus.CONFLICT, "Not possible now"),
    NOT_AWAITING("run.not_awaiting", HttpStatus.CONFLICT, "Run does not wait for a decision"),
    NOTHING_TO_COMPLETE("run.nothing_to_complete", HttpStatus.CONFLICT, "No text yet"),
    REASON_REQUIRED("run.reason_required", HttpStatus.UNPROCESSABLE_CONTENT, "Reason required"),
    DECISION_STALE("decision.stale", HttpStatus.CONFLICT, "Decision no longer asked"),
    DECISION_MADE("decision.already_made", HttpStatus.CONFLICT, "Already decided"),
    CONTENT_CHANGED("decision.content_changed", HttpStatus.CONFLICT, "Text changed meanwhile"),
    FEEDBACK_REQUIRED(
            "decision.feedback_required", HttpStatus.UNPROCESSABLE_CONTENT, "Feedback required"),
    FEEDBACK_TOO_LONG(
            "decision.feedback_too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Feedback too long"),
    NOT_OFFERED("decision.not_offered", HttpStatus.UNPROCESSABLE_CONTENT, "Choice not offered"),
    EDIT_BLOCKED(
            "decision.edit_has_blocking_findings",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Edited text has blocking findings");

    private final String code;
    private final HttpStatus status;
    private final String title;

    RunProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
