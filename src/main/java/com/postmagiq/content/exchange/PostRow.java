package com.postmagiq.content.exchange;

import com.postmagiq.content.PostStatus;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a file says of a post, read and checked as far as that goes without the workspace.
 *
 * @param name what the file calls it: its ref_id, or its place in the file
 * @param id of a post of this product; null when the file names none
 * @param columns of {@link com.postmagiq.content.ImportedPost#COLUMNS}, those the file names
 * @param assignee null when the file says none; empty for nobody
 * @param published null when the file does not say that it went out
 */
record PostRow(
        int row,
        String name,
        @Nullable UUID id,
        @Nullable Integer number,
        Place place,
        Map<String, @Nullable Object> columns,
        @Nullable PostStatus status,
        @Nullable PostStatus previous,
        @Nullable String assignee,
        @Nullable List<String> tags,
        @Nullable String content,
        @Nullable Published published) {
    /** Where it belongs, as the file calls the place. */
    record Place(
            @Nullable String goalRef,
            @Nullable String goal,
            @Nullable Integer chapterNumber,
            @Nullable String chapter) {
        boolean namesChapter() {
            return chapterNumber != null || chapter != null;
        }
    }

    /**
     * That it went out.
     *
     * @param platform null for the kind of its strategy's stream
     */
    record Published(@Nullable String platform, @Nullable String url, @Nullable Instant at) {}

    @Nullable String topic() {
        return (String) columns.get("topic");
    }

    @Nullable String externalRef() {
        return (String) columns.get("external_ref");
    }
}
