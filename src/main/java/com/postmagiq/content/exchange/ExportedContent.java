package com.postmagiq.content.exchange;

import com.postmagiq.content.exchange.ContentExport.Filter;
import com.postmagiq.kernel.page.Conditions;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Reads what is exported, as objects whose parts have the names that an import reads; pages of
 * posts by their numbers.
 */
@Repository
class ExportedContent {
    /** Posts read in one go. */
    static final int PAGE = 200;

    private static final String PLATFORMS =
            """
            select jsonb_build_object('ref_id', id, 'platform_kind', kind, 'name', name, 'description', description,
                       'post_format', post_format, 'default_word_count', default_word_count, 'max_chars', max_chars,
                       'uses_enemies', uses_enemies, 'default_hashtags', default_hashtags, 'is_active', is_active) as found
              from app.platforms order by id
            """;

    private static final String GOALS =
            """
            select jsonb_build_object('ref_id', id, 'platform_ref', platform_id, 'name', name,
                       'strategy_type', strategy_type, 'positioning', positioning, 'signature_thesis', signature_thesis,
                       'target_audience', target_audience, 'content_style', content_style,
                       'posts_per_week', posts_per_week, 'starts_on', starts_on, 'ends_on', ends_on,
                       'approval_required', approval_required, 'image_required', image_required,
                       'min_fidelity', min_fidelity, 'status', status) as found
              from app.goals order by id
            """;

    private static final String CHAPTERS =
            """
            select jsonb_build_object('ref_id', c.id, 'goal_ref', c.goal_id, 'goal', g.name,
                       'chapter_number', c.chapter_number, 'title', c.title, 'description', c.description,
                       'theme', c.theme, 'theme_description', c.theme_description, 'weeks_start', c.weeks_start,
                       'weeks_end', c.weeks_end) as found
              from app.chapters c
              join app.goals g on g.workspace_id = c.workspace_id and g.id = c.goal_id
             order by c.goal_id, c.chapter_number
            """;

    private static final String POSTS =
            """
            select jsonb_build_object('ref_id', p.id, 'post_number', p.post_number, 'goal_ref', p.goal_id, 'goal', g.name,
                       'chapter_number', c.chapter_number, 'chapter', c.title, 'topic', p.topic, 'shape', p.shape,
                       'cadence', p.cadence, 'entry_point', p.entry_point, 'guidance', p.guidance,
                       'story_used', p.story_used, 'status', p.status, 'previous_status', p.previous_status,
                       'assignee', u.full_name, 'due_date', p.due_date,
                       'scheduled_at', to_char(p.scheduled_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'published_at', to_char(p.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'),
                       'published_url', p.published_url,
                       'platform', (select n.platform_kind from app.post_publications n where n.post_id = p.id
                                     order by n.published_at, n.id limit 1),
                       'priority', p.priority, 'estimated_hours', p.estimated_hours, 'actual_hours', p.actual_hours,
                       'tags', array(select t.tag from app.post_tags t where t.post_id = p.id order by t.tag),
                       'external_ref', p.external_ref, 'content', v.content) as found
              from app.posts p
              left join app.goals g on g.workspace_id = p.workspace_id and g.id = p.goal_id
              left join app.chapters c on c.workspace_id = p.workspace_id and c.id = p.chapter_id
              left join app.post_versions v on v.workspace_id = p.workspace_id and v.id = p.current_version_id
              left join core.users u on u.id = p.assignee_id
             where not p.is_deleted
            """;

    private static final String VERSIONS =
            """
            select jsonb_build_object('post_ref', v.post_id, 'version_number', v.version_number, 'content', v.content,
                       'title', v.title, 'label', v.label, 'is_pinned', v.is_pinned, 'source', v.source,
                       'current', v.id = p.current_version_id) as found
              from app.post_versions v
              join app.posts p on p.workspace_id = v.workspace_id and p.id = v.post_id
             where v.post_id = any(?)
             order by p.post_number, v.version_number
            """;

