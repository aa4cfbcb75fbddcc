package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The roles of the bound workspace: its changes to the product's, and its own. */
@Repository
public class OwnPersonas {
    private static final String ALL =
            "select * from app.workflow_personas where deleted_at is null";

    private final JdbcClient jdbc;
    private final TenantDb db;

    OwnPersonas(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    /**
     * A row.
     *
     * @param voice slug of the voice it asks for; null takes the workspace's
     * @param basedOnVersion of the product's role it began as
     * @param deleted its name may be used again, and goes on counting versions
     */
    public record Row(
            UUID id,
            Persona persona,
            @Nullable String voice,
            boolean enabled,
            int revision,
            @Nullable Integer basedOnVersion,
            @Nullable UUID createdBy,
            Instant createdAt,
            Instant updatedAt,
            boolean deleted) {}

    /** One version. */
    public record Version(
            Persona persona,
            @Nullable String voice,
            @Nullable UUID authorId,
            String note,
            @Nullable Integer restoredFrom,
            Instant createdAt) {}

    /** By name. */
    public List<Row> all() {
        return db.query(ALL + " order by name, slug", OwnPersonas::row);
    }

    /** What a call needs of those that are switched on: slug and kind of answer. */
    List<Answering> answering() {
        return db.query(
                "select slug, output_kind from app.workflow_personas where enabled and deleted_at is null",
                (row, _) ->
                        new Answering(
                                row.getString("slug"),
                                Contract.named(row.getString("output_kind")).orElseThrow()));
    }

    record Answering(String slug, Contract kind) {}

    public Optional<Row> find(String slug) {
        return db.first(ALL + " and slug = ?", OwnPersonas::row, slug);
    }

    /** The row of a name, deleted or not, kept from others until the transaction ends. */
    public Optional<Row> findForUpdate(String slug) {
        return db.first(
                "select * from app.workflow_personas where slug = ? for update",
                OwnPersonas::row,
                slug);
    }

    public int count() {
        return jdbc.sql("select count(*) from app.workflow_personas where deleted_at is null")
                .query(Integer.class)
                .single();
    }

    /** Inserts, or writes over the row {@link #findForUpdate} gave. */
    public void save(Row row) {
        var persona = row.persona();
        jdbc.sql(
                        """
                        insert into app.workflow_personas (workspace_id, id, slug, name, description, template,
                            needs_rules, needs_voice, voice, output_kind, model_tier, enabled, version, revision,
                            content_hash, based_on_version, created_by, created_at, updated_at)
                        values (:workspaceId, :id, :slug, :name, :description, :template,
                            :rules, :needsVoice, :voice, :kind, :tier, :enabled, :version, :revision,
                            :hash, :basedOn, :createdBy, :createdAt, :updatedAt)
                        on conflict (workspace_id, id) do update
                           set name = excluded.name, description = excluded.description, template = excluded.template,
                               needs_rules = excluded.needs_rules, needs_voice = excluded.needs_voice,
                               voice = excluded.voice, output_kind = excluded.output_kind,
                               model_tier = excluded.model_tier, enabled = excluded.enabled,
                               version = excluded.version, revision = excluded.revision,
                               content_hash = excluded.content_hash, based_on_version = excluded.based_on_version,
                               updated_at = excluded.updated_at, deleted_at = null
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", row.id())
                .param("slug", persona.slug())
                .param("name", persona.name())
                .param("description", persona.description())
                .param("template", persona.template())
                .param("rules", persona.needsRules().code())
                .param("needsVoice", persona.needsVoice())
                .param("voice", row.voice())
                .param("kind", persona.outputKind().code())
                .param("tier", persona.modelTier().orElse(null))
                .param("enabled", row.enabled())
                .param("version", persona.version())
                .param("revision", row.revision())
                .param("hash", persona.factsHash())
                .param("basedOn", row.basedOnVersion())
                .param("createdBy", row.createdBy())
                .param("createdAt", row.createdAt().atOffset(ZoneOffset.UTC))
                .param("updatedAt", row.updatedAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    public void delete(UUID id, Instant at) {
        jdbc.sql(
                        """
                        update app.workflow_personas
                           set deleted_at = :at, updated_at = :at, revision = revision + 1
                         where id = :id
                        """)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .param("id", id)
                .update();
    }

    public void append(UUID personaId, Version version) {
        var persona = version.persona();
        jdbc.sql(
                        """
                        insert into app.workflow_persona_versions (workspace_id, id, persona_id, version, name,
                            description, template, needs_rules, needs_voice, voice, output_kind, model_tier,
                            content_hash, author_id, note, restored_from, created_at)
                        values (:workspaceId, :id, :personaId, :version, :name,
                            :description, :template, :rules, :needsVoice, :voice, :kind, :tier,
                            :hash, :author, :note, :restoredFrom, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("personaId", personaId)
                .param("version", persona.version())
                .param("name", persona.name())
                .param("description", persona.description())
                .param("template", persona.template())
                .param("rules", persona.needsRules().code())
                .param("needsVoice", persona.needsVoice())
                .param("voice", version.voice())
                .param("kind", persona.outputKind().code())
                .param("tier", persona.modelTier().orElse(null))
                .param("hash", persona.factsHash())
                .param("author", version.authorId())
                .param("note", version.note())
                .param("restoredFrom", version.restoredFrom())
                .param("at", version.createdAt().atOffset(ZoneOffset.UTC))
                .update();
    }

    /**
     * Newest first.
     *
     * @param before only older ones; null for the newest
     */
    public List<Version> versions(String slug, @Nullable Integer before, int limit) {
        return db.query(
                """
                select v.*, p.slug
                  from app.workflow_persona_versions v
                  join app.workflow_personas p on p.workspace_id = v.workspace_id and p.id = v.persona_id
                 where p.slug = ? and v.version < ?
                 order by v.version desc limit ?
                """,
                OwnPersonas::version,
                slug,
                before == null ? Integer.MAX_VALUE : before,
                limit);
    }

    /** One version, also of a role that was deleted since. */
    public Optional<Version> version(String slug, int version) {
        return versions(slug, version + 1, 1).stream()
                .filter(it -> it.persona().version() == version)
                .findFirst();
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        var basedOn = row.getInt("based_on_version");
        var none = row.wasNull();
        return new Row(
                row.getObject("id", UUID.class),
                persona(row),
                row.getString("voice"),
                row.getBoolean("enabled"),
                row.getInt("revision"),
                none ? null : basedOn,
                row.getObject("created_by", UUID.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getObject("deleted_at") != null);
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        var restoredFrom = row.getInt("restored_from");
        var none = row.wasNull();
        return new Version(
                persona(row),
                row.getString("voice"),
                row.getObject("author_id", UUID.class),
                row.getString("note"),
                none ? null : restoredFrom,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Persona persona(ResultSet row) throws SQLException {
        return new Persona(
                row.getString("slug"),
                row.getString("name"),
                row.getString("description"),
                row.getString("template"),
                RulesTier.named(row.getString("needs_rules")).orElseThrow(),
                row.getBoolean("needs_voice"),
                Contract.named(row.getString("output_kind")).orElseThrow(),
                Optional.ofNullable(row.getString("model_tier")),
                row.getInt("version"));
    }
}
