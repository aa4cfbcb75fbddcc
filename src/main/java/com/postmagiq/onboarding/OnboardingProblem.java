package com.postmagiq.onboarding;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way the guided setup can refuse a request. */
enum OnboardingProblem implements Problem {
    CONVERSATION_CLOSED("onboarding.conversation_closed", "Conversation ended"),
    TURN_LIMIT("onboarding.turn_limit", "Conversation long enough"),
    NOT_ENOUGH_INPUT("onboarding.not_enough_input", "Too little said"),
    ALREADY_APPROVED("onboarding.already_approved", "Approved already");

    private final String code;
    private final String title;

    OnboardingProblem(String code, String title) {
        this.code = code;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return HttpStatus.CONFLICT;
    }

    @Override
    public String title() {
        return title;
    }
}
