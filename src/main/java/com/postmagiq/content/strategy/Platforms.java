package com.postmagiq.content.strategy;

import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The streams of the bound workspace. */
@Service
class Platforms {
    private static final GivenRows.Kind KIND =
            new GivenRows.Kind("platform", "platforms", "platform");

    private static final String READ =
            """
            select p.*, g.goals, g.posts
              from app.platforms p
              cross join lateral (
                select count(*) as goals, coalesce(sum(
                         (select count(*) from app.posts t where t.goal_id = g.id and not t.is_deleted)), 0) as posts
                  from app.goals g where g.platform_id = p.id) g
            """;

    private final JdbcClient jdbc;
    private final GivenRows rows;

    Platforms(JdbcClient jdbc, GivenRows rows) {
        this.jdbc = jdbc;
        this.rows = rows;
    }

    /**
     * Oldest first.
     *
     * @param active null shows both kinds
     */
    @Transactional(readOnly = true)
    public Page<Platform> page(@Nullable Boolean active, @Nullable String cursor, int limit) {
        var found =
                jdbc.sql(
                                READ
                                        + """
                                        where (cast(:active as boolean) is null or p.is_active = :active)
                                          and (cast(:after as uuid) is null or p.id > :after)
                                        order by p.id limit :limit
                                        """)
                        .param("active", active)
                        .param("after", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> map(row))
                        .list();
        return Page.of(found, limit, Platform::id);
    }

    /**
     * @throws ProblemException {@code not_found}
     */
    @Transactional(readOnly = true)
    public Platform get(UUID id) {
        return find(id).orElseThrow(() -> KIND.missing(id));
    }

    /**
     * @throws ProblemException {@code platform.not_found} for one that a request names
     */
    void requireKnown(UUID id) {
        if (find(id).isEmpty()) {
            throw new ProblemException(
                    StrategyProblem.PLATFORM_NOT_FOUND,
                    "There is no platform %s in this workspace; GET platforms lists those there are."
                            .formatted(id));
        }
    }

    /**
     * @throws ProblemException {@code platform.name_taken}, {@code required_field}
     */
    @Transactional
    public Platform create(Actor actor, PlatformFields fields) {
        var given = fields.columnsOfNew();
        try {
            return get(insert(actor.userId(), given));
        } catch (DuplicateKeyException _) {
            throw nameTaken(given);
        }
    }

    /** Adds a platform of these columns; its id. */
    UUID insert(UUID by, GivenColumns given) {
        return rows.insert(KIND, by, given);
    }

    /**
     * @param revision the change was made from; null when the sender did not say
     * @throws ProblemException {@code not_found}, {@code stale_revision}, {@code
     *     platform.name_taken}, {@code required_field}
     */
    @Transactional
    public Platform change(
            Actor actor, UUID id, @Nullable Integer revision, PlatformFields fields) {
        var given = fields.columns();
        try {
            rows.change(KIND, actor, id, revision, given, this::get);
        } catch (DuplicateKeyException _) {
            throw nameTaken(given);
        }
        return get(id);
    }

    /**
     * @throws ProblemException {@code not_found}, {@code platform.in_use}
     */
    @Transactional
    public void delete(Actor actor, UUID id) {
        rows.lock(KIND, id);
        var goals = get(id).goalCount();
        if (goals > 0) {
            throw new ProblemException(
                            StrategyProblem.PLATFORM_IN_USE,
                            "%d strategies belong to this platform; switch it off instead, or delete them first."
                                    .formatted(goals))
                    .with("goals", goals);
        }
        rows.delete(KIND, actor, id);
    }

    private Optional<Platform> find(UUID id) {
        return jdbc.sql(READ + " where p.id = :id")
                .param("id", id)
                .query((row, _) -> map(row))
                .optional();
    }

    private static ProblemException nameTaken(GivenColumns given) {
        return new ProblemException(
                StrategyProblem.PLATFORM_NAME_TAKEN,
                "This workspace has a platform named '%s' already; choose another name."
                        .formatted(given.<String>after("name", "")));
    }

    private static Platform map(ResultSet row) throws SQLException {
        return new Platform(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                row.getString("name"),
                row.getString("description"),
                row.getString("post_format"),
                row.getInt("default_word_count"),
                row.getInt("max_chars"),
                row.getBoolean("uses_enemies"),
                List.of((String[]) row.getArray("default_hashtags").getArray()),
                row.getBoolean("is_active"),
                row.getInt("goals"),
                row.getInt("posts"),
                row.getObject("created_by_id", UUID.class),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
