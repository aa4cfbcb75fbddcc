package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about golden sets and experiments can be refused. */
public enum ExperimentProblem implements Problem {
    UNKNOWN_SET("evaluation.set_not_found", HttpStatus.NOT_FOUND, "No such set"),
    UNKNOWN_CASE("evaluation.case_not_found", HttpStatus.NOT_FOUND, "No such case"),
    UNKNOWN_EXPERIMENT(
            "evaluation.experiment_not_found", HttpStatus.NOT_FOUND, "No such experiment"),
    NAME_TAKEN("evaluation.name_taken", HttpStatus.CONFLICT, "Name taken"),
    SET_IN_USE("evaluation.set_in_use", HttpStatus.CONFLICT, "Experiment under way"),
    SET_FULL("evaluation.set_full", HttpStatus.UNPROCESSABLE_CONTENT, "Set is full"),
    SET_EMPTY("evaluation.set_empty", HttpStatus.UNPROCESSABLE_CONTENT, "Set has no cases"),
    CASE_INVALID("evaluation.case_invalid", HttpStatus.UNPROCESSABLE_CONTENT, "Case not valid"),
    RUN_NOT_FINISHED("evaluation.run_not_finished", HttpStatus.CONFLICT, "Run has no final text"),
    EXPERIMENT_ENDED("evaluation.experiment_ended", HttpStatus.CONFLICT, "Experiment has ended"),
    EXPERIMENT_RUNNING(
            "evaluation.experiment_running", HttpStatus.CONFLICT, "Experiment still runs"),
    NO_PAIR("evaluation.no_pair", HttpStatus.CONFLICT, "No two texts to compare"),
    PREFERENCE_GIVEN("evaluation.preference_given", HttpStatus.CONFLICT, "Already judged");

    private final String code;
    private final HttpStatus status;
    private final String title;

    ExperimentProblem(String code, HttpStatus status, String title) {
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
