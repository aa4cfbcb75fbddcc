package com.postmagiq.content.board;

import com.postmagiq.content.PostFilter;
import com.postmagiq.workspace.Actor;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cards a board shows, as the address names it.
 *
 * @param assignee a person's id, {@code me}, or {@code none}
 * @param mine only the caller's
 * @param needsAttention only late ones, those that wait for a story or for changes, and those whose
 *     run failed
 */
record BoardFilter(
        @Nullable String assignee,
        @Nullable UUID chapterId,
        @Nullable UUID goalId,
        @Nullable String priority,
        @Nullable String tag,
        @Nullable Boolean mine,
        @Nullable Boolean needsAttention,
        @Nullable String q) {
    PostFilter posts(Actor actor) {
        var own = Boolean.TRUE.equals(mine);
        return new PostFilter(
                List.of(),
                goalId,
                chapterId,
                false,
                own ? actor.userId() : PostFilter.personOf(assignee, actor),
                !own && "none".equals(assignee),
                priority,
                tag,
                null,
                null,
                false,
                Boolean.TRUE.equals(needsAttention),
                null,
                q);
    }
}
