package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Changes many posts at once, each by the rules that hold for one, and undoes that. */
@Service
class Bulk {
    /** More are refused: one request should not keep others from the board for long. */
    static final int MOST = 500;

    /**
     * What came of one post.
     *
     * @param code of the problem that kept it as it was; null where there was none
     * @param detail the problem's sentence
     */
    @Schema(name = "BulkResult")
    record Result(UUID id, boolean ok, @Nullable String code, @Nullable String detail) {}

    /**
     * @param results in the order the posts were named
     * @param undoToken takes it back; null when nothing can be
     * @param undoUntil when it does no more
     */
    @Schema(name = "BulkResults")
    record Done(
            int requested,
            int succeeded,
            int failed,
            List<Result> results,
            @Nullable UUID undoToken,
            @Nullable Instant undoUntil) {
        static Done of(List<Result> results) {
            var failed = (int) results.stream().filter(result -> !result.ok()).count();
            return new Done(results.size(), results.size() - failed, failed, results, null, null);
        }

        Done undoneBy(UUID token, Instant until) {
            return new Done(requested, succeeded, failed, results, token, until);
        }
    }

    /**
     * @param atomic all posts or none
     * @param dryRun tells what would come of it and changes nothing
     */
    record Wish(BulkAction action, BulkWish.Params params, boolean atomic, boolean dryRun) {}

    private final PostList list;
    private final BulkWish wishes;
    private final BulkUndo undo;
    private final TransactionTemplate transaction;
    private final JdbcClient jdbc;

    Bulk(
            PostList list,
            BulkWish wishes,
            BulkUndo undo,
            TransactionTemplate transaction,
            JdbcClient jdbc) {
        this.list = list;
        this.wishes = wishes;
        this.undo = undo;
        this.transaction = transaction;
        this.jdbc = jdbc;
    }

    /**
     * The posts a filter shows.
     *
     * @param expected how many the sender saw
     * @throws ProblemException {@code bulk.count_changed}, {@code bulk.too_many}
     */
    List<UUID> matching(PostFilter filter, int expected) {
        var ids = list.ids(filter, MOST + 1);
        if (ids.size() > MOST) {
            throw new ProblemException(
                    BulkProblem.TOO_MANY,
                    "More than %d posts match; narrow the filter and go step by step."
                            .formatted(MOST));
        }
        if (ids.size() != expected) {
            throw new ProblemException(
                            BulkProblem.COUNT_CHANGED,
                            "%d posts match now instead of %d; look at them again. Nothing was changed."
                                    .formatted(ids.size(), expected))
                    .with("count", ids.size());
        }
        return ids;
    }

    /**
     * @throws ProblemException {@code bulk.not_all} with {@code results}, of an atomic wish that
     *     not all posts allow; nothing is changed then
     */
    Done change(List<UUID> ids, Wish wish, Actor actor) {
        var change = Ids.next();
        var asked = ids.stream().distinct().toList();
        transaction.executeWithoutResult(_ -> undo.forgetOld());
        var results =
                wish.atomic()
                        ? together(change, asked, wish, actor)
                        : each(change, asked, wish, actor);
        var done = Done.of(results.stream().map(Outcome::result).toList());
        if (wish.atomic() && done.failed() > 0) {
            throw new ProblemException(
                            BulkProblem.NOT_ALL,
                            "%d of %d posts cannot be changed so; nothing was changed."
                                    .formatted(done.failed(), done.requested()))
                    .with("results", done.results());
        }
        return results.stream().anyMatch(Outcome::undoable) && !wish.dryRun()
                ? done.undoneBy(change, undo.until())
                : done;
    }

    private record Outcome(Result result, boolean undoable) {}

    private List<Outcome> each(UUID change, List<UUID> ids, Wish wish, Actor actor) {
        return ids.stream().map(id -> tried(id, post -> alone(change, post, wish, actor))).toList();
    }

    private boolean alone(UUID change, UUID id, Wish wish, Actor actor) {
        return transaction.execute(
                status -> {
                    if (wish.dryRun()) {
                        status.setRollbackOnly();
                    }
                    return one(change, id, wish, actor);
                });
    }

    /** All posts are locked first, in one order, so that nobody waits for somebody who waits. */
    private List<Outcome> together(UUID change, List<UUID> ids, Wish wish, Actor actor) {
        return transaction.execute(
                status -> {
                    jdbc.sql("select id from app.posts where id = any(:ids) order by id for update")
                            .param("ids", ids.toArray(UUID[]::new))
                            .query(UUID.class)
                            .list();
                    var outcomes =
                            ids.stream()
                                    .map(id -> tried(id, post -> one(change, post, wish, actor)))
                                    .toList();
                    if (wish.dryRun() || outcomes.stream().anyMatch(each -> !each.result().ok())) {
                        status.setRollbackOnly();
                    }
                    return outcomes;
                });
    }

    /** Whether there is something to undo. */
    private boolean one(UUID change, UUID id, Wish wish, Actor actor) {
        var noted = wish.action().undoable();
        if (noted) {
            undo.take(change, id, wish.action(), actor);
        }
        wishes.apply(id, wish.action(), wish.params(), actor);
        return noted && undo.keep(change, id);
    }

    private static Outcome tried(UUID id, Predicate<UUID> change) {
        try {
            return new Outcome(new Result(id, true, null, null), change.test(id));
        } catch (ProblemException refused) {
            return new Outcome(
                    new Result(id, false, refused.problem().code(), refused.getMessage()), false);
        }
    }

    /**
     * Makes the posts of a change what they were before it, but for those somebody has changed
     * since.
     *
     * @throws ProblemException {@code bulk.nothing_to_undo}
     */
    Done undo(UUID change, Actor actor) {
        var results =
                transaction.execute(_ -> undo.postsOf(change, actor)).stream()
                        .map(id -> tried(id, post -> undone(change, post, actor)).result())
                        .toList();
        // Also what could not be undone: it is tried once.
        transaction.executeWithoutResult(_ -> undo.forget(change));
        return Done.of(results);
    }

    private boolean undone(UUID change, UUID id, Actor actor) {
        transaction.executeWithoutResult(_ -> undo.undo(change, id, actor));
        return false;
    }
}
