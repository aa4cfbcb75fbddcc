package com.postmagiq.content;

import com.postmagiq.kernel.page.Conditions;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts as people read them: pages without the text, one with it. Each is a single statement in one
 * round trip.
 */
@Component
public class PostList {
    /** What the conditions of a filter speak of. */
    private static final String FILTERED =
            """
              from app.posts p
              join app.workspaces w on w.id = p.workspace_id
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where not p.is_deleted
            """;

    private final TenantDb db;
    private final Guidance guidance;
    private final Clock clock;

    PostList(TenantDb db, Guidance guidance, Clock clock) {
        this.db = db;
        this.guidance = guidance;
        this.clock = clock;
    }

    private record Row(PostView post, String key) {}

    private record Found(PostView post, @Nullable String style) {}

    /**
     * A page in the order of a sort.
     *
     * @throws ProblemException {@code invalid_cursor}
     */
    public Page<PostView> page(
            PostFilter filter,
            PostSort sort,
            boolean descending,
            @Nullable String cursor,
            int limit) {
        if (sort == PostSort.RANK && filter.statuses().size() > 1) {
            return page(
                    filter.in(List.of()).conditions(),
                    sort,
                    descending,
                    cursor,
                    limit,
                    false,
                    filter.statuses());
        }
        return page(filter.conditions(), sort, descending, cursor, limit, false);
    }

    /**
     * Like the other, of what some conditions leave.
     *
     * @param whole with texts
     */
    Page<PostView> page(
            Conditions where,
            PostSort sort,
            boolean descending,
            @Nullable String cursor,
            int limit,
            boolean whole) {
        return page(where, sort, descending, cursor, limit, whole, List.of());
    }

    private Page<PostView> page(
            Conditions where,
            PostSort sort,
            boolean descending,
            @Nullable String cursor,
            int limit,
            boolean whole,
            List<PostStatus> statuses) {
        var after = Cursor.decodePair(cursor);
        if (after != null) {
            where.add(sort.after(descending), sort.key(after), after.id());
        }
        var direction = descending ? " desc" : "";
        var order = " order by %1$s%2$s, p.id%2$s".formatted(sort.expression(), direction);
        var chosen = statuses.isEmpty() ? inOrder(where, order) : byStatus(where, order);
        var values = new ArrayList<@Nullable Object>();
        values.add(Columns.at(clock.instant()));
        if (!statuses.isEmpty()) {
            values.add(statuses.stream().map(PostStatus::code).toArray(String[]::new));
        }
        values.addAll(Arrays.asList(where.values()));
        values.add(limit + 1);
        values.add(limit + 1);
        var rows =
                db.query(
                        PostRows.SELECT
                                + ", (%s)::text as sort_key".formatted(sort.expression())
                                // First of all, since the planner keeps the order of so many joins.
                                + " from (%s) chosen join app.posts p on p.id = chosen.id\n"
                                        .formatted(chosen)
                                + PostRows.BESIDE
                                + order
                                + " limit ?",
                        (row, _) -> new Row(PostRows.view(row, whole), row.getString("sort_key")),
                        values.toArray());
        var page = Page.of(rows, limit, row -> Cursor.pair(row.key(), row.post().id()));
        return new Page<>(page.items().stream().map(Row::post).toList(), page.nextCursor());
    }

    private static String inOrder(Conditions where, String order) {
        return "select p.id" + FILTERED + where.sql() + order + " limit ?";
    }

    /**
     * The first of each status: one index holds each of them in this order, and none all of them.
     */
    private static String byStatus(Conditions where, String order) {
        return """
               select first.id
                 from unnest(cast(? as text[])) s (status)
                cross join lateral (%s) first
               """
                .formatted(
                        "select p.id"
                                + FILTERED
                                + " and p.status = s.status"
                                + where.sql()
                                + order
                                + " limit ?");
    }

    /**
     * How many posts there are of each kind.
     *
     * @param kind status, chapter_id or assignee_id; posts without are under the empty text
     */
    public Map<String, Integer> counts(PostFilter filter, String kind) {
        var where = filter.conditions();
        var counts = new LinkedHashMap<String, Integer>();
        db.query(
                        "select coalesce(p.%1$s::text, '') as kind, count(*) as posts"
                                        .formatted(kind)
                                + FILTERED
                                + where.sql()
                                + " group by 1",
                        (row, _) -> Map.entry(row.getString("kind"), row.getInt("posts")),
                        where.values())
                .forEach(entry -> counts.put(entry.getKey(), entry.getValue()));
        return counts;
    }

    /** The ids of the first posts of a filter, by number. */
    List<UUID> ids(PostFilter filter, int limit) {
        var where = filter.conditions();
        where.value(limit);
        return db.query(
                "select p.id" + FILTERED + where.sql() + " order by p.post_number limit ?",
                (row, _) -> row.getObject("id", UUID.class),
                where.values());
    }

    private @Nullable Object[] parameters(@Nullable Object... values) {
        var all = new ArrayList<@Nullable Object>();
        all.add(Columns.at(clock.instant()));
        all.addAll(Arrays.asList(values));
        return all.toArray();
    }

    /**
     * A post with text, story and hints.
     *
     * @throws ProblemException {@code invalid_post_ref}, {@code post.not_found}, {@code
     *     post.ref_mismatch}
     */
    public PostView get(String reference) {
        var name = PostReference.of(reference);
        var post =
                find(
                                name.id() == null ? "p.post_number = ?" : "p.id = ?",
                                name.id() == null ? name.number() : name.id())
                        .orElseThrow(() -> StoredPosts.unknown(reference));
        StoredPosts.requireChapter(name, post.chapterNumber());
        return post;
    }

    /** Like {@link #get}, by the id. */
    public PostView get(UUID id) {
        return find("p.id = ?", id).orElseThrow(() -> StoredPosts.unknown(id.toString()));
    }

    private Optional<PostView> find(String condition, @Nullable Object... values) {
        return db.first(
                        PostRows.SELECT + PostRows.FROM + " and " + condition,
                        (row, _) ->
                                new Found(PostRows.view(row, true), row.getString("content_style")),
                        parameters(values))
                .map(found -> guidance.completed(found.post(), found.style()));
    }

    /**
     * The post with the lowest number that somebody may take up and no run works on.
     *
     * @param goalId only of this strategy; null for all
     */
    Optional<PostView> next(@Nullable UUID goalId) {
        return find(
                """
                p.id = (select n.id from app.posts n
                         where not n.is_deleted and n.active_run_id is null
                           and n.status in ('not_started', 'needs_story', 'drafting', 'changes_requested')
                           and (cast(? as uuid) is null or n.goal_id = ?)
                         order by n.post_number limit 1)
                """,
                goalId,
                goalId);
    }
}
