package com.postmagiq.content.strategy;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The chapters of the bound workspace's strategies. Deleting one leaves the others' numbers. */
@Service
class Chapters {
    private static final GivenRows.Kind KIND = new GivenRows.Kind("chapter", "chapters", "chapter");

    private static final int MOST = 200;

    private static final String COPY =
            """
            insert into app.chapters (workspace_id, id, goal_id, created_by_id, chapter_number, title, description, theme,
                theme_description, weeks_start, weeks_end, created_at, updated_at)
            select c.workspace_id, i.id, :to, :by, c.chapter_number, c.title, c.description, c.theme,
                   c.theme_description, c.weeks_start, c.weeks_end, :now, :now
              from (select *, row_number() over (order by chapter_number) as n from app.chapters where goal_id = :from) c
              join unnest(:ids) with ordinality i(id, n) on i.n = c.n
            """;

    private static final String REORDER =
            """
            update app.chapters c
               set chapter_number = i.n, revision = revision + 1, updated_at = :now
              from unnest(:ids) with ordinality i(id, n)
             where c.id = i.id and c.chapter_number <> i.n
            """;

    /** What becomes of the posts of a chapter that is deleted. */
    enum PostsThen {
        DELETE,
        MOVE,
        LOOSE
    }

    private final JdbcClient jdbc;
    private final GivenRows rows;
    private final ChapterList list;
    private final GoalList goals;
    private final GoalPosts posts;

