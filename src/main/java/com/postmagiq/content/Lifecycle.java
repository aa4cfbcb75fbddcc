package com.postmagiq.content;

import static com.postmagiq.content.Mover.APPROVAL;
import static com.postmagiq.content.Mover.EDIT;
import static com.postmagiq.content.Mover.PERSON;
import static com.postmagiq.content.Mover.PUBLICATION;
import static com.postmagiq.content.Mover.RUN;
import static com.postmagiq.content.PostStatus.ARCHIVED;
import static com.postmagiq.content.PostStatus.CHANGES_REQUESTED;
import static com.postmagiq.content.PostStatus.DRAFTING;
import static com.postmagiq.content.PostStatus.NEEDS_STORY;
import static com.postmagiq.content.PostStatus.NOT_STARTED;
import static com.postmagiq.content.PostStatus.POLISHING;
import static com.postmagiq.content.PostStatus.PUBLISHED;
import static com.postmagiq.content.PostStatus.READY;
import static com.postmagiq.content.PostStatus.REVIEW;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The one table of how posts move, and by whom. What else must hold of a post that moves, such as a
 * text, is asked by {@link PostMoves}.
 */
final class Lifecycle {
    private record Way(PostStatus from, PostStatus to, Set<Mover> by) {}

    private static final List<Way> WAYS =
            List.of(
                    way(NOT_STARTED, NEEDS_STORY, PERSON),
                    way(NOT_STARTED, DRAFTING, PERSON, EDIT, RUN),
                    way(NEEDS_STORY, DRAFTING, PERSON, EDIT, RUN),
                    way(DRAFTING, NEEDS_STORY, RUN),
                    way(DRAFTING, REVIEW, RUN, APPROVAL),
                    way(DRAFTING, POLISHING, PERSON, RUN),
                    way(DRAFTING, READY, PERSON, RUN),
                    way(CHANGES_REQUESTED, DRAFTING, EDIT, RUN),
                    way(CHANGES_REQUESTED, REVIEW, APPROVAL),
                    way(CHANGES_REQUESTED, POLISHING, PERSON),
                    way(REVIEW, CHANGES_REQUESTED, APPROVAL),
                    way(REVIEW, DRAFTING, APPROVAL, RUN),
                    way(REVIEW, POLISHING, APPROVAL),
                    way(REVIEW, READY, APPROVAL),
                    way(POLISHING, READY, PERSON),
                    way(POLISHING, DRAFTING, PERSON, EDIT),
                    way(READY, DRAFTING, PERSON, EDIT),
                    way(READY, PUBLISHED, PUBLICATION),
                    way(PUBLISHED, READY, PUBLICATION));

    private Lifecycle() {}

    private static Way way(PostStatus from, PostStatus to, Mover first, Mover... more) {
        return new Way(from, to, EnumSet.of(first, more));
    }

    /**
     * Whether a post may go this way.
     *
     * @param previous where an archived post came from
     */
    static boolean allows(PostStatus from, PostStatus to, Mover by, @Nullable PostStatus previous) {
        if (from == to) {
            return false;
        }
        if (by == Mover.RESET) {
            return to == NOT_STARTED;
        }
        if (to == ARCHIVED) {
            return from != PUBLISHED && by == PERSON;
        }
        if (from == ARCHIVED) {
            return to == previous && by == PERSON;
        }
        return WAYS.stream()
                .anyMatch(way -> way.from == from && way.to == to && way.by.contains(by));
    }

    /** Where a person may take it from here, in the order of a post's life. */
    static List<PostStatus> allowed(PostStatus from, @Nullable PostStatus previous) {
        return Arrays.stream(PostStatus.values())
                .filter(to -> allows(from, to, PERSON, previous))
                .toList();
    }
}
