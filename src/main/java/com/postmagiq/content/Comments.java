package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.text.Normalizer;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What people say about a post, at a place of its text or about all of it. */
@Service
class Comments {
    private static final int LONGEST = 5000;

    /** So long may somebody put what they said in other words. */
    private static final Duration EDITABLE = Duration.ofMinutes(15);

    /**
     * A place in a version's text.
     *
     * @param start UTF-16 code unit, counted from 0
     * @param end behind the last one
     */
    record Anchor(int versionNumber, int start, int end) {}

    /**
     * Something to say.
     *
     * @param suggestion what should stand there instead; empty to take it away
     */
    record Wish(
            @Nullable String body,
            @Nullable UUID parentId,
            @Nullable Anchor anchor,
            @Nullable String suggestion,
            boolean internal) {}

    private record Place(UUID versionId, String quote) {}

    private record Text(UUID id, String content) {}

    private record Parent(@Nullable UUID parentId) {}

    private final StoredPosts posts;
    private final PostNews news;
    private final JdbcClient jdbc;
    private final Clock clock;

    Comments(StoredPosts posts, PostNews news, JdbcClient jdbc, Clock clock) {
        this.posts = posts;
        this.news = news;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Says something; its id.
     *
     * @throws ProblemException {@code comment.anchor_required}, {@code
     *     comment.anchor_out_of_range}, {@code comment.suggestion_same}, {@code
     *     comment.reply_depth}, {@code required_field}, {@code comment.not_found}
     */
    @Transactional
    public UUID add(UUID postId, Wish wish, Actor actor) {
        var body = PlainText.of("body", wish.body(), LONGEST);
        var suggestion = suggestion(wish);
        if (body == null && suggestion == null) {
            throw ProblemException.ofField(
                    GeneralProblem.REQUIRED_FIELD, "body", "cannot be empty");
        }
        posts.lock(postId);
        requireThread(postId, wish.parentId());
        var anchor = wish.anchor();
        var place = anchor == null ? null : place(postId, anchor);
        if (suggestion != null && place == null) {
            throw new ProblemException(
                    CommentProblem.ANCHOR_REQUIRED,
                    "A suggestion says where: give the version, and where in it the words begin and end.");
        }
        if (suggestion != null && place != null && suggestion.equals(place.quote())) {
            throw new ProblemException(
                    CommentProblem.SUGGESTION_SAME, "The suggestion is what stands there already.");
        }
        var id = Ids.next();
        jdbc.sql(
                        """
                        insert into app.post_comments (workspace_id, id, post_id, parent_id, author_id, body, version_id,
                            anchor_start, anchor_end, anchor_quote, suggestion, suggestion_state, is_internal, created_at)
                        values (:workspaceId, :id, :post, :parent, :author, :body, :version, :start, :end, :quote,
                            :suggestion, :state, :internal, :now)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", id)
                .param("post", postId)
                .param("parent", wish.parentId())
                .param("author", actor.userId())
                .param("body", body == null ? "" : body)
                .param("version", place == null ? null : place.versionId())
                .param("start", anchor == null ? null : anchor.start())
                .param("end", anchor == null ? null : anchor.end())
                .param("quote", place == null ? null : place.quote())
                .param("suggestion", suggestion)
                .param("state", suggestion == null ? null : "open")
                .param("internal", wish.internal())
                .param("now", Columns.at(clock.instant()))
                .update();
        news.changed(postId);
        return id;
    }

    /** Blanks count in what is to stand somewhere; only line ends are those of the stored text. */
    private static @Nullable String suggestion(Wish wish) {
        if (wish.suggestion() == null || wish.suggestion().isEmpty()) {
            return wish.suggestion();
        }
        PlainText.of("suggestion", wish.suggestion(), LONGEST);
        return Normalizer.normalize(wish.suggestion(), Normalizer.Form.NFC).replace("\r\n", "\n");
    }

    private void requireThread(UUID postId, @Nullable UUID parentId) {
        if (parentId == null) {
            return;
        }
        var parent =
                jdbc.sql(
                                "select parent_id from app.post_comments where id = :id and post_id = :post")
                        .param("id", parentId)
                        .param("post", postId)
                        .query(Parent.class)
                        .optional()
                        .orElseThrow(() -> unknown(parentId));
        if (parent.parentId() != null) {
            throw new ProblemException(
                    CommentProblem.REPLY_DEPTH,
                    "Answers cannot be answered; answer the comment they belong to.");
        }
    }

    private Place place(UUID postId, Anchor anchor) {
        var version =
                jdbc.sql(
                                "select id, content from app.post_versions where post_id = :post and version_number = :number")
                        .param("post", postId)
                        .param("number", anchor.versionNumber())
                        .query(Text.class)
                        .optional()
                        .orElseThrow(() -> VersionList.unknown(anchor.versionNumber()));
        var text = version.content();
        var inside =
                anchor.start() >= 0
                        && anchor.start() < anchor.end()
                        && anchor.end() <= text.length()
                        && !splits(text, anchor.start())
                        && !splits(text, anchor.end());
        if (!inside) {
            throw new ProblemException(
                            CommentProblem.ANCHOR_OUT_OF_RANGE,
                            "Version %d has %d characters; the place must lie inside and cut no sign in two."
                                    .formatted(anchor.versionNumber(), text.length()))
                    .with("length", text.length());
        }
        return new Place(version.id(), text.substring(anchor.start(), anchor.end()));
    }

    /** Whether a place lies inside a sign that takes two code units. */
    private static boolean splits(String text, int at) {
        return at > 0
                && at < text.length()
                && Character.isHighSurrogate(text.charAt(at - 1))
                && Character.isLowSurrogate(text.charAt(at));
    }

    /**
     * Puts what somebody said in other words, or closes or opens its thread.
     *
     * @param body only its author's, within a quarter of an hour; null leaves it
     * @param resolved null leaves it
     * @throws ProblemException {@code comment.not_found}, {@code comment.not_editable}
     */
    @Transactional
    public void change(
            UUID postId, UUID id, @Nullable String body, @Nullable Boolean resolved, Actor actor) {
        var now = clock.instant();
        if (body != null) {
            var words = PlainText.of("body", body, LONGEST);
            if (words == null) {
                throw ProblemException.ofField(
                        GeneralProblem.REQUIRED_FIELD, "body", "cannot be empty");
            }
            requireExists(postId, id);
            var changed =
                    jdbc.sql(
                                    """
                                    update app.post_comments set body = :body, edited_at = :now
                                     where id = :id and author_id = :author and created_at > :since and deleted_at is null
                                    """)
                            .param("body", words)
                            .param("now", Columns.at(now))
                            .param("id", id)
                            .param("author", actor.userId())
                            .param("since", Columns.at(now.minus(EDITABLE)))
                            .update();
            if (changed == 0) {
                throw new ProblemException(
                        CommentProblem.NOT_EDITABLE,
                        "A comment can be changed by its author within 15 minutes; add another one.");
            }
        }
        if (resolved != null) {
            requireExists(postId, id);
            resolve(id, resolved, actor.userId());
        }
        news.changed(postId);
    }

    void resolve(UUID id, boolean resolved, UUID by) {
        jdbc.sql(
                        """
                        update app.post_comments
                           set resolved_at = case when :resolved then coalesce(resolved_at, :now) end,
                               resolved_by_id = case when :resolved then coalesce(resolved_by_id, :by) end
                         where id = :id and parent_id is null
                        """)
                .param("resolved", resolved)
                .param("now", Columns.at(clock.instant()))
                .param("by", by)
                .param("id", id)
                .update();
    }

    /**
     * Takes back what somebody said. With answers a stub stays.
     *
     * @throws ProblemException {@code comment.not_found}, {@code scope_missing}
     */
    @Transactional
    public void delete(UUID postId, UUID id, Actor actor) {
        requireExists(postId, id);
        var own =
                jdbc.sql(
                                "select exists (select from app.post_comments where id = :id and author_id = :author)")
                        .param("id", id)
                        .param("author", actor.userId())
                        .query(Boolean.class)
                        .single();
        if (!own) {
            actor.require(Scope.CONTENT_DELETE);
        }
        jdbc.sql(
                        """
                        update app.post_comments
                           set deleted_at = :now, body = '', suggestion_state = case when suggestion is not null then 'declined' end
                         where id = :id
                        """)
                .param("now", Columns.at(clock.instant()))
                .param("id", id)
                .update();
        news.changed(postId);
    }

    void requireExists(UUID postId, UUID id) {
        var found =
                jdbc.sql(
                                """
                                select exists (select from app.post_comments
                                                where id = :id and post_id = :post and deleted_at is null)
                                """)
                        .param("id", id)
                        .param("post", postId)
                        .query(Boolean.class)
                        .single();
        if (!found) {
            throw unknown(id);
        }
    }

    static ProblemException unknown(UUID id) {
        return new ProblemException(
                CommentProblem.NOT_FOUND, "There is no comment %s on this post.".formatted(id));
    }
}
