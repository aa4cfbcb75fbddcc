package com.postmagiq.content;

import com.postmagiq.kernel.privacy.CopiedFiles;
import com.postmagiq.kernel.privacy.PersonalData;
import com.postmagiq.kernel.privacy.PersonalTable;
import com.postmagiq.kernel.privacy.PersonalTable.Place;
import com.postmagiq.kernel.privacy.Subject;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** What people wrote: theirs to copy, and the workspace's to keep. */
@Component
class ContentPersonalData implements PersonalData {
    private static final int BATCH = 200;

    private static final String POSTS =
            """
            select p.id, p.post_number as number, coalesce(p.topic, '') as topic, v.content
              from app.posts p
              join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where p.created_by_id = :person and not p.is_deleted and p.id > :after
             order by p.id limit :batch
            """;

    private record Written(UUID id, int number, String topic, String content) {}

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    ContentPersonalData(JdbcClient jdbc, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public List<PersonalTable> tables() {
        return List.of(
                PersonalTable.of(
                        Place.WORKSPACE, "app.posts", "created_by_id = :person", "posts.json"),
                PersonalTable.of(
                        Place.WORKSPACE,
                        "app.post_versions",
                        "author_id = :person",
                        "post_versions.jsonl"),
                planned("app.platforms", "platforms.json"),
                planned("app.goals", "strategies.json"),
                planned("app.chapters", "chapters.json"),
                planned("app.post_recurrences", "recurring_posts.json"),
                did("app.post_comments", "author_id", "comments.jsonl"),
                did("app.post_publications", "published_by_id", "publications.jsonl"),
                did("app.post_status_history", "actor_id", "post_moves.jsonl"),
                did("app.post_assignment_history", "assigned_by_id", "assignments.jsonl"));
    }

    private static PersonalTable planned(String table, String file) {
        return did(table, "created_by_id", file);
    }

    private static PersonalTable did(String table, String column, String file) {
        return PersonalTable.of(Place.WORKSPACE, table, column + " = :person", file);
    }

    @Override
    public void copyFiles(Subject subject, CopiedFiles files) throws IOException {
        var after = new UUID(0, 0);
        List<Written> posts;
        do {
            var last = after;
            posts = transaction.execute(_ -> posts(subject, last));
            for (var post : posts) {
                files.add(
                        "posts/%s/%d.md".formatted(CurrentWorkspace.id(), post.number()),
                        target ->
                                target.write(
                                        "# %s\n\n%s\n"
                                                .formatted(post.topic(), post.content())
                                                .getBytes(StandardCharsets.UTF_8)));
                after = post.id();
            }
        } while (posts.size() == BATCH);
    }

    private List<Written> posts(Subject subject, UUID after) {
        return jdbc.sql(POSTS)
                .param("person", subject.id())
                .param("after", after)
                .param("batch", BATCH)
                .query(Written.class)
                .list();
    }
}
