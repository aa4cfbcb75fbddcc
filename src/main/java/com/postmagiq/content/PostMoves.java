package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Moves locked posts from status to status. Nothing else writes a post's status. */
@Component
class PostMoves {
    /**
     * Who moves a post and why.
     *
     * @param runId the run that moves it, or is told of
     */
    record Cause(
            Mover mover, @Nullable UUID actorId, @Nullable UUID runId, @Nullable String reason) {
        static Cause person(UUID actorId, @Nullable String reason) {
            return new Cause(Mover.PERSON, actorId, null, reason);
        }

        static Cause run(UUID runId, @Nullable UUID startedBy) {
            return new Cause(Mover.RUN, startedBy, runId, null);
        }

        static Cause of(Mover mover, @Nullable UUID actorId) {
            return new Cause(mover, actorId, null, null);
        }
    }

    private final JdbcClient jdbc;
    private final BoardRanks ranks;
    private final ObjectProvider<ApprovalRules> approval;
    private final PostNews news;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    PostMoves(
            JdbcClient jdbc,
            BoardRanks ranks,
            ObjectProvider<ApprovalRules> approval,
            PostNews news,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.ranks = ranks;
        this.approval = approval;
        this.news = news;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Moves a post; to the status it has already is no move.
     *
     * @throws ProblemException {@code post.illegal_transition} with {@code from}, {@code to} and
     *     {@code allowed}, {@code post.run_decides}, {@code post.run_active}, {@code
     *     post.text_required}, {@code post.approval_required}, {@code post.image_required}, {@code
     *     post.over_platform_limit}, {@code approval.off}
     */
    void move(StoredPost post, PostStatus to, Cause cause) {
        if (post.status() == to) {
            return;
        }
        check(post, to, cause.mover());
        write(post, to, cause);
    }

    /**
     * Puts a post back to where it was before a move, which no rule forbade.
     *
     * @param previous where it went back to from the archive, if it was there
     * @param rank its place in its column
     */
    void takeBack(
            StoredPost post,
            PostStatus was,
            @Nullable PostStatus previous,
            BigDecimal rank,
            Cause cause) {
        if (post.status() != was) {
            write(post, was, cause);
        }
        jdbc.sql(
                        "update app.posts set previous_status = :previous, board_rank = :rank where id = :id")
                .param("previous", previous == null ? null : previous.code())
                .param("rank", rank)
                .param("id", post.id())
                .update();
    }

    private void check(StoredPost post, PostStatus to, Mover by) {
        if (by == Mover.PERSON) {
            requireNoRunsReview(post);
            if (to == PostStatus.ARCHIVED && post.status() != PostStatus.PUBLISHED) {
                requireNoRun(post, "archived");
            }
            if (to == PostStatus.REVIEW
                    && Lifecycle.allows(post.status(), to, Mover.APPROVAL, post.previous())) {
                throw new ProblemException(
                        PostProblem.APPROVAL_OFF,
                        "Nobody approves posts in this workspace, so none can be submitted; move it to ready.");
            }
        }
        if (!Lifecycle.allows(post.status(), to, by, post.previous())) {
            throw illegal(post, to);
        }
        var finishing = to == PostStatus.READY || to == PostStatus.POLISHING;
        if (by == Mover.PERSON && finishing && post.status() != PostStatus.ARCHIVED) {
            requireFinished(post, to);
        }
    }

    private void requireFinished(StoredPost post, PostStatus to) {
        if (post.text() == null) {
            throw new ProblemException(
                    PostProblem.TEXT_REQUIRED,
                    "Post %d has no text yet; write one first.".formatted(post.number()));
        }
        if (post.status() != PostStatus.POLISHING && needsApproval(post)) {
            throw new ProblemException(
                    PostProblem.APPROVAL_REQUIRED,
                    "Posts here are finished by an approval; submit post %d for it."
                            .formatted(post.number()));
        }
        if (to == PostStatus.POLISHING) {
            return;
        }
        if (post.lacksImage()) {
            throw new ProblemException(
                    PostProblem.IMAGE_REQUIRED,
                    "The strategy asks for a picture, and post %d has none; add one, or move it to polishing."
                            .formatted(post.number()));
        }
        if (post.tooLong()) {
            throw new ProblemException(
                            PostProblem.OVER_LIMIT,
                            "The text is %,d characters too long for its platform, which takes %,d."
                                    .formatted(post.excess(), post.limitHere()))
                    .with("excess", post.excess());
        }
    }

    boolean needsApproval(StoredPost post) {
        return approval.stream().anyMatch(rules -> rules.required(post.id(), post.approvalSays()));
    }

    /**
     * @throws ProblemException {@code post.run_decides} while a run asks a person about its text
     */
    static void requireNoRunsReview(StoredPost post) {
        if (post.status() == PostStatus.REVIEW && post.reviewByRun()) {
            throw new ProblemException(
                            PostProblem.RUN_DECIDES,
                            "The run that wrote post %d asks what to do with it; decide there."
                                    .formatted(post.number()))
                    .with("run_id", Objects.requireNonNull(post.activeRunId()));
        }
    }

    /**
     * @throws ProblemException {@code post.run_active}
     */
    static void requireNoRun(StoredPost post, String what) {
        if (post.activeRunId() != null) {
            throw new ProblemException(
                            PostProblem.RUN_ACTIVE,
                            "A run works on post %d; abort it or let it end before the post is %s."
                                    .formatted(post.number(), what))
                    .with("run_id", post.activeRunId());
        }
    }

    private void write(StoredPost post, PostStatus to, Cause cause) {
        var now = Columns.at(clock.instant());
        var column = BoardColumn.of(to);
        jdbc.sql(
                        """
                        update app.posts
                           set status = :status, previous_status = :previous, review_by = :reviewBy,
                               board_rank = coalesce(:rank, board_rank), revision = revision + 1, updated_at = :now
                         where id = :id
                        """)
                .param("status", to.code())
                .param("previous", to == PostStatus.ARCHIVED ? post.status().code() : null)
                .param("reviewBy", reviewBy(to, cause.mover()))
                .param(
                        "rank",
                        column.equals(BoardColumn.of(post.status())) || column.isEmpty()
                                ? null
                                : ranks.end(column.get()))
                .param("now", now)
                .param("id", post.id())
                .update();
        jdbc.sql(
                        """
                        insert into app.post_status_history (workspace_id, id, post_id, from_status, to_status, actor_id,
                            source, run_id, reason, at)
                        values (:workspaceId, :id, :postId, :from, :to, :actor, :source, :runId, :reason, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("postId", post.id())
                .param("from", post.status().code())
                .param("to", to.code())
                .param("actor", cause.actorId())
                .param("source", cause.mover().source())
                .param("runId", cause.runId())
                .param("reason", cause.reason())
                .param("at", now)
                .update();
        news.changed(post.id());
        events.publishEvent(
                new Audited(
                        "post.status_changed",
                        cause.actorId(),
                        NewPosts.RESOURCE,
                        post.id(),
                        Map.of("status", new Audited.Change(post.status().code(), to.code())),
                        Audited.Outcome.SUCCESS));
    }

    private static @Nullable String reviewBy(PostStatus to, Mover mover) {
        return to == PostStatus.REVIEW ? mover == Mover.RUN ? "run" : "request" : null;
    }

    private static ProblemException illegal(StoredPost post, PostStatus to) {
        var allowed =
                Lifecycle.allowed(post.status(), post.previous()).stream()
                        .map(PostStatus::code)
                        .toList();
        return new ProblemException(
                        PostProblem.ILLEGAL_TRANSITION,
                        "A post that is %s cannot become %s; from here it goes to %s."
                                .formatted(
                                        post.status().code(),
                                        to.code(),
                                        allowed.isEmpty() ? "nothing else by hand" : allowed))
                .with("from", post.status().code())
                .with("to", to.code())
                .with("allowed", allowed);
    }
}
