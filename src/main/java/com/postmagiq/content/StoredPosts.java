package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Finds posts by what people call them, and locks them for a change. */
@Repository
public class StoredPosts {
    private static final String FIND =
            """
            select p.id, c.chapter_number, p.is_deleted
              from app.posts p
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
            """;

    private final JdbcClient jdbc;
    private final TenantDb db;

    StoredPosts(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    private record Found(UUID id, @Nullable Integer chapter, boolean deleted) {}

    /**
     * The id of a post.
     *
     * @throws ProblemException {@code invalid_post_ref}, {@code post.not_found}, {@code
     *     post.ref_mismatch}
     */
    public UUID idOf(String reference) {
        return id(reference, false);
    }

    /** Like {@link #idOf}, for a post that has been deleted. */
    UUID idOfDeleted(String reference) {
        return id(reference, true);
    }

    private UUID id(String reference, boolean deleted) {
        var name = PostReference.of(reference);
        var found =
                db.first(
                                FIND
                                        + (name.id() == null
                                                ? " where p.post_number = ?"
                                                : " where p.id = ?"),
                                (row, _) ->
                                        new Found(
                                                row.getObject("id", UUID.class),
                                                Columns.integer(row, "chapter_number"),
                                                row.getBoolean("is_deleted")),
                                name.id() == null ? name.number() : name.id())
                        .filter(post -> deleted || !post.deleted())
                        .orElseThrow(() -> unknown(reference));
        requireChapter(name, found.chapter());
        return found.id();
    }

    /**
     * @throws ProblemException {@code post.ref_mismatch} when the name says another chapter
     */
    static void requireChapter(PostReference name, @Nullable Integer chapter) {
        if (name.chapter() != null && !name.chapter().equals(chapter)) {
            throw new ProblemException(
                    PostProblem.WRONG_CHAPTER,
                    chapter == null
                            ? "Post %d is in no chapter.".formatted(name.number())
                            : "Post %d is in chapter %d.".formatted(name.number(), chapter));
        }
    }

    /**
     * Locks a post; others who change it wait until this transaction ends.
     *
     * @throws ProblemException {@code post.not_found} also for a deleted one
     */
    StoredPost lock(UUID id) {
        return find(id).orElseThrow(() -> unknown(id.toString()));
    }

    /** Locks a post, if it is there. */
    Optional<StoredPost> find(UUID id) {
        return find(id, "not p.is_deleted");
    }

    /** Locks a post that may be deleted. */
    Optional<StoredPost> lockDeleted(UUID id) {
        return find(id, "p.is_deleted");
    }

    private Optional<StoredPost> find(UUID id, String condition) {
        return jdbc.sql(
                        StoredPost.SELECT
                                + " where p.id = :id and "
                                + condition
                                + " for update of p")
                .param("id", id)
                .query((row, _) -> StoredPost.of(row))
                .optional();
    }

    static ProblemException unknown(String reference) {
        return new ProblemException(
                PostProblem.UNKNOWN_POST,
                "There is no post %s in this workspace.".formatted(reference));
    }
}
