package com.postmagiq.content;

import com.postmagiq.content.strategy.GivenColumns;
import com.postmagiq.content.strategy.GivenRows;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * Finds posts that a file may mean, and brings them to what it says: only what it names, only what
 * is different, and nothing that a person could not do.
 */
@Service
public class ImportedChanges {
    private static final GivenRows.Kind KIND = new GivenRows.Kind("post", "posts", "post");

    /** Each kind of name by its own index; what is not asked for is not looked at. */
    private static final String FIND =
            """
            select p.*, v.content,
                   array(select t.tag from app.post_tags t where t.post_id = p.id order by t.tag) as tags
              from app.posts p
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
             where p.id in (
                   select id from app.posts where id = any(:ids)
                   union all
                   select id from app.posts where post_number = any(:numbers)
                   union all
                   select id from app.posts where external_ref = any(:names)
                   union all
                   select id from app.posts
                    where cardinality(:topics) > 0 and not is_deleted and topic = any(:topics)
                   union all
                   select t.id from app.posts t
                     join app.post_versions c on c.workspace_id = t.workspace_id and c.id = t.current_version_id
                    where cardinality(:texts) > 0 and not t.is_deleted and t.topic is null
                      and c.content_hash = any(:texts))
             order by p.post_number
            """;

    private static final String PUBLISH =
            """
            insert into app.post_publications (workspace_id, id, post_id, platform_kind, version_id, url, published_at,
                published_by_id, source, created_at)
            select :workspace, :id, p.id, :platform, p.current_version_id, :url, coalesce(cast(:at as timestamptz), :now),
                   :by, 'import', :now
              from app.posts p where p.id = :post
            on conflict (workspace_id, post_id, platform_kind) do update
               set url = coalesce(excluded.url, post_publications.url),
                   published_at = coalesce(cast(:at as timestamptz), post_publications.published_at)
             where (post_publications.url, post_publications.published_at)
                   is distinct from (coalesce(excluded.url, post_publications.url),
                                     coalesce(cast(:at as timestamptz), post_publications.published_at))
            """;

    private static final String SUMMED =
            """
            update app.posts
               set published_at = (select min(u.published_at) from app.post_publications u where u.post_id = :id),
                   published_url = (select u.url from app.post_publications u where u.post_id = :id and u.url is not null
                                     order by u.published_at, u.id limit 1)
             where id = :id
            """;

    /** What of a post did not become as the file says. */
    public enum Kept {
        STATUS,
        TEXT
    }

    private final JdbcClient jdbc;
    private final GivenRows rows;
    private final StoredPosts posts;
    private final PostMoves moves;
    private final PostTags tags;
    private final Assignees assignees;
    private final PostVersions versions;
    private final ImportedPosts imported;
    private final PostNews news;
    private final Clock clock;

