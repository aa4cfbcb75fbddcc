package com.postmagiq.content;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The columns of the board, left to right. Archived posts are in none. */
public enum BoardColumn {
    BACKLOG("Backlog", PostStatus.NOT_STARTED, PostStatus.NEEDS_STORY),
    DRAFTING("Drafting", PostStatus.DRAFTING, PostStatus.CHANGES_REQUESTED),
    REVIEW("In review", PostStatus.REVIEW),
    POLISHING("Polishing", PostStatus.POLISHING),
    READY("Ready", PostStatus.READY),
    PUBLISHED("Published", PostStatus.PUBLISHED);

    private final String label;

    @SuppressWarnings("ImmutableEnumChecker") // List.of makes one that cannot change
    private final List<PostStatus> statuses;

    BoardColumn(String label, PostStatus... statuses) {
        this.label = label;
        this.statuses = List.of(statuses);
    }

    /** As it stands in JSON. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** For people. */
    public String label() {
        return label;
    }

    public List<PostStatus> statuses() {
        return statuses;
    }

    /** The column a post of this status is in; empty for archived ones. */
    public static Optional<BoardColumn> of(PostStatus status) {
        return Arrays.stream(values())
                .filter(column -> column.statuses.contains(status))
                .findFirst();
    }

    /** The column of this key. */
    public static Optional<BoardColumn> named(String key) {
        return Arrays.stream(values()).filter(column -> column.key().equals(key)).findFirst();
    }
}
