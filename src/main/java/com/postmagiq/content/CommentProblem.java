package com.postmagiq.content;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about comments can be refused. */
enum CommentProblem implements Problem {
    NOT_FOUND("comment.not_found", HttpStatus.NOT_FOUND, "No such comment"),
    ANCHOR_REQUIRED("comment.anchor_required", HttpStatus.UNPROCESSABLE_CONTENT, "Place needed"),
    ANCHOR_OUT_OF_RANGE(
            "comment.anchor_out_of_range", HttpStatus.UNPROCESSABLE_CONTENT, "Outside of the text"),
    SUGGESTION_SAME(
            "comment.suggestion_same", HttpStatus.UNPROCESSABLE_CONTENT, "Nothing suggested"),
    REPLY_DEPTH("comment.reply_depth", HttpStatus.UNPROCESSABLE_CONTENT, "Answer to an answer"),
    NOT_EDITABLE("comment.not_editable", HttpStatus.CONFLICT, "Cannot be changed any more"),
    SUGGESTION_OUTDATED(
            "comment.suggestion_outdated", HttpStatus.CONFLICT, "The words are no longer there"),
    SUGGESTIONS_OVERLAP(
            "comment.suggestions_overlap", HttpStatus.CONFLICT, "Suggestions for the same words"),
    NOT_OPEN("comment.suggestion_decided", HttpStatus.CONFLICT, "Already decided");

    private final String code;
    private final HttpStatus status;
    private final String title;

    CommentProblem(String code, HttpStatus status, String title) {
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