    private static final String PUBLICATIONS =
            """
            select jsonb_build_object('post_ref', n.post_id, 'platform', n.platform_kind, 'url', n.url,
                       'published_at', to_char(n.published_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
                   as found
              from app.post_publications n
              join app.posts p on p.workspace_id = n.workspace_id and p.id = n.post_id
             where n.post_id = any(?)
             order by p.post_number, n.platform_kind
            """;

    /** Threads in the order in which they began, answers behind their beginning. */
    private static final String COMMENTS =
            """
            select jsonb_build_object('ref_id', m.id, 'post_ref', m.post_id, 'answer_to', m.parent_id,
                       'author', u.full_name, 'body', m.body, 'quote', m.anchor_quote, 'suggestion', m.suggestion,
                       'suggestion_state', m.suggestion_state, 'is_internal', m.is_internal,
                       'is_resolved', m.resolved_at is not null,
                       'created_at', to_char(m.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')) as found
              from app.post_comments m
              join app.posts p on p.workspace_id = m.workspace_id and p.id = m.post_id
              left join core.users u on u.id = m.author_id
             where m.post_id = any(?) and m.deleted_at is null and (? or not m.is_internal)
             order by p.post_number, coalesce(m.parent_id, m.id), m.id
            """;

    private final JdbcTemplate jdbc;
    private final JsonMapper json;

    ExportedContent(JdbcTemplate jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    @Transactional(readOnly = true)
    public List<ObjectNode> platforms() {
        return jdbc.query(PLATFORMS, this::object);
    }

    @Transactional(readOnly = true)
    public List<ObjectNode> goals() {
        return jdbc.query(GOALS, this::object);
    }

    @Transactional(readOnly = true)
    public List<ObjectNode> chapters() {
        return jdbc.query(CHAPTERS, this::object);
    }

    /** The next posts behind a number. */
    @Transactional(readOnly = true)
    public List<ObjectNode> posts(Filter filter, int after) {
        var where = conditions(filter);
        where.add("p.post_number > ?", after);
        where.value(PAGE);
        return jdbc.query(
                POSTS + where.sql() + " order by p.post_number limit ?",
                this::object,
                where.values());
    }

    @Transactional(readOnly = true)
    public int count(Filter filter) {
        var where = conditions(filter);
        return Objects.requireNonNull(
                jdbc.queryForObject(
                        "select count(*) from app.posts p where not p.is_deleted" + where.sql(),
                        Integer.class,
                        where.values()));
    }

    private static Conditions conditions(Filter filter) {
        var where = new Conditions();
        where.addIfGiven("p.goal_id = ?", filter.goalId());
        where.addIfGiven("p.chapter_id = ?", filter.chapterId());
        if (!filter.statuses().isEmpty()) {
            where.add("p.status = any(?)", (Object) filter.statuses().toArray(String[]::new));
        }
        return where;
    }

    /** The texts of some posts, in the order of both numbers. */
    @Transactional(readOnly = true)
    public List<ObjectNode> versions(List<UUID> posts) {
        return jdbc.query(VERSIONS, this::object, (Object) posts.toArray(UUID[]::new));
    }

    /** Where some posts went out. */
    @Transactional(readOnly = true)
    public List<ObjectNode> publications(List<UUID> posts) {
        return jdbc.query(PUBLICATIONS, this::object, (Object) posts.toArray(UUID[]::new));
    }

    /**
     * What was said about some posts.
     *
     * @param internal also what is for members only
     */
    @Transactional(readOnly = true)
    public List<ObjectNode> comments(List<UUID> posts, boolean internal) {
        return jdbc.query(COMMENTS, this::object, posts.toArray(UUID[]::new), internal);
    }

    private ObjectNode object(ResultSet row, int number) throws SQLException {
        return (ObjectNode) json.readTree(row.getString("found"));
    }
}
