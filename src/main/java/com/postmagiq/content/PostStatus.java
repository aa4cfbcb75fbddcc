package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Where a post stands, in the order of its life. */
public enum PostStatus {
    NOT_STARTED,
    NEEDS_STORY,
    DRAFTING,
    CHANGES_REQUESTED,
    REVIEW,
    POLISHING,
    READY,
    PUBLISHED,
    ARCHIVED;

    private static final Map<String, PostStatus> ALIASES =
            Map.of(
                    "draft", DRAFTING,
                    "pending_approval", REVIEW,
                    "in_review", REVIEW,
                    "backlog", NOT_STARTED,
                    "idea", NOT_STARTED,
                    "done", READY,
                    "complete", READY,
                    "approved", READY,
                    "live", PUBLISHED);

    /** As it stands in the database and in JSON. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * The status of this name, or of one of the names other tools use.
     *
     * @throws ProblemException {@code post.unknown_status}
     */
    public static PostStatus of(String text) {
        var name = text.strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(status -> status.code().equals(name))
                .findFirst()
                .or(() -> Optional.ofNullable(ALIASES.get(name)))
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        PostProblem.UNKNOWN_STATUS,
                                        "The status '%s' is not known; use one of %s."
                                                .formatted(
                                                        text,
                                                        Arrays.stream(values())
                                                                .map(PostStatus::code)
                                                                .toList())));
    }

    /** Whether somebody may still take it up: a run, or a person with a story. */
    boolean available() {
        return this == NOT_STARTED
                || this == NEEDS_STORY
                || this == DRAFTING
                || this == CHANGES_REQUESTED;
    }

    /** Whether work on it is over, so that a date in the past is no delay. */
    public boolean done() {
        return this == READY || this == PUBLISHED || this == ARCHIVED;
    }
}
