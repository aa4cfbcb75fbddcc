package com.postmagiq.content.strategy;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/**
 * Every way a request about streams, strategies and chapters can be refused. What a body or query
 * names and is not there is 422; an unknown id of an address is the general 404.
 */
public enum StrategyProblem implements Problem {
    PLATFORM_NAME_TAKEN("platform.name_taken", HttpStatus.CONFLICT, "Name not available"),
    PLATFORM_IN_USE("platform.in_use", HttpStatus.CONFLICT, "Platform in use"),
    PLATFORM_NOT_FOUND("platform.not_found", HttpStatus.UNPROCESSABLE_CONTENT, "No such platform"),
    GOAL_NOT_FOUND("goal.not_found", HttpStatus.UNPROCESSABLE_CONTENT, "No such strategy"),
    GOAL_LIMIT("goal.limit", HttpStatus.CONFLICT, "Too many strategies"),
    GOAL_CAMPAIGN_DATES_REQUIRED(
            "goal.campaign_dates_required",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Campaign without dates"),
    GOAL_POSTS_IN_PROGRESS(
            "goal.posts_in_progress", HttpStatus.CONFLICT, "A run works on one of the posts"),
    CHAPTER_NOT_FOUND("chapter.not_found", HttpStatus.UNPROCESSABLE_CONTENT, "No such chapter"),
    CHAPTER_NUMBER_TAKEN("chapter.number_taken", HttpStatus.CONFLICT, "Number not available"),
    CHAPTER_LIMIT("chapter.limit", HttpStatus.CONFLICT, "Too many chapters"),
    CHAPTER_INCOMPLETE_ORDER(
            "chapter.incomplete_order",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Not the chapters of the strategy"),
    CHAPTER_NOT_EMPTY("chapter.not_empty", HttpStatus.CONFLICT, "Chapter has posts"),
    NO_GOAL("voice_profile.no_goal", HttpStatus.CONFLICT, "No strategy yet");

    private final String code;
    private final HttpStatus status;
    private final String title;

    StrategyProblem(String code, HttpStatus status, String title) {
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
