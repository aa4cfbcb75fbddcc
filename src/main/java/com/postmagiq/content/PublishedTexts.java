package com.postmagiq.content;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.SampleImport;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The texts of posts that are out. */
@Repository
class PublishedTexts {
    private final JdbcClient jdbc;

    PublishedTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Published(UUID id, int postNumber, @Nullable String topic, String content) {}

    /**
     * The newest first, each with its number.
     *
     * @param ids null for all
     * @throws ProblemException {@code validation_failed} for one that is not published here
     */
    @Transactional(readOnly = true)
    public List<SampleImport.Text> of(@Nullable List<UUID> ids) {
        var wanted = ids == null ? new UUID[0] : ids.toArray(UUID[]::new);
        var found =
                jdbc.sql(
                                """
                                select p.id, p.post_number, left(p.topic, 200) as topic, v.content from app.posts p
                                  join app.post_versions v
                                    on v.workspace_id = p.workspace_id and v.id = p.current_version_id
                                 where p.status = 'published' and not p.is_deleted and (:all or p.id = any(:ids))
                                 order by p.post_number desc
                                """)
                        .param("all", ids == null)
                        .param("ids", wanted)
                        .query(Published.class)
                        .list();
        if (ids != null) {
            requireAll(ids, found);
        }
        return found.stream()
                .map(post -> new SampleImport.Text(post.postNumber(), post.topic(), post.content()))
                .toList();
    }

    private static void requireAll(List<UUID> ids, List<Published> found) {
        var missing = new HashSet<>(ids);
        found.forEach(post -> missing.remove(post.id()));
        missing.stream()
                .findFirst()
                .ifPresent(
                        id -> {
                            throw ProblemException.ofField(
                                    GeneralProblem.VALIDATION_FAILED,
                                    "post_ids",
                                    "names %s, which is no published post with a text here"
                                            .formatted(id));
                        });
    }
}
