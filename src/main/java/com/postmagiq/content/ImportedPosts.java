package com.postmagiq.content;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.Counters;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Makes posts that come in from files, many in one go, in the status the file says. */
@Service
public class ImportedPosts {
    private static final String COUNTER = "post";

    private static final String POST =
            """
            insert into app.posts (workspace_id, id, post_number, goal_id, chapter_id, topic, shape, cadence, entry_point,
                guidance, story_used, due_date, scheduled_at, scheduled_tz, priority, estimated_hours, actual_hours,
                external_ref, status, previous_status, assignee_id, board_rank, current_version_id, created_by_id, revision,
                created_at, updated_at)
            values (:workspace, :id, :number, :goal, :chapter, :topic, :shape, :cadence, :entry_point, :guidance,
                :story_used, :due_date, :scheduled_at,
                case when cast(:scheduled_at as timestamptz) is not null
                     then (select time_zone from app.workspaces where id = :workspace) end,
                coalesce(:priority, 'medium'), :estimated_hours, :actual_hours, :external_ref, :status, :previous,
                :assignee, :rank, :version, :by, 1, :now, :now)
            """;

    private static final String VERSION =
            """
            insert into app.post_versions (workspace_id, id, post_id, version_number, source, content, title, label,
                is_pinned, content_hash, word_count, char_count, author_id, created_at, updated_at)
            values (:workspace, :id, :post, :number, :source, :content, :title, :label, :pinned, :hash, :words, :chars, :by,
                :now, :now)
            """;

    private static final String CURRENT =
            "update app.posts set current_version_id = :version where id = :post";

    private static final String TAG =
            "insert into app.post_tags (workspace_id, tag, post_id) values (:workspace, :tag, :post)";

    private final NamedParameterJdbcTemplate batches;
    private final JdbcClient jdbc;
    private final Counters counters;
    private final BoardRanks ranks;
    private final ObjectProvider<ApprovalRules> approval;
    private final PostNews news;
    private final Clock clock;

