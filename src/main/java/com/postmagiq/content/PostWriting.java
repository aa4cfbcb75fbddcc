package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Saving the text of a post by hand. */
@Service
public class PostWriting {
    private static final int LONGEST_TEXT = 100_000;
    private static final int LONGEST_TITLE = 300;
    private static final int LONGEST_LABEL = 80;

    /**
     * What came of a save.
     *
     * @param changed false when it was the stored text already
     */
    record Saved(boolean changed) {}

    private record Version(String content, @Nullable String title) {}

    private final StoredPosts posts;
    private final PostVersions versions;
    private final PostMoves moves;
    private final PostList list;
    private final PostNews news;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;

    PostWriting(
            StoredPosts posts,
            PostVersions versions,
            PostMoves moves,
            PostList list,
            PostNews news,
            JdbcClient jdbc,
            ApplicationEventPublisher events) {
        this.posts = posts;
        this.versions = versions;
        this.moves = moves;
        this.list = list;
        this.news = news;
        this.jdbc = jdbc;
        this.events = events;
    }

    /**
     * Saves a text as the current version.
     *
     * @param revision the post's revision the text was written on
     * @throws ProblemException {@code stale_revision} with the post and its text in {@code
     *     current}, {@code post.run_decides}, {@code post.in_review}, {@code required_field},
     *     {@code validation_failed}, {@code invalid_text}
     */
    @Transactional
    public Saved save(
            UUID postId,
            int revision,
            @Nullable String content,
            @Nullable String title,
            @Nullable String label,
            Actor actor) {
        var text = text(content);
        var headline = PlainText.of("title", title, LONGEST_TITLE);
        var mark = PlainText.of("label", label, LONGEST_LABEL);
        var post = lockForEdit(postId, revision);
        if (text.equals(post.text()) && headline == null && mark == null) {
            return new Saved(false);
        }
        store(post, new NewText(text, headline, mark, NewText.Source.MANUAL, actor.userId(), null));
        return new Saved(true);
    }

    /**
     * Makes the text of an older version current again, as a new version.
     *
     * @throws ProblemException {@code post.version_not_found} and those of a save
     */
    @Transactional
    public void restore(UUID postId, int number, @Nullable Integer revision, Actor actor) {
        var post = lockForEdit(postId, revision);
        var old =
                jdbc.sql(
                                "select content, title from app.post_versions where post_id = :post and version_number = :number")
                        .param("post", postId)
                        .param("number", number)
                        .query(Version.class)
                        .optional()
                        .orElseThrow(() -> VersionList.unknown(number));
        jdbc.sql(
                        """
                        update app.posts set offered_version_id = null
                         where id = :id and offered_version_id in
                               (select id from app.post_versions where post_id = :id and version_number = :number)
                        """)
                .param("id", postId)
                .param("number", number)
                .update();
        store(
                post,
                new NewText(
                        old.content(),
                        old.title(),
                        null,
                        NewText.Source.RESTORE,
                        actor.userId(),
                        null));
    }

    /**
     * Locks a post whose text is to be changed.
     *
     * @param revision null when the sender did not say what the change was made from
     */
    StoredPost lockForEdit(UUID postId, @Nullable Integer revision) {
        var post = posts.lock(postId);
        IfMatch.require("this post", revision, post.revision(), () -> list.get(postId));
        PostMoves.requireNoRunsReview(post);
        if (post.status() == PostStatus.REVIEW) {
            throw new ProblemException(
                    PostProblem.IN_REVIEW,
                    "Post %d waits for approval; its text stays as it was submitted."
                            .formatted(post.number()));
        }
        return post;
    }

    /** Stores a text as current; work on the post goes on. */
    int store(StoredPost post, NewText text) {
        var stored = versions.save(post.id(), text);
        var back = Lifecycle.allows(post.status(), PostStatus.DRAFTING, Mover.EDIT, null);
        if (back && post.status() != PostStatus.DRAFTING) {
            moves.move(post, PostStatus.DRAFTING, PostMoves.Cause.of(Mover.EDIT, text.author()));
        }
        news.changed(post.id());
        events.publishEvent(
                new Audited(
                        "post.updated",
                        text.author(),
                        NewPosts.RESOURCE,
                        post.id(),
                        Map.of("content", new Audited.Change(null, stored.number())),
                        Audited.Outcome.SUCCESS));
        return stored.number();
    }

    static String text(@Nullable String content) {
        return Objects.requireNonNullElseGet(
                PlainText.of("content", content, LONGEST_TEXT),
                () -> {
                    throw ProblemException.ofField(
                            GeneralProblem.REQUIRED_FIELD, "content", "cannot be empty");
                });
    }
}
