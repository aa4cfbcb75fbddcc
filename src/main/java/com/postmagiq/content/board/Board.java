package com.postmagiq.content.board;

import com.postmagiq.content.BoardColumn;
import com.postmagiq.content.PostFilter;
import com.postmagiq.content.PostList;
import com.postmagiq.content.PostProblem;
import com.postmagiq.content.PostSort;
import com.postmagiq.content.PostStatus;
import com.postmagiq.content.PostView;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Posts in columns, by status, chapter or person. Cards stand in the order people gave them. */
@Component
class Board {
    private static final String NONE = "none";
    private static final String ARCHIVED = "archived";

    /** What the columns stand for. */
    enum GroupBy {
        STATUS,
        CHAPTER,
        ASSIGNEE
    }

    private record Named(UUID id, String name) {}

    private final PostList posts;
    private final BoardColumns columns;
    private final TenantDb db;

    Board(PostList posts, BoardColumns columns, TenantDb db) {
        this.posts = posts;
        this.columns = columns;
        this.db = db;
    }

    BoardView view(GroupBy by, PostFilter filter, boolean archived, int perColumn) {
        var shown =
                switch (by) {
                    case STATUS -> byStatus(filter, archived, perColumn);
                    case CHAPTER -> byChapter(filter.in(statuses(archived)), perColumn);
                    case ASSIGNEE -> byAssignee(filter.in(statuses(archived)), perColumn);
                };
        return new BoardView(
                by.name().toLowerCase(Locale.ROOT),
                shown,
                shown.stream().mapToInt(BoardView.Column::total).sum());
    }

    private static List<PostStatus> statuses(boolean archived) {
        return Arrays.stream(PostStatus.values())
                .filter(status -> archived || status != PostStatus.ARCHIVED)
                .toList();
    }

    private List<BoardView.Column> byStatus(PostFilter filter, boolean archived, int perColumn) {
        var counts = posts.counts(filter, "status");
        var shown = new ArrayList<BoardView.Column>();
        for (var settings : columns.all()) {
            var column = BoardColumn.named(settings.key()).orElseThrow();
            if (!settings.hidden()) {
                var total =
                        column.statuses().stream()
                                .mapToInt(status -> counts.getOrDefault(status.code(), 0))
                                .sum();
                shown.add(
                        column(
                                settings.key(),
                                settings.shownAs(),
                                total,
                                settings,
                                filter.in(column.statuses()),
                                perColumn));
            }
        }
        if (archived) {
            shown.add(
                    column(
                            ARCHIVED,
                            "Archived",
                            counts.getOrDefault(ARCHIVED, 0),
                            null,
                            filter.in(List.of(PostStatus.ARCHIVED)),
                            perColumn));
        }
        return shown;
    }

    private List<BoardView.Column> byChapter(PostFilter filter, int perColumn) {
        var counts = posts.counts(filter, "chapter_id");
        var named =
                db.query(
                        """
                        select c.id, c.chapter_number || ' ' || c.title as name
                          from app.chapters c order by c.goal_id, c.chapter_number
                        """,
                        (row, _) ->
                                new Named(row.getObject("id", UUID.class), row.getString("name")));
        var shown = new ArrayList<BoardView.Column>();
        for (var chapter : named) {
            addNonEmpty(shown, counts, chapter, filter.inChapter(chapter.id()), perColumn);
        }
        shown.add(
                column(
                        NONE,
                        "No chapter",
                        counts.getOrDefault("", 0),
                        null,
                        filter.inChapter(null),
                        perColumn));
        return shown;
    }

    private List<BoardView.Column> byAssignee(PostFilter filter, int perColumn) {
        var counts = posts.counts(filter, "assignee_id");
        var named =
                db.query(
                        """
                        select u.id, u.full_name as name
                          from core.users u
                         where u.id in (select assignee_id from app.posts where not is_deleted)
                         order by lower(u.full_name), u.id
                        """,
                        (row, _) ->
                                new Named(row.getObject("id", UUID.class), row.getString("name")));
        var shown = new ArrayList<BoardView.Column>();
        shown.add(
                column(
                        NONE,
                        "Unassigned",
                        counts.getOrDefault("", 0),
                        null,
                        filter.of((UUID) null),
                        perColumn));
        for (var person : named) {
            addNonEmpty(shown, counts, person, filter.of(person.id()), perColumn);
        }
        return shown;
    }

    private void addNonEmpty(
            List<BoardView.Column> shown,
            Map<String, Integer> counts,
            Named named,
            PostFilter filter,
            int perColumn) {
        var total = counts.getOrDefault(named.id().toString(), 0);
        if (total > 0) {
            shown.add(column(named.id().toString(), named.name(), total, null, filter, perColumn));
        }
    }

    private BoardView.Column column(
            String key,
            String label,
            int total,
            BoardColumns.@Nullable Settings settings,
            PostFilter filter,
            int perColumn) {
        var page =
                total == 0 || perColumn == 0
                        ? new Page<PostView>(List.of(), null)
                        : posts.page(filter, PostSort.RANK, false, null, perColumn);
        return new BoardView.Column(
                key,
                label,
                total,
                settings == null ? null : settings.colour(),
                settings == null ? null : settings.wipLimit(),
                page.items(),
                page.nextCursor());
    }

    /** How many cards a column has, whoever looks. */
    int size(BoardColumn column) {
        return db.first(
                        "select count(*) from app.posts where status = any(?) and not is_deleted",
                        (row, _) -> row.getInt(1),
                        (Object)
                                column.statuses().stream()
                                        .map(PostStatus::code)
                                        .toArray(String[]::new))
                .orElseThrow();
    }

    /**
     * More cards of a column.
     *
     * @throws ProblemException {@code board.unknown_column}, {@code invalid_cursor}
     */
    Page<PostView> more(
            GroupBy by, String key, PostFilter filter, @Nullable String cursor, int limit) {
        var narrowed =
                switch (by) {
                    case STATUS ->
                            key.equals(ARCHIVED)
                                    ? filter.in(List.of(PostStatus.ARCHIVED))
                                    : filter.in(
                                            BoardColumn.named(key)
                                                    .orElseThrow(() -> unknown(key))
                                                    .statuses());
                    case CHAPTER -> filter.in(statuses(false)).inChapter(id(key));
                    case ASSIGNEE -> filter.in(statuses(false)).of(id(key));
                };
        return posts.page(narrowed, PostSort.RANK, false, cursor, limit);
    }

    private static @Nullable UUID id(String key) {
        if (key.equals(NONE)) {
            return null;
        }
        try {
            return UUID.fromString(key);
        } catch (IllegalArgumentException _) {
            throw unknown(key);
        }
    }

    static ProblemException unknown(String key) {
        return new ProblemException(
                PostProblem.UNKNOWN_COLUMN, "The board has no column '%s'.".formatted(key));
    }
}
