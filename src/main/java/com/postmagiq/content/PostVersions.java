package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Stores texts as versions of locked posts. History is added to and never rewritten. */
@Repository
class PostVersions {
    /** One sitting of one person is one version. */
    private static final Duration ONE_SITTING = Duration.ofMinutes(10);

    /** Of those nobody has marked or used, as many of the latest are kept. */
    private static final int KEPT = 200;

    private static final String INSERT =
            """
            insert into app.post_versions (workspace_id, id, post_id, version_number, source, content, title, label,
                content_hash, word_count, char_count, run_id, parent_version_id, author_id, created_at, updated_at)
            select :workspaceId, :id, :post,
                   coalesce((select max(version_number) from app.post_versions where post_id = :post), 0) + 1,
                   :source, :content, :title, :label, :hash, :words, :chars, :runId,
                   (select current_version_id from app.posts where id = :post), :author, :now, :now
            returning version_number
            """;

    /** The latest version, if it may still be written over by its author. */
    private static final String SAME_SITTING =
            """
            select v.id
              from app.post_versions v
              join app.posts p on p.workspace_id = v.workspace_id and p.id = v.post_id
             where v.post_id = :post and v.id = p.current_version_id
               and v.source = 'manual' and v.author_id = :author and v.created_at > :since
               and not v.is_pinned and v.label is null
               and p.run_base_version_id is distinct from v.id
               and not exists (select from app.post_publications u
                                where u.workspace_id = v.workspace_id and u.version_id = v.id)
               and not exists (select from app.post_comments c
                                where c.workspace_id = v.workspace_id and c.version_id = v.id)
               and not exists (select from app.post_versions later
                                where later.workspace_id = v.workspace_id and later.post_id = v.post_id
                                  and later.version_number > v.version_number)
            """;

    private static final String PRUNE =
            """
            delete from app.post_versions where id in (
                select v.id
                  from app.post_versions v
                  join app.posts p on p.workspace_id = v.workspace_id and p.id = v.post_id
                 where v.post_id = :post and not v.is_pinned and v.label is null
                   and v.id not in (p.current_version_id, coalesce(p.run_base_version_id, p.current_version_id),
                                    coalesce(p.offered_version_id, p.current_version_id))
                   and not exists (select from app.post_publications u
                                    where u.workspace_id = v.workspace_id and u.version_id = v.id)
                   and not exists (select from app.post_comments c
                                    where c.workspace_id = v.workspace_id and c.version_id = v.id)
                 order by v.version_number desc
                offset :kept)
            """;

    /**
     * What was stored.
     *
     * @param number of the version
     */
    record Stored(UUID id, int number) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    PostVersions(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The first text of a new post. */
    void first(UUID postId, String content, @Nullable UUID author) {
        makeCurrent(
                postId,
                insert(
                                postId,
                                new NewText(
                                        content, null, null, NewText.Source.MANUAL, author, null))
                        .id());
    }

    /** Adds a version that is not current. */
    Stored insert(UUID postId, NewText text) {
        var id = Ids.next();
        var number =
                jdbc.sql(INSERT)
                        .param("workspaceId", CurrentWorkspace.id())
                        .param("id", id)
                        .param("post", postId)
                        .param("source", text.source().code())
                        .param("content", text.content())
                        .param("title", text.title())
                        .param("label", text.label())
                        .param("hash", PlainText.hash(text.content()))
                        .param("words", PlainText.words(text.content()))
                        .param("chars", PlainText.characters(text.content()))
                        .param("runId", text.runId())
                        .param("author", text.author())
                        .param("now", Columns.at(clock.instant()))
                        .query(Integer.class)
                        .single();
        return new Stored(id, number);
    }

    /**
     * Stores what somebody typed: over their own latest version where it is the same sitting, else
     * as a new one.
     */
    Stored save(UUID postId, NewText text) {
        var stored = overwritten(postId, text).orElseGet(() -> insert(postId, text));
        makeCurrent(postId, stored.id());
        return stored;
    }

    private Optional<Stored> overwritten(UUID postId, NewText text) {
        var now = clock.instant();
        if (text.source() != NewText.Source.MANUAL || text.author() == null) {
            return Optional.empty();
        }
        return jdbc.sql(SAME_SITTING)
                .param("post", postId)
                .param("author", text.author())
                .param("since", Columns.at(now.minus(ONE_SITTING)))
                .query(UUID.class)
                .optional()
                .map(id -> overwrite(id, text));
    }

    private Stored overwrite(UUID id, NewText text) {
        var number =
                jdbc.sql(
                                """
                                update app.post_versions
                                   set content = :content, title = :title, label = :label, content_hash = :hash,
                                       word_count = :words, char_count = :chars, updated_at = :now
                                 where id = :id
                                returning version_number
                                """)
                        .param("content", text.content())
                        .param("title", text.title())
                        .param("label", text.label())
                        .param("hash", PlainText.hash(text.content()))
                        .param("words", PlainText.words(text.content()))
                        .param("chars", PlainText.characters(text.content()))
                        .param("now", Columns.at(clock.instant()))
                        .param("id", id)
                        .query(Integer.class)
                        .single();
        return new Stored(id, number);
    }

    /** Makes a version the text people see, and lets go of what nobody needs any more. */
    void makeCurrent(UUID postId, UUID versionId) {
        jdbc.sql(
                        """
                        update app.posts
                           set current_version_id = :version, revision = revision + 1, updated_at = :now,
                               edited_since_publication = edited_since_publication or status = 'published',
                               offered_version_id = nullif(offered_version_id, :version)
                         where id = :id
                        """)
                .param("version", versionId)
                .param("now", Columns.at(clock.instant()))
                .param("id", postId)
                .update();
        jdbc.sql(PRUNE).param("post", postId).param("kept", KEPT).update();
    }
}
