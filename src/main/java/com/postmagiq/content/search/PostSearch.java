package com.postmagiq.content.search;

import com.postmagiq.content.PostReference;
import com.postmagiq.content.PostStatus;
import com.postmagiq.kernel.page.Conditions;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Posts by their words, the best first. A post that is called by its name comes before them all.
 *
 * <p>Behind the fence PostgreSQL uses no index for words, so {@code app.search_post_ids} names the
 * candidates, which are then read, narrowed, ranked and shown behind the fence. Of a word that more
 * posts have than can be ranked while somebody waits, the newest are.
 */
@Component
class PostSearch {
    private static final Pattern NAME =
            Pattern.compile("#?[0-9]{1,9}|post_[0-9]{1,9}|c[0-9]{1,9}p[0-9]{1,9}");
    private static final Pattern RANK = Pattern.compile("[0-9.e+-]{1,30}");

    /** How many candidates are ranked. */
    private static final int MOST_RANKED = 1000;

    private static final String COLUMNS =
            """
            select p.id, p.post_number, p.topic, p.status, c.chapter_number,
                   ts_headline(q.language, coalesce(p.topic, ''), q.query, :whole) as topic_found,
                   ts_headline(q.language, coalesce(v.content, ''), q.query, :marks) as content_found,
                   ts_headline(q.language, coalesce(p.story_used, ''), q.query, :marks) as story_found,
                   page.rank
            """
                    // A topic is shown as a whole, signs that look like HTML included.
                    .replace(
                            ":whole",
                            "'StartSel=%s, StopSel=%s, HighlightAll=true'"
                                    .formatted(Highlights.START, Highlights.END))
                    .replace(
                            ":marks",
                            "'StartSel=%s, StopSel=%s, MaxFragments=1, MaxWords=24, MinWords=8'"
                                    .formatted(Highlights.START, Highlights.END));

    /** Where stems are the words themselves each document is compared with them only once. */
    private static final String QUERY =
            """
            with meant as (
                select l.language,
                       websearch_to_tsquery(l.language, ?)
                           && (websearch_to_tsquery(l.language, ?) || to_tsquery('simple', ?)) as stems,
                       websearch_to_tsquery('simple', ?)
                           && (websearch_to_tsquery('simple', ?) || to_tsquery('simple', ?)) as words
                  from (select cast(language as regconfig) as language from app.workspaces) l),
                 q as (select language, case when stems = words then words else stems || words end as query from meant)
            """;

    private static final String CANDIDATES =
            """
            , candidates as (
                select found.id
                  from q cross join app.search_post_ids(q.query, ?) as found (id)
            """;

    /** Only where posts are chosen by more than words: it may read all those of the workspace. */
    private static final String NARROWED =
            """
                  join app.posts p on p.id = found.id
                 where not p.is_deleted
            """;

    /** Each document is fetched by its key: as a join all those of the workspace may be read. */
    private static final String RANKED =
            """
                 order by found.id desc limit ?),
            page as (
                select * from (
                    select c.id, (select ts_rank(d.document, q.query) from app.post_documents d where d.post_id = c.id) as rank
                      from q cross join candidates c) ranked
            """;

    private static final String SHOWN =
            """
              from q cross join page
              join app.posts p on p.id = page.id
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
             where not p.is_deleted
             order by page.rank desc, page.id desc
            """;

    /**
     * A post that was found.
     *
     * @param match ref for one that was called by its name, else words
     * @param highlights where the words stand, as HTML that holds no other element than mark
     */
    @Schema(name = "SearchResult")
    record Found(
            String type,
            UUID id,
            String ref,
            @Nullable String title,
            String status,
            String match,
            double rank,
            List<Highlight> highlights) {}

    /**
     * @param field topic, content or story
     */
    @Schema(name = "SearchHighlight")
    record Highlight(String field, String fragment) {}

    /** What narrows a search; null leaves nothing out. */
    record Filter(@Nullable PostStatus status, @Nullable UUID goalId) {}

    private record Row(Found found, String key) {}

    private final TenantDb db;

    PostSearch(TenantDb db) {
        this.db = db;
    }

    /**
     * @param words 1 to 200 characters
     * @throws ProblemException {@code invalid_cursor}
     */
    Page<Found> page(String words, Filter filter, @Nullable String cursor, int limit) {
        var after = Cursor.decodePair(cursor);
        if (after != null && !RANK.matcher(after.key()).matches()) {
            throw Cursor.invalid();
        }
        var named = after == null ? named(words) : List.<Found>of();
        var where = new Conditions();
        where.addIfGiven("p.status = ?", filter.status() == null ? null : filter.status().code());
        where.addIfGiven("p.goal_id = ?", filter.goalId());
        var parameters = new ArrayList<@Nullable Object>(query(words));
        var narrowed = where.values().length > 0;
        // A filter is asked of every candidate: the newest ones may all be of another strategy.
        parameters.add(narrowed ? Integer.MAX_VALUE : MOST_RANKED);
        parameters.addAll(Arrays.asList(where.values()));
        parameters.add(MOST_RANKED);
        var behind = "";
        if (after != null) {
            behind = " where (rank, id) < (cast(? as real), cast(? as uuid))";
            parameters.add(after.key());
            parameters.add(after.id());
        }
        parameters.add(limit + 1);
        var rows =
                db.query(
                        QUERY
                                + CANDIDATES
                                + (narrowed ? NARROWED + where.sql() : "")
                                + RANKED
                                + behind
                                + " order by rank desc, id desc limit ?) "
                                + COLUMNS
                                + SHOWN,
                        (row, _) -> row(row),
                        parameters.toArray());
        var page = Page.of(rows, limit, row -> Cursor.pair(row.key(), row.found().id()));
        var all = new ArrayList<>(named);
        page.items().stream()
                .map(Row::found)
                .filter(found -> named.stream().noneMatch(it -> it.id().equals(found.id())))
                .forEach(all::add);
        return new Page<>(all, page.nextCursor());
    }

    private static List<String> query(String words) {
        var wish = SearchWish.of(words);
        var beginning = wish.beginning() == null ? "" : wish.beginning();
        return List.of(wish.rest(), wish.last(), beginning, wish.rest(), wish.last(), beginning);
    }

    /** The post somebody called by its name, if that is one. */
    private List<Found> named(String words) {
        var name = words.strip().toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            return List.of();
        }
        var reference = PostReference.of(name.replace("#", ""));
        return db.query(
                """
                select p.id, p.post_number, p.topic, p.status, c.chapter_number
                  from app.posts p
                  left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
                 where p.post_number = ? and not p.is_deleted
                   and (cast(? as int) is null or c.chapter_number = ?)
                """,
                (row, _) -> found(row, "ref", 1, List.of()),
                reference.number(),
                reference.chapter(),
                reference.chapter());
    }

    private static Row row(ResultSet row) throws SQLException {
        var highlights = new ArrayList<Highlight>();
        for (var field : List.of("topic", "content", "story")) {
            var fragment = row.getString(field + "_found");
            if (Highlights.marks(fragment)) {
                highlights.add(new Highlight(field, Highlights.html(fragment)));
            }
        }
        return new Row(
                found(row, "words", row.getDouble("rank"), highlights), row.getString("rank"));
    }

    private static Found found(ResultSet row, String match, double rank, List<Highlight> highlights)
            throws SQLException {
        return new Found(
                "post",
                row.getObject("id", UUID.class),
                PostReference.name(
                        row.getObject("chapter_number", Integer.class), row.getInt("post_number")),
                row.getString("topic"),
                row.getString("status"),
                match,
                rank,
                highlights);
    }
}
