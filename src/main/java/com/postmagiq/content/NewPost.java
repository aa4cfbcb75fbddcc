package com.postmagiq.content;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A post to make; everything may be left out.
 *
 * @param goalId the chapter's strategy when left out
 * @param number the next one when left out
 * @param story raw story it is to come from
 * @param status not_started when left out, drafting when there is a text
 * @param content makes version 1
 */
public record NewPost(
        @Nullable UUID goalId,
        @Nullable UUID chapterId,
        @Nullable Integer number,
        @Nullable String topic,
        @Nullable String shape,
        @Nullable String cadence,
        @Nullable String entryPoint,
        @Nullable String guidance,
        @Nullable String story,
        @Nullable PostStatus status,
        @Nullable UUID assigneeId,
        @Nullable LocalDate dueDate,
        @Nullable String priority,
        @Nullable BigDecimal estimatedHours,
        @Nullable BigDecimal actualHours,
        List<String> tags,
        @Nullable String content) {

    public NewPost {
        tags = List.copyOf(tags);
    }

    /** A post of a plan that nobody has begun. */
    public static NewPost planned(
            UUID goalId, UUID chapterId, String topic, String shape, String cadence) {
        return new NewPost(
                goalId, chapterId, null, topic, shape, cadence, null, null, null, null, null, null,
                null, null, null, List.of(), null);
    }
}