    Chapters(JdbcClient jdbc, GivenRows rows, ChapterList list, GoalList goals, GoalPosts posts) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.list = list;
        this.goals = goals;
        this.posts = posts;
    }

    /**
     * @throws ProblemException {@code not_found}
     */
    @Transactional(readOnly = true)
    public Chapter get(UUID id) {
        return list.find(id).orElseThrow(() -> KIND.missing(id));
    }

    /**
     * @param goalId null takes the current strategy
     * @throws ProblemException {@code goal.not_found}, {@code chapter.number_taken}, {@code
     *     chapter.limit}, {@code required_field}
     */
    @Transactional
    public Chapter create(Actor actor, @Nullable UUID goalId, ChapterFields fields) {
        var goal = goalId == null ? current() : goalId;
        var given = fields.columns();
        if (!given.has("title")) {
            throw ProblemException.ofField(
                    GeneralProblem.REQUIRED_FIELD, "title", "cannot be empty");
        }
        requireWeeks(given, null);
        given.set("goal_id", goal).setIfAbsent("chapter_number", nextNumber(goal));
        try {
            return get(rows.insert(KIND, actor, given));
        } catch (DuplicateKeyException _) {
            throw numberTaken(given);
        }
    }

    /**
     * @param revision the change was made from; null when the sender did not say
     * @throws ProblemException {@code not_found}, {@code stale_revision}, {@code
     *     chapter.number_taken}, {@code required_field}
     */
    @Transactional
    public Chapter change(Actor actor, UUID id, @Nullable Integer revision, ChapterFields fields) {
        rows.lock(KIND, id);
        var given = fields.columns();
        requireWeeks(given, get(id));
        try {
            rows.change(KIND, actor, id, revision, given, this::get);
        } catch (DuplicateKeyException _) {
            throw numberTaken(given);
        }
        return get(id);
    }

    /**
     * Numbers the chapters of a strategy as they are listed, from 1.
     *
     * @param ids each of its chapters, once
     * @throws ProblemException {@code goal.not_found}, {@code chapter.incomplete_order}
     */
    @Transactional
    public List<Chapter> reorder(Actor actor, UUID goalId, List<UUID> ids) {
        lockGoal(goalId);
        var stored = list.of(goalId).stream().map(Chapter::id).toList();
        if (ids.size() != stored.size() || !new HashSet<>(ids).equals(new HashSet<>(stored))) {
            throw new ProblemException(
                            StrategyProblem.CHAPTER_INCOMPLETE_ORDER,
                            "Name each of the %d chapters of the strategy once; somebody may have added or deleted one meanwhile."
                                    .formatted(stored.size()))
                    .with("chapter_ids", stored);
        }
        jdbc.sql(REORDER).param("now", rows.now()).param("ids", ids.toArray(UUID[]::new)).update();
        rows.audit(Goals.KIND, "chapters_reordered", actor, goalId, List.of());
        return list.of(goalId);
    }

    /**
     * @param then what becomes of its posts; null refuses while there are any
     * @param to where they move
     * @throws ProblemException {@code not_found}, {@code chapter.not_empty}, {@code
     *     chapter.not_found}, {@code goal.posts_in_progress}
     */
    @Transactional
    public void delete(Actor actor, UUID id, @Nullable PostsThen then, @Nullable UUID to) {
        rows.lock(KIND, id);
        var count = posts.count(GoalPosts.Of.CHAPTER, id);
        switch (then) {
            case null -> {
                if (count > 0) {
                    throw new ProblemException(
                                    StrategyProblem.CHAPTER_NOT_EMPTY,
                                    "The chapter has %d posts; say with posts=delete, posts=move&to=... or posts=loose what becomes of them."
                                            .formatted(count))
                            .with("post_count", count);
                }
            }
            case DELETE -> {
                posts.requireNoneInProgress(GoalPosts.Of.CHAPTER, id);
                posts.delete(actor, GoalPosts.Of.CHAPTER, id);
            }
            case MOVE -> posts.move(id, target(id, to));
            case LOOSE -> posts.loosen(id);
        }
        rows.delete(KIND, actor, id);
    }

    /**
     * Adds a chapter somebody has written elsewhere; its id.
     *
     * @throws ProblemException {@code chapter.limit}, {@code required_field}
     */
    UUID insert(UUID by, UUID goal, GivenColumns given) {
        requireWeeks(given, null);
        return rows.insert(
                KIND,
                by,
                given.set("goal_id", goal).setIfAbsent("chapter_number", nextNumber(goal)));
    }

    /** Adds a chapter of a plan; its id. */
    UUID add(Actor actor, UUID goal, int number, NewStrategy.NewChapter chapter) {
        return rows.insert(
                KIND,
                actor,
                new GivenColumns()
                        .set("goal_id", goal)
                        .set("chapter_number", number)
                        .set("title", chapter.title())
                        .set("theme", chapter.theme())
                        .set("theme_description", chapter.themeDescription())
                        .set("weeks_start", chapter.weeksStart())
                        .set("weeks_end", chapter.weeksEnd()));
    }

    /** Puts the chapters of a strategy into another one, which has none. */
    void copy(Actor actor, UUID from, UUID to) {
        jdbc.sql(COPY)
                .param("from", from)
                .param("to", to)
                .param("by", actor.userId())
                .param("now", rows.now())
                .param(
                        "ids",
                        Stream.generate(Ids::next).limit(list.of(from).size()).toArray(UUID[]::new))
                .update();
    }

    private Chapter target(UUID from, @Nullable UUID to) {
        if (to == null || to.equals(from)) {
            throw ProblemException.ofField(
                    GeneralProblem.REQUIRED_FIELD, "to", "must name another chapter");
        }
        var found =
                jdbc.sql("select id from app.chapters where id = :id for key share")
                        .param("id", to)
                        .query(UUID.class)
                        .optional();
        return found.flatMap(list::find)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        StrategyProblem.CHAPTER_NOT_FOUND,
                                        "There is no chapter %s in this workspace; choose one that GET chapters lists."
                                                .formatted(to)));
    }

    private UUID current() {
        return goals.defaultId()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        StrategyProblem.GOAL_NOT_FOUND,
                                        "This workspace has no strategy yet; make one first, or name one with goal_id."));
    }

    /** Others who add chapters to the strategy wait until this transaction ends. */
    private void lockGoal(UUID goal) {
        var found =
                jdbc.sql("select id from app.goals where id = :id for update")
                        .param("id", goal)
                        .query(UUID.class)
                        .optional();
        if (found.isEmpty()) {
            throw new ProblemException(
                    StrategyProblem.GOAL_NOT_FOUND,
                    "There is no strategy %s in this workspace; choose one that GET goals lists."
                            .formatted(goal));
        }
    }

    private int nextNumber(UUID goal) {
        lockGoal(goal);
        var numbers =
                jdbc.sql(
                                "select count(*), coalesce(max(chapter_number), 0) from app.chapters where goal_id = :id")
                        .param("id", goal)
                        .query((row, _) -> new int[] {row.getInt(1), row.getInt(2)})
                        .single();
        if (numbers[0] >= MOST) {
            throw new ProblemException(
                    StrategyProblem.CHAPTER_LIMIT,
                    "A strategy may have %d chapters; delete one or make another strategy."
                            .formatted(MOST));
        }
        return numbers[1] + 1;
    }

    private static void requireWeeks(GivenColumns given, @Nullable Chapter old) {
        var start = given.after("weeks_start", old == null ? null : old.weeksStart());
        var end = given.after("weeks_end", old == null ? null : old.weeksEnd());
        if (start == null != (end == null)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    start == null ? "weeks_start" : "weeks_end",
                    "is missing: give first and last week, or neither");
        }
        if (start != null && end != null && end < start) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "weeks_end", "lies before weeks_start");
        }
    }

    private static ProblemException numberTaken(GivenColumns given) {
        return new ProblemException(
                StrategyProblem.CHAPTER_NUMBER_TAKEN,
                "The strategy has a chapter %s already; leave the number out to take the next one, or reorder them."
                        .formatted(given.<Integer>after("chapter_number", 0)));
    }
}
