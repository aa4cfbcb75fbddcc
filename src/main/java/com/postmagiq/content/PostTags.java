package com.postmagiq.content;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.web.GivenText;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The tags of posts, lower-case, each once. */
@Repository
class PostTags {
    private static final int MOST = 20;
    private static final int LONGEST = 40;

    private final JdbcClient jdbc;
    private final Clock clock;

    PostTags(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Tags as they are stored.
     *
     * @throws ProblemException {@code validation_failed}, {@code invalid_text}
     */
    static List<String> of(List<String> given) {
        var tags =
                given.stream()
                        .map(tag -> GivenText.of("tags", tag))
                        .filter(Objects::nonNull)
                        .map(tag -> tag.toLowerCase(Locale.ROOT))
                        .distinct()
                        .toList();
        if (tags.size() > MOST || tags.stream().anyMatch(tag -> tag.length() > LONGEST)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "tags",
                    "takes up to %d tags of up to %d characters".formatted(MOST, LONGEST));
        }
        return tags;
    }

    /** The tags of a post. */
    List<String> of(UUID postId) {
        return jdbc.sql("select tag from app.post_tags where post_id = :post order by tag")
                .param("post", postId)
                .query(String.class)
                .list();
    }

    /** Like {@link #set}, of a post that others know: with other tags it is another revision. */
    boolean change(UUID postId, List<String> tags) {
        if (!set(postId, tags)) {
            return false;
        }
        jdbc.sql("update app.posts set revision = revision + 1, updated_at = :now where id = :id")
                .param("now", Columns.at(clock.instant()))
                .param("id", postId)
                .update();
        return true;
    }

    /** Replaces the tags of a post; whether that changed any. */
    boolean set(UUID postId, List<String> tags) {
        var removed =
                jdbc.sql("delete from app.post_tags where post_id = :post and tag <> all(:tags)")
                        .param("post", postId)
                        .param("tags", tags.toArray(String[]::new))
                        .update();
        var added =
                jdbc.sql(
                                """
                                insert into app.post_tags (workspace_id, tag, post_id)
                                select :workspaceId, tag, :post from unnest(:tags) tag
                                on conflict do nothing
                                """)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("post", postId)
                        .param("tags", tags.toArray(String[]::new))
                        .update();
        return removed + added > 0;
    }
}
