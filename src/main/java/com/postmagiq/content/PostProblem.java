package com.postmagiq.content;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about posts can be refused. */
public enum PostProblem implements Problem {
    UNKNOWN_POST("post.not_found", HttpStatus.NOT_FOUND, "No such post"),
    INVALID_REFERENCE("invalid_post_ref", HttpStatus.BAD_REQUEST, "Not a post's name"),
    WRONG_CHAPTER("post.ref_mismatch", HttpStatus.NOT_FOUND, "In another chapter"),
    UNKNOWN_STATUS("post.unknown_status", HttpStatus.UNPROCESSABLE_CONTENT, "Unknown status"),
    INITIAL_STATUS(
            "post.initial_status", HttpStatus.UNPROCESSABLE_CONTENT, "Not a status to begin with"),
    NUMBER_TAKEN("post.number_taken", HttpStatus.CONFLICT, "Number taken"),
    CHAPTER_REQUIRED("post.chapter_required", HttpStatus.UNPROCESSABLE_CONTENT, "Chapter needed"),
    OTHER_GOAL(
            "post.chapter_of_other_goal",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Chapter of another strategy"),
    ASSIGNEE_NOT_MEMBER(
            "post.assignee_not_member", HttpStatus.UNPROCESSABLE_CONTENT, "Not a member"),
    ASSIGNEE_LACKS_SCOPE(
            "post.assignee_lacks_scope", HttpStatus.UNPROCESSABLE_CONTENT, "Cannot write posts"),
    ILLEGAL_TRANSITION("post.illegal_transition", HttpStatus.CONFLICT, "Cannot go there"),
    APPROVAL_REQUIRED("post.approval_required", HttpStatus.CONFLICT, "Approval needed"),
    APPROVAL_OFF("approval.off", HttpStatus.CONFLICT, "No approval here"),
    IMAGE_REQUIRED("post.image_required", HttpStatus.CONFLICT, "Picture needed"),
    TEXT_REQUIRED("post.text_required", HttpStatus.CONFLICT, "Text needed"),
    OVER_LIMIT("post.over_platform_limit", HttpStatus.CONFLICT, "Too long for its platform"),
    IN_REVIEW("post.in_review", HttpStatus.CONFLICT, "In review"),
    RUN_DECIDES("post.run_decides", HttpStatus.CONFLICT, "Its run asks for a decision"),
    RUN_ACTIVE("post.run_active", HttpStatus.CONFLICT, "A run works on it"),
    ALREADY_PUBLISHED("post.already_published", HttpStatus.CONFLICT, "Published"),
    PURGED("purged", HttpStatus.GONE, "Gone for good"),
    NOT_FINISHED("post.not_finished", HttpStatus.NOT_FOUND, "Not finished"),
    UNKNOWN_PLATFORM(
            "publication.unknown_platform", HttpStatus.UNPROCESSABLE_CONTENT, "Unknown platform"),
    UNKNOWN_PUBLICATION("publication.not_found", HttpStatus.NOT_FOUND, "No such publication"),
    UNKNOWN_VERSION("post.version_not_found", HttpStatus.NOT_FOUND, "No such version"),
    SAME_VERSION("post.same_version", HttpStatus.UNPROCESSABLE_CONTENT, "The same version"),
    RANK_ANCHOR("board.rank_anchor", HttpStatus.UNPROCESSABLE_CONTENT, "Not in that column"),
    USE_PUBLICATIONS("board.use_publications", HttpStatus.CONFLICT, "Record a publication"),
    REASON_REQUIRED("board.reason_required", HttpStatus.UNPROCESSABLE_CONTENT, "Say why"),
    NO_RUN_THERE("board.no_run_there", HttpStatus.CONFLICT, "No run starts with this move"),
    UNKNOWN_COLUMN("board.unknown_column", HttpStatus.NOT_FOUND, "No such column");

    private final String code;
    private final HttpStatus status;
    private final String title;

    PostProblem(String code, HttpStatus status, String title) {
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