    ImportedPosts(
            NamedParameterJdbcTemplate batches,
            JdbcClient jdbc,
            Counters counters,
            BoardRanks ranks,
            ObjectProvider<ApprovalRules> approval,
            PostNews news,
            Clock clock) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.counters = counters;
        this.ranks = ranks;
        this.approval = approval;
        this.news = news;
        this.clock = clock;
    }

    /** Whether only an approval may finish a post of a strategy. */
    public boolean needsApproval(UUID postId, @Nullable UUID goalId) {
        return approval.stream().anyMatch(rules -> rules.required(postId, says(goalId)));
    }

    private @Nullable Boolean says(@Nullable UUID goalId) {
        return goalId == null
                ? null
                : jdbc.sql("select approval_required from app.goals where id = :id")
                        .param("id", goalId)
                        .query((row, _) -> Optional.ofNullable(row.getObject(1, Boolean.class)))
                        .optional()
                        .flatMap(said -> said)
                        .orElse(null);
    }

    /** Lets numbers that nobody chose come behind those a file chooses. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void keepFree(int highest) {
        counters.raise(COUNTER, highest);
    }

    /** Adds posts; numbers and names have been looked at. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void create(List<ImportedPost> posts, UUID by) {
        if (posts.isEmpty()) {
            return;
        }
        posts.stream()
                .map(ImportedPost::number)
                .filter(Objects::nonNull)
                .max(Integer::compare)
                .ifPresent(this::keepFree);
        var unnumbered = (int) posts.stream().filter(post -> post.number() == null).count();
        var next = unnumbered == 0 ? 0 : counters.take(COUNTER, unnumbered);
        var ends = new EnumMap<PostStatus, BigDecimal>(PostStatus.class);
        var rows = new ArrayList<SqlParameterSource>();
        var texts = new ArrayList<SqlParameterSource>();
        for (var post : posts) {
            var number = post.number() == null ? next++ : post.number();
            var row = row(post, number, rank(ends, status(post)), by);
            var content = post.content();
            if (content != null) {
                var text = Ids.next();
                texts.add(version(text, first(post.id(), content), by));
                row.addValue("version", text);
            }
            rows.add(row);
        }
        jdbc.sql("select app.documents_later()").query((_, _) -> true).single();
        batch(POST, rows);
        batch(TAG, tags(posts));
        batch(VERSION, texts);
        var ids = posts.stream().map(ImportedPost::id).toList();
        jdbc.sql("select app.documents_now(:workspace, :ids)")
                .param("workspace", CurrentWorkspace.id())
                .param("ids", ids.toArray(UUID[]::new))
                .query((_, _) -> true)
                .single();
        news.changed(ids);
    }

    private static ImportedPost.Version first(UUID postId, String content) {
        return new ImportedPost.Version(
                postId, 1, content, null, null, false, NewText.Source.IMPORT.code(), true);
    }

    private static PostStatus status(ImportedPost post) {
        return post.status() != null
                ? post.status()
                : post.content() == null ? PostStatus.NOT_STARTED : PostStatus.DRAFTING;
    }

    /** Behind the last card of the column, in the order of the file. */
    private BigDecimal rank(Map<PostStatus, BigDecimal> ends, PostStatus status) {
        var column = BoardColumn.of(status);
        if (column.isEmpty()) {
            return BigDecimal.ZERO;
        }
        // Statuses of one column share its end.
        var first = column.get().statuses().getFirst();
        var last = ends.get(first);
        var rank = last == null ? ranks.end(column.get()) : last.add(BigDecimal.ONE);
        ends.put(first, rank);
        return rank;
    }

    private MapSqlParameterSource row(ImportedPost post, long number, BigDecimal rank, UUID by) {
        var row =
                stamped()
                        .addValue("id", post.id())
                        .addValue("number", number)
                        .addValue("version", null);
        ImportedPost.COLUMNS.forEach(column -> row.addValue(column, post.columns().get(column)));
        var status = status(post);
        var assignee = post.assignee();
        return row.addValue("goal", post.goalId())
                .addValue("chapter", post.chapterId())
                .addValue("status", status.code())
                .addValue("previous", previous(status, post.previous()))
                .addValue("assignee", assignee == null ? null : assignee.id())
                .addValue("rank", rank)
                .addValue("by", by);
    }

    private static @Nullable String previous(PostStatus status, @Nullable PostStatus before) {
        if (status != PostStatus.ARCHIVED) {
            return null;
        }
        var known = before == null || before == PostStatus.REVIEW ? PostStatus.DRAFTING : before;
        return known == PostStatus.PUBLISHED || known == PostStatus.ARCHIVED
                ? PostStatus.READY.code()
                : known.code();
    }

    private List<SqlParameterSource> tags(List<ImportedPost> posts) {
        var rows = new ArrayList<SqlParameterSource>();
        for (var post : posts) {
            var tags = post.tags() == null ? List.<String>of() : post.tags();
            tags.forEach(
                    tag -> rows.add(stamped().addValue("tag", tag).addValue("post", post.id())));
        }
        return rows;
    }

    /** Adds texts under numbers that are free, and shows those that are to be seen. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void versions(List<ImportedPost.Version> versions, UUID by) {
        var rows = new ArrayList<SqlParameterSource>();
        var shown = new ArrayList<SqlParameterSource>();
        for (var version : versions) {
            var id = Ids.next();
            rows.add(version(id, version, by));
            if (version.current()) {
                shown.add(
                        new MapSqlParameterSource("version", id)
                                .addValue("post", version.postId()));
            }
        }
        batch(VERSION, rows);
        batch(CURRENT, shown);
    }

    private MapSqlParameterSource version(UUID id, ImportedPost.Version version, UUID by) {
        return stamped()
                .addValue("id", id)
                .addValue("post", version.postId())
                .addValue("number", version.number())
                .addValue("source", version.source())
                .addValue("content", version.content())
                .addValue("title", version.title())
                .addValue("label", version.label())
                .addValue("pinned", version.pinned())
                .addValue("hash", PlainText.hash(version.content()))
                .addValue("words", PlainText.words(version.content()))
                .addValue("chars", PlainText.characters(version.content()))
                .addValue("by", by);
    }

    private MapSqlParameterSource stamped() {
        return new MapSqlParameterSource("workspace", CurrentWorkspace.id())
                .addValue("now", Columns.at(clock.instant()));
    }

    private void batch(String sql, List<? extends SqlParameterSource> rows) {
        if (!rows.isEmpty()) {
            batches.batchUpdate(sql, rows.toArray(SqlParameterSource[]::new));
        }
    }
}
