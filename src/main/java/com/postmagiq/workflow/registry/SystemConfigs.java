package com.postmagiq.workflow.registry;

import com.postmagiq.workflow.config.Issue;
import com.postmagiq.workflow.config.RegistryEntry;
import com.postmagiq.workflow.config.WorkflowCatalogue.Disabled;
import com.postmagiq.workflow.run.StoredJson;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;

/** The configurations of the product as the last sync left them, with every version. */
@Repository
public class SystemConfigs {
    private static final TypeReference<List<Issue>> ISSUES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    SystemConfigs(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A row.
     *
     * @param version 0 while there never was a valid text
     * @param contentHash of that version
     * @param findings what is wrong with the file, while that disables it
     */
    public record Row(
            RegistryEntry entry,
            int position,
            Optional<Disabled> disabled,
            List<Issue> findings,
            boolean standard,
            int version,
            @Nullable String contentHash) {}

    /** One version of a text. */
    public record Version(int version, String yaml, String contentHash, Instant createdAt) {}

    /** In the order of the registry. */
    public List<Row> all() {
        return jdbc.sql("select * from core.system_configs order by position, slug")
                .query(this::row)
                .list();
    }

    public boolean exists(String slug) {
        return jdbc.sql("select exists (select from core.system_configs where slug = :slug)")
                .param("slug", slug)
                .query(Boolean.class)
                .single();
    }

    /** A text by the hash a row names. */
    public String text(String contentHash) {
        return jdbc.sql(
                        "select yaml from core.system_config_versions where content_hash = :hash limit 1")
                .param("hash", contentHash)
                .query(String.class)
                .single();
    }

    /**
     * Newest first.
     *
     * @param before only older ones; null for the newest
     */
    public List<Version> versions(String slug, @Nullable Integer before, int limit) {
        return jdbc.sql(
                        """
                        select version, yaml, content_hash, created_at from core.system_config_versions
                         where slug = :slug and (cast(:before as int) is null or version < :before)
                         order by version desc limit :limit
                        """)
                .param("slug", slug)
                .param("before", before)
                .param("limit", limit)
                .query(SystemConfigs::version)
                .list();
    }

    /** One version. */
    public Optional<Version> version(String slug, int version) {
        return versions(slug, version + 1, 1).stream()
                .filter(it -> it.version() == version)
                .findFirst();
    }

    void lock(long key) {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", key)
                .query((_, _) -> "")
                .single();
    }

    void save(Row row, Instant at) {
        var entry = row.entry();
        jdbc.sql(
                        """
                        insert into core.system_configs (slug, position, name, description, config_file, environment,
                            enabled, disabled_reason, findings, tier_required, features, deprecated, is_default,
                            current_version, content_hash, updated_at)
                        values (:slug, :position, :name, :description, :file, :environment,
                            :enabled, :reason, cast(:findings as jsonb), :tier, :features, :deprecated, false,
                            :version, :hash, :at)
                        on conflict (slug) do update
                           set position = excluded.position, name = excluded.name,
                               description = excluded.description, config_file = excluded.config_file,
                               environment = excluded.environment, enabled = excluded.enabled,
                               disabled_reason = excluded.disabled_reason, findings = excluded.findings,
                               tier_required = excluded.tier_required, features = excluded.features,
                               deprecated = excluded.deprecated,
                               is_default = system_configs.is_default and excluded.enabled,
                               current_version = excluded.current_version, content_hash = excluded.content_hash,
                               updated_at = excluded.updated_at
                        """)
                .param("slug", entry.slug())
                .param("position", row.position())
                .param("name", entry.name())
                .param("description", entry.description())
                .param("file", entry.configFile())
                .param("environment", entry.environment())
                .param("enabled", row.disabled().isEmpty())
                .param("reason", row.disabled().map(Disabled::code).orElse(null))
                .param("findings", json.write(row.findings()))
                .param("tier", entry.tierRequired().orElse(null))
                .param("features", entry.features().toArray(String[]::new))
                .param("deprecated", entry.deprecated())
                .param("version", row.version())
                .param("hash", row.contentHash())
                .param("at", StoredJson.at(at))
                .update();
    }

    void append(String slug, int version, String yaml, String contentHash, Instant at) {
        jdbc.sql(
                        """
                        insert into core.system_config_versions (slug, version, yaml, content_hash, created_at)
                        values (:slug, :version, :yaml, :hash, :at)
                        """)
                .param("slug", slug)
                .param("version", version)
                .param("yaml", yaml)
                .param("hash", contentHash)
                .param("at", StoredJson.at(at))
                .update();
    }

    /**
     * @param slug null when no configuration is the default
     */
    void makeDefault(@Nullable String slug) {
        jdbc.sql(
                        "update core.system_configs set is_default = false where is_default and slug is distinct from :slug")
                .param("slug", slug)
                .update();
        jdbc.sql(
                        "update core.system_configs set is_default = true where slug = :slug and not is_default")
                .param("slug", slug)
                .update();
    }

    private Row row(ResultSet row, int number) throws SQLException {
        var reason = row.getString("disabled_reason");
        var disabled =
                Optional.ofNullable(reason)
                        .map(code -> Disabled.valueOf(code.toUpperCase(Locale.ROOT)));
        return new Row(
                new RegistryEntry(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("config_file"),
                        row.getString("environment"),
                        disabled.filter(Disabled.SWITCHED_OFF::equals).isEmpty(),
                        Optional.ofNullable(row.getString("tier_required")),
                        StoredJson.strings(row, "features"),
                        row.getBoolean("deprecated")),
                row.getInt("position"),
                disabled,
                json.read(row.getString("findings"), ISSUES),
                row.getBoolean("is_default"),
                row.getInt("current_version"),
                row.getString("content_hash"));
    }

    private static Version version(ResultSet row, int number) throws SQLException {
        return new Version(
                row.getInt("version"),
                row.getString("yaml"),
                row.getString("content_hash"),
                StoredJson.instant(row, "created_at"));
    }
}