    ImportedChanges(
            JdbcClient jdbc,
            GivenRows rows,
            StoredPosts posts,
            PostMoves moves,
            PostTags tags,
            Assignees assignees,
            PostVersions versions,
            ImportedPosts imported,
            PostNews news,
            Clock clock) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.posts = posts;
        this.moves = moves;
        this.tags = tags;
        this.assignees = assignees;
        this.versions = versions;
        this.imported = imported;
        this.news = news;
        this.clock = clock;
    }

    /**
     * Posts by any of their names, in the order of their numbers; deleted ones too, except by topic
     * and text.
     *
     * @param names their external_ref
     * @param texts of those without a topic
     */
    public List<ImportedPost.Existing> find(
            Collection<UUID> ids,
            Collection<Integer> numbers,
            Collection<String> names,
            Collection<String> topics,
            Collection<String> texts) {
        return jdbc.sql(FIND)
                .param("ids", ids.toArray(UUID[]::new))
                .param("numbers", numbers.toArray(Integer[]::new))
                .param("names", names.toArray(String[]::new))
                .param("topics", topics.toArray(String[]::new))
                .param("texts", texts.stream().map(PlainText::hash).toArray(String[]::new))
                .query((row, _) -> existing(row))
                .list();
    }

    private static ImportedPost.Existing existing(ResultSet row) throws SQLException {
        var columns = new HashMap<String, @Nullable Object>();
        for (var column : ImportedPost.COLUMNS) {
            columns.put(
                    column,
                    switch (column) {
                        case "due_date" -> Columns.date(row, column);
                        case "scheduled_at" -> row.getObject(column, OffsetDateTime.class);
                        case "estimated_hours", "actual_hours" -> row.getBigDecimal(column);
                        default -> row.getString(column);
                    });
        }
        return new ImportedPost.Existing(
                row.getObject("id", UUID.class),
                row.getInt("post_number"),
                row.getBoolean("is_deleted"),
                Columns.id(row, "goal_id"),
                Columns.id(row, "chapter_id"),
                row.getString("external_ref"),
                PostStatus.of(row.getString("status")),
                Columns.id(row, "assignee_id"),
                Columns.texts(row, "tags"),
                row.getString("content"),
                columns);
    }

    /** Whether a post is not yet what a file says of it. */
    public static boolean different(ImportedPost.Existing old, ImportedPost wish) {
        return !columns(old, wish).isEmpty()
                || (wish.status() != null && wish.status() != old.status())
                || (wish.content() != null && !wish.content().equals(old.content()))
                || (wish.tags() != null
                        && !new HashSet<>(wish.tags()).equals(Set.copyOf(old.tags())))
                || (wish.assignee() != null
                        && !Objects.equals(wish.assignee().id(), old.assigneeId()));
    }

    private static Map<String, @Nullable Object> columns(
            ImportedPost.Existing old, ImportedPost wish) {
        var different = new LinkedHashMap<String, @Nullable Object>();
        wish.columns()
                .forEach(
                        (column, value) -> {
                            var unsaid = value == null && column.equals("priority");
                            if (!unsaid && !same(value, old.columns().get(column))) {
                                different.put(column, value);
                            }
                        });
        if (wish.goalId() != null && !wish.goalId().equals(old.goalId())) {
            different.put("goal_id", wish.goalId());
            different.put("chapter_id", wish.chapterId());
        } else if (wish.chapterId() != null && !wish.chapterId().equals(old.chapterId())) {
            different.put("chapter_id", wish.chapterId());
        }
        return different;
    }

    private static boolean same(@Nullable Object value, @Nullable Object stored) {
        if (value instanceof OffsetDateTime at && stored instanceof OffsetDateTime then) {
            return at.isEqual(then);
        }
        if (value instanceof BigDecimal number && stored instanceof BigDecimal then) {
            return number.compareTo(then) == 0;
        }
        return Objects.equals(value, stored);
    }

    /**
     * Brings a post to what a file says. Its status moves as a person could move it, and a text
     * that waits for a decision stays.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<Kept> change(ImportedPost.Existing old, ImportedPost wish, UUID by) {
        var kept = EnumSet.noneOf(Kept.class);
        var found = posts.find(old.id());
        if (found.isEmpty()) {
            // Somebody deleted it meanwhile.
            return kept;
        }
        var post = found.get();
        var given = new GivenColumns();
        columns(old, wish).forEach(given::set);
        if (given.has("scheduled_at")) {
            given.set("scheduled_tz", given.after("scheduled_at", null) == null ? null : zone());
        }
        rows.write(KIND, old.id(), given);
        var assignee = wish.assignee();
        if (assignee != null && !Objects.equals(assignee.id(), old.assigneeId())) {
            assignees.write(old.id(), old.assigneeId(), assignee.id(), by, null);
        }
        if (wish.tags() != null) {
            tags.set(old.id(), wish.tags());
        }
        if (wish.content() != null && !wish.content().equals(old.content())) {
            if (post.status() == PostStatus.REVIEW || post.activeRunId() != null) {
                kept.add(Kept.TEXT);
            } else {
                write(post, wish.content(), by);
            }
        }
        if (wish.status() != null && !moved(posts.lock(old.id()), wish.status(), by)) {
            kept.add(Kept.STATUS);
        }
        news.changed(old.id());
        return kept;
    }

    private void write(StoredPost post, String content, UUID by) {
        var stored =
                versions.insert(
                        post.id(),
                        new NewText(content, null, null, NewText.Source.IMPORT, by, null));
        versions.makeCurrent(post.id(), stored.id());
        if (Lifecycle.allows(post.status(), PostStatus.DRAFTING, Mover.EDIT, null)) {
            moves.move(post, PostStatus.DRAFTING, PostMoves.Cause.of(Mover.EDIT, by));
        }
    }

    private boolean moved(StoredPost post, PostStatus to, UUID by) {
        try {
            moves.move(post, to, PostMoves.Cause.person(by, null));
            return true;
        } catch (ProblemException _) {
            return false;
        }
    }

    private String zone() {
        return jdbc.sql("select time_zone from app.workspaces").query(String.class).single();
    }

    /**
     * Adds texts that a post does not have: under their own numbers where these are free, else
     * under the next ones.
     *
     * @return the posts that got one
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> addVersions(List<ImportedPost.Version> wishes, UUID by) {
        var stored = stored(wishes.stream().map(ImportedPost.Version::postId).distinct().toList());
        var added = new ArrayList<ImportedPost.Version>();
        for (var wish : wishes) {
            var own = stored.computeIfAbsent(wish.postId(), _ -> new HashMap<>());
            var hash = PlainText.hash(wish.content());
            if (hash.equals(own.get(wish.number()))
                    || (own.containsKey(wish.number()) && own.containsValue(hash))) {
                continue;
            }
            var number =
                    own.containsKey(wish.number())
                            ? own.keySet().stream().mapToInt(n -> n).max().orElse(0) + 1
                            : wish.number();
            own.put(number, hash);
            added.add(
                    new ImportedPost.Version(
                            wish.postId(),
                            number,
                            wish.content(),
                            wish.title(),
                            wish.label(),
                            wish.pinned(),
                            wish.source(),
                            wish.current()));
        }
        imported.versions(added, by);
        var changed = new HashSet<UUID>();
        added.forEach(version -> changed.add(version.postId()));
        changed.forEach(news::changed);
        return changed;
    }

    /** The digests of texts by their numbers, of each post. */
    private Map<UUID, Map<Integer, String>> stored(List<UUID> ids) {
        var found = new HashMap<UUID, Map<Integer, String>>();
        jdbc.sql(
                        """
                        select post_id, version_number, content_hash from app.post_versions where post_id = any(:ids)
                        """)
                .param("ids", ids.toArray(UUID[]::new))
                .query(
                        row -> {
                            found.computeIfAbsent(
                                            row.getObject("post_id", UUID.class),
                                            _ -> new HashMap<>())
                                    .put(
                                            row.getInt("version_number"),
                                            row.getString("content_hash"));
                        });
        return found;
    }

    /**
     * Records where posts went out, without sending anything.
     *
     * @return the posts whose records changed
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public Set<UUID> publish(List<ImportedPost.Publication> wishes, UUID by) {
        var changed = new HashSet<UUID>();
        for (var wish : wishes) {
            var count =
                    jdbc.sql(PUBLISH)
                            .param("workspace", CurrentWorkspace.id())
                            .param("id", Ids.next())
                            .param("post", wish.postId())
                            .param("platform", platform(wish))
                            .param("url", wish.url())
                            .param("at", at(wish.at()))
                            .param("by", by)
                            .param("now", Columns.at(clock.instant()))
                            .update();
            if (count > 0) {
                changed.add(wish.postId());
            }
        }
        for (var post : changed) {
            jdbc.sql(SUMMED).param("id", post).update();
        }
        return changed;
    }

    /** The kind a file names, else the one its address tells. */
    private static String platform(ImportedPost.Publication wish) {
        if (wish.platform() != null) {
            return wish.platform();
        }
        var kind =
                wish.url() == null
                        ? PlatformKind.OTHER
                        : PlatformKind.ofAddress(URI.create(wish.url()));
        return kind.code();
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : Columns.at(instant);
    }
}
