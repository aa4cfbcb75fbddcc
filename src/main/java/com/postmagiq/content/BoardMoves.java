package com.postmagiq.content;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Moving cards by hand: into another column, or to another place in their own. */
@Service
public class BoardMoves {
    /**
     * Where a card goes.
     *
     * @param status null takes the column's
     * @param afterId the card it comes behind; null for no wish
     * @param beforeId the card it comes in front of; null for no wish; without both it goes to the
     *     column's end
     */
    public record Target(
            BoardColumn column,
            @Nullable PostStatus status,
            @Nullable UUID afterId,
            @Nullable UUID beforeId) {}

    /**
     * A run that the move is to start.
     *
     * @param config slug of its configuration; null takes the usual one
     */
    public record RunWish(@Nullable String config) {}

    private final StoredPosts posts;
    private final PostMoves moves;
    private final BoardRanks ranks;
    private final PostList list;
    private final PostNews news;
    private final ObjectProvider<CardRuns> runs;
    private final JdbcClient jdbc;

    BoardMoves(
            StoredPosts posts,
            PostMoves moves,
            BoardRanks ranks,
            PostList list,
            PostNews news,
            ObjectProvider<CardRuns> runs,
            JdbcClient jdbc) {
        this.posts = posts;
        this.moves = moves;
        this.ranks = ranks;
        this.list = list;
        this.news = news;
        this.runs = runs;
        this.jdbc = jdbc;
    }

    /**
     * Moves a card.
     *
     * @param run started with the move, or neither happens; null for none
     * @throws ProblemException {@code post.not_found}, {@code board.rank_anchor}, {@code
     *     board.use_publications}, {@code board.reason_required}, {@code board.no_run_there}, what
     *     a move between statuses refuses, and whatever keeps the run from starting
     */
    @Transactional
    public PostView move(
            UUID id, Target target, @Nullable String reason, @Nullable RunWish run, Actor actor) {
        var post = posts.lock(id);
        var to = status(post, target);
        if (run != null) {
            start(post, to, run, actor);
        } else {
            requireReason(post, to, reason);
            var unarchived = to == PostStatus.NOT_STARTED && post.status() == PostStatus.ARCHIVED;
            moves.move(
                    post,
                    unarchived && post.previous() != null ? post.previous() : to,
                    PostMoves.Cause.person(actor.userId(), reason));
        }
        var column = BoardColumn.of(to).orElse(target.column());
        var rank = ranks.between(column, target.afterId(), target.beforeId(), id);
        jdbc.sql("update app.posts set board_rank = :rank where id = :id")
                .param("rank", rank)
                .param("id", id)
                .update();
        news.changed(id);
        return list.get(id);
    }

    private static PostStatus status(StoredPost post, Target target) {
        var column = target.column();
        var here = BoardColumn.of(post.status()).filter(column::equals).isPresent();
        if (column == BoardColumn.PUBLISHED && !here) {
            throw new ProblemException(
                    PostProblem.USE_PUBLICATIONS,
                    "Say where post %d was published; that moves it.".formatted(post.number()));
        }
        if (target.status() != null) {
            return target.status();
        }
        return here ? post.status() : column.statuses().getFirst();
    }

    /** Whoever wrote the text should not have to guess why it comes back. */
    private static void requireReason(StoredPost post, PostStatus to, @Nullable String reason) {
        PostMoves.requireNoRunsReview(post);
        if (post.status() == PostStatus.REVIEW && to == PostStatus.DRAFTING && reason == null) {
            throw new ProblemException(
                    PostProblem.REASON_REQUIRED,
                    "Say why post %d goes back to drafting; whoever wrote it will want to know."
                            .formatted(post.number()));
        }
    }

    private void start(StoredPost post, PostStatus to, RunWish run, Actor actor) {
        actor.require(Scope.WORKFLOW_EXECUTE);
        var backlog = BoardColumn.of(post.status()).filter(BoardColumn.BACKLOG::equals).isPresent();
        if (!backlog || to != PostStatus.DRAFTING) {
            throw new ProblemException(
                    PostProblem.NO_RUN_THERE,
                    "A run starts with a card that goes from the backlog to drafting; start one for post %d from the post itself."
                            .formatted(post.number()));
        }
        runs.getObject().start(post.id(), run.config(), actor);
    }
}
