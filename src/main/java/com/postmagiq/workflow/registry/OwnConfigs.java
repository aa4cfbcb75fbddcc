package com.postmagiq.workflow.registry;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workflow.run.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The configurations of the bound workspace and their versions, which are only ever added. */
@Repository
public class OwnConfigs {
    /** A deleted name is not given away again so soon: somebody may still look for it. */
    public static final Duration NAME_STAYS_TAKEN = Duration.ofDays(30);

    private static final int KEPT_WITHOUT_USE = 50;
    private static final String ALL =
            """
            select id, slug, name, description, enabled, current_version, content_hash, revision, updated_at
              from app.workflow_configs where deleted_at is null
            """;

    private final JdbcClient jdbc;
    private final TenantDb db;

    OwnConfigs(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    /** A configuration without its text. */
    public record Row(
            UUID id,
            String slug,
            String name,
            String description,
            boolean enabled,
            int version,
            String contentHash,
            int revision,
            Instant updatedAt) {}

    /**
     * One version of a text.
     *
     * @param restoredFrom the version whose text was taken up again
     */
    public record Version(
            int version,
            String yaml,
            String contentHash,
            @Nullable UUID authorId,
            String note,
            @Nullable Integer restoredFrom,
            Instant createdAt) {}

    /** By name. */
    public List<Row> all() {
        return db.query(ALL + " order by name, slug", OwnConfigs::row);
    }

    public Optional<Row> find(String slug) {
        return db.first(ALL + " and slug = ?", OwnConfigs::row, slug);
    }

    /** The same, kept from others until the transaction ends. */
    public Optional<Row> findForUpdate(String slug) {
        return db.first(ALL + " and slug = ? for update", OwnConfigs::row, slug);
    }

    /** A text by the hash a row names. */
    public String text(String contentHash) {
        return db.first(
                        "select yaml from app.workflow_config_versions where content_hash = ? limit 1",
                        (row, _) -> row.getString("yaml"),
                        contentHash)
                .orElseThrow();
    }

    public int count() {
        return jdbc.sql("select count(*) from app.workflow_configs where deleted_at is null")
                .query(Integer.class)
                .single();
    }

    /** Whether the name is in use, or was until a short while ago. */
    public boolean taken(String slug, Instant now) {
        return jdbc.sql(
                        """
                        select exists (select from app.workflow_configs
                         where slug = :slug and (deleted_at is null or deleted_at > :since))
                        """)
                .param("slug", slug)
                .param("since", StoredJson.at(now.minus(NAME_STAYS_TAKEN)))
                .query(Boolean.class)
                .single();
    }

    public void insert(Row row) {
        jdbc.sql(
                        """
                        insert into app.workflow_configs (workspace_id, id, slug, name, description, enabled,
                            current_version, content_hash, revision, created_at, updated_at)
                        values (:workspaceId, :id, :slug, :name, :description, :enabled,
                            :version, :hash, :revision, :at, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", row.id())
                .param("slug", row.slug())
                .param("name", row.name())
                .param("description", row.description())
                .param("enabled", row.enabled())
                .param("version", row.version())
                .param("hash", row.contentHash())
                .param("revision", row.revision())
                .param("at", StoredJson.at(row.updatedAt()))
                .update();
    }

    /** Writes a row that {@link #findForUpdate} gave. */
    public void update(Row row) {
        jdbc.sql(
                        """
                        update app.workflow_configs
                           set name = :name, description = :description, enabled = :enabled,
                               current_version = :version, content_hash = :hash, revision = :revision,
                               updated_at = :at
                         where id = :id
                        """)
                .param("name", row.name())
                .param("description", row.description())
                .param("enabled", row.enabled())
                .param("version", row.version())
                .param("hash", row.contentHash())
                .param("revision", row.revision())
                .param("at", StoredJson.at(row.updatedAt()))
                .param("id", row.id())
                .update();
    }

    public void delete(UUID id, Instant at) {
        jdbc.sql(
                        """
                        update app.workflow_configs
                           set enabled = false, deleted_at = :at, updated_at = :at, revision = revision + 1
                         where id = :id
                        """)
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    public void append(UUID configId, Version version) {
        jdbc.sql(
                        """
                        insert into app.workflow_config_versions (workspace_id, id, config_id, version, yaml,
                            content_hash, author_id, note, restored_from, created_at)
                        values (:workspaceId, :id, :configId, :version, :yaml,
                            :hash, :author, :note, :restoredFrom, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("configId", configId)
                .param("version", version.version())
                .param("yaml", version.yaml())
                .param("hash", version.contentHash())
                .param("author", version.authorId())
                .param("note", version.note())
                .param("restoredFrom", version.restoredFrom())
                .param("at", StoredJson.at(version.createdAt()))
                .update();
    }

    /**
     * Lets old versions go that no run ever used and no experiment waits to use, beyond the newest
     * of them.
     */
    public int prune(UUID configId) {
        return jdbc.sql(
                        """
                        delete from app.workflow_config_versions
                         where id in (
                           select v.id
                             from app.workflow_config_versions v
                            where v.config_id = :configId
                              and not exists (
                                select from app.workflow_runs r where r.config_hash = v.content_hash)
                              and not exists (
                                select from app.evaluation_experiments e
                                 where e.completed_at is null
                                   and v.content_hash in (e.arms #>> '{a,config_hash}', e.arms #>> '{b,config_hash}'))
                            order by v.version desc
                           offset :kept)
                        """)
                .param("configId", configId)
                .param("kept", KEPT_WITHOUT_USE)
                .update();
    }

    /**
     * Newest first.
     *
     * @param before only older ones; null for the newest
     */
    public List<Version> versions(UUID configId, @Nullable Integer before, int limit) {
        return db.query(
                """
                select version, yaml, content_hash, author_id, note, restored_from, created_at
                  from app.workflow_config_versions
                 where config_id = ? and version < ?
                 order by version desc limit ?
                """,
                OwnConfigs::version,
                configId,
                before == null ? Integer.MAX_VALUE : before,
                limit);
    }

    /** One version; empty also when it was let go. */
    public Optional<Version> version(UUID configId, int version) {
        return versions(configId, version + 1, 1).stream()
                .filter(it -> it.version() == version)
                .findFirst();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("slug"),
                row.getString("name"),
                row.getString("description"),
                row.getBoolean("enabled"),
                row.getInt("current_version"),
                row.getString("content_hash"),
                row.getInt("revision"),
                StoredJson.instant(row, "updated_at"));
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        return new Version(
                row.getInt("version"),
                row.getString("yaml"),
                row.getString("content_hash"),
                row.getObject("author_id", UUID.class),
                row.getString("note"),
                StoredJson.intOrNull(row, "restored_from"),
                StoredJson.instant(row, "created_at"));
    }
}
