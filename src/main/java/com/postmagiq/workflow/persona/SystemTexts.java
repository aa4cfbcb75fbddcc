package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the product brings for prompts, as stored: every version of every role, rule and voice. */
@Repository
class SystemTexts {
    private final JdbcClient jdbc;

    SystemTexts(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** A stored version of a role. */
    record StoredPersona(Persona persona, String hash, Instant createdAt) {}

    void lock(long key) {
        jdbc.sql("select pg_advisory_xact_lock(:key)")
                .param("key", key)
                .query((_, _) -> "")
                .single();
    }

    /** The newest version, as text of a hash; empty when it was never seeded. */
    Optional<StoredPersona> newest(String slug) {
        return personas(slug, null, 1).stream().findFirst();
    }

    /**
     * Newest first.
     *
     * @param before only older ones; null for the newest
     */
    List<StoredPersona> personas(String slug, @Nullable Integer before, int limit) {
        return jdbc.sql(
                        """
                        select * from core.system_persona_versions
                         where slug = :slug and (cast(:before as int) is null or version < :before)
                         order by version desc limit :limit
                        """)
                .param("slug", slug)
                .param("before", before)
                .param("limit", limit)
                .query(SystemTexts::persona)
                .list();
    }

    void append(Persona persona, Instant at) {
        var time = at.atOffset(ZoneOffset.UTC);
        jdbc.sql(
                        """
                        insert into core.system_personas (slug, version, content_hash, updated_at)
                        values (:slug, :version, :hash, :at)
                        on conflict (slug) do update
                           set version = excluded.version, content_hash = excluded.content_hash,
                               updated_at = excluded.updated_at
                        """)
                .param("slug", persona.slug())
                .param("version", persona.version())
                .param("hash", persona.factsHash())
                .param("at", time)
                .update();
        jdbc.sql(
                        """
                        insert into core.system_persona_versions (slug, version, name, description, template,
                            needs_rules, needs_voice, output_kind, model_tier, content_hash, created_at)
                        values (:slug, :version, :name, :description, :template,
                            :rules, :voice, :kind, :tier, :hash, :at)
                        """)
                .param("slug", persona.slug())
                .param("version", persona.version())
                .param("name", persona.name())
                .param("description", persona.description())
                .param("template", persona.template())
                .param("rules", persona.needsRules().code())
                .param("voice", persona.needsVoice())
                .param("kind", persona.outputKind().code())
                .param("tier", persona.modelTier().orElse(null))
                .param("hash", persona.factsHash())
                .param("at", time)
                .update();
    }

    /**
     * A text.
     *
     * @param kind rules or voice
     * @param version null for the newest
     */
    Optional<PromptText> text(String kind, String slug, @Nullable Integer version) {
        return jdbc.sql(
                        """
                        select slug, name, text, version from core.system_prompt_texts
                         where kind = :kind and slug = :slug
                           and (cast(:version as int) is null or version = :version)
                         order by version desc limit 1
                        """)
                .param("kind", kind)
                .param("slug", slug)
                .param("version", version)
                .query(PromptText.class)
                .optional();
    }

    void append(String kind, PromptText text, Instant at) {
        jdbc.sql(
                        """
                        insert into core.system_prompt_texts (kind, slug, version, name, text, content_hash, created_at)
                        values (:kind, :slug, :version, :name, :text, :hash, :at)
                        """)
                .param("kind", kind)
                .param("slug", text.slug())
                .param("version", text.version())
                .param("name", text.name())
                .param("text", text.text())
                .param("hash", text.contentHash())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private static StoredPersona persona(ResultSet row, int number) throws SQLException {
        return new StoredPersona(
                new Persona(
                        row.getString("slug"),
                        row.getString("name"),
                        row.getString("description"),
                        row.getString("template"),
                        RulesTier.named(row.getString("needs_rules")).orElseThrow(),
                        row.getBoolean("needs_voice"),
                        Contract.named(row.getString("output_kind")).orElseThrow(),
                        Optional.ofNullable(row.getString("model_tier")),
                        row.getInt("version")),
                row.getString("content_hash"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
