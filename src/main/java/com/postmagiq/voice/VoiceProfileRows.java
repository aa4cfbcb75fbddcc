package com.postmagiq.voice;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.voice.measure.AvoidRule;
import com.postmagiq.voice.measure.Stylometry;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** The voice profiles of the bound workspace, and every text one of them has ever told. */
@Repository
class VoiceProfileRows {
    private static final int LOCK = 0x766f6963;
    private static final TypeReference<List<AvoidRule>> RULES = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final TenantDb db;
    private final JsonMapper json;

    VoiceProfileRows(JdbcClient jdbc, TenantDb db, JsonMapper json) {
        this.jdbc = jdbc;
        this.db = db;
        this.json = json;
    }

    /** Lets one at a time make profiles of this workspace, so that names and limits hold. */
    void lockNames() {
        jdbc.sql("select pg_advisory_xact_lock(:key, hashtext(:workspace))")
                .param("key", LOCK)
                .param("workspace", CurrentWorkspace.id().toString())
                .query((_, _) -> "")
                .single();
    }

    int count() {
        return jdbc.sql("select count(*) from app.voice_profiles").query(Integer.class).single();
    }

    boolean taken(String slug) {
        return jdbc.sql("select exists (select from app.voice_profiles where slug = :slug)")
                .param("slug", slug)
                .query(Boolean.class)
                .single();
    }

    boolean named(String name) {
        return jdbc.sql("select exists (select from app.voice_profiles where name = :name)")
                .param("name", name)
                .query(Boolean.class)
                .single();
    }

    Optional<VoiceProfile> find(UUID id) {
        return db.first("select * from app.voice_profiles where id = ?", this::map, id);
    }

    Optional<VoiceProfile> find(String slug) {
        return db.first("select * from app.voice_profiles where slug = ?", this::map, slug);
    }

    Optional<VoiceProfile> lock(UUID id) {
        return jdbc.sql("select * from app.voice_profiles where id = :id for update")
                .param("id", id)
                .query(this::map)
                .optional();
    }

    /** Newest first. */
    List<VoiceProfile> page(@Nullable UUID before, int limit) {
        var sql = new StringBuilder("select * from app.voice_profiles where true");
        var parameters = new ArrayList<@Nullable Object>();
        if (before != null) {
            sql.append(" and id < ?");
            parameters.add(before);
        }
        sql.append(" order by id desc limit ?");
        parameters.add(limit);
        return db.query(sql.toString(), this::map, parameters.toArray());
    }

    /** All slugs with their names, by slug. */
    List<VoiceText> names() {
        return db.query(
                "select slug, name, revision from app.voice_profiles order by slug",
                (row, _) ->
                        new VoiceText(
                                row.getString("slug"),
                                row.getString("name"),
                                "",
                                row.getInt("revision")));
    }

    void save(VoiceProfile profile, UUID userId) {
        var texts = profile.texts();
        jdbc.sql(
                        """
                        insert into app.voice_profiles (workspace_id, id, user_id, name, slug, description, author_label,
                            tone_description, signature_phrases, word_choices, example_excerpts, avoid_patterns,
                            avoid_list, analysis, stylometry, source_sample_count, source_word_count, analyzed_at, stale,
                            edited_fields, revision, created_at, updated_at)
                        values (:workspaceId, :id, :userId, :name, :slug, :description, :author, :tone, :phrases,
                            :choices, :excerpts, :avoid, cast(:avoidList as jsonb), cast(:analysis as jsonb),
                            cast(:stylometry as jsonb), :samples, :words, :analyzedAt, :stale,
                            string_to_array(:edited, ','), :revision, :createdAt, :updatedAt)
                        on conflict (workspace_id, id) do update
                           set name = excluded.name, description = excluded.description,
                               author_label = excluded.author_label, tone_description = excluded.tone_description,
                               signature_phrases = excluded.signature_phrases, word_choices = excluded.word_choices,
                               example_excerpts = excluded.example_excerpts, avoid_patterns = excluded.avoid_patterns,
                               avoid_list = excluded.avoid_list, analysis = excluded.analysis,
                               stylometry = excluded.stylometry, source_sample_count = excluded.source_sample_count,
                               source_word_count = excluded.source_word_count, analyzed_at = excluded.analyzed_at,
                               stale = excluded.stale, edited_fields = excluded.edited_fields,
                               revision = excluded.revision, updated_at = excluded.updated_at
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", profile.id())
                .param("userId", userId)
                .param("name", profile.name())
                .param("slug", profile.slug())
                .param("description", profile.description())
                .param("author", profile.authorLabel())
                .param("tone", texts.get(VoiceProfile.TONE))
                .param("phrases", texts.get(VoiceProfile.PHRASES))
                .param("choices", texts.get(VoiceProfile.CHOICES))
                .param("excerpts", texts.get(VoiceProfile.EXCERPTS))
                .param("avoid", texts.get(VoiceProfile.AVOID))
                .param("avoidList", json.writeValueAsString(profile.avoidList()))
                .param("analysis", written(profile.analysis()))
                .param("stylometry", written(profile.stylometry()))
                .param("samples", profile.sampleCount())
                .param("words", profile.wordCount())
                .param("analyzedAt", at(profile.analyzedAt()))
                .param("stale", profile.stale())
                .param("edited", String.join(",", profile.editedFields()))
                .param("revision", profile.revision())
                .param("createdAt", at(profile.createdAt()))
                .param("updatedAt", at(profile.updatedAt()))
                .update();
    }

    private @Nullable String written(@Nullable Object value) {
        return value == null ? null : json.writeValueAsString(value);
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    void delete(UUID id) {
        jdbc.sql("delete from app.voice_profiles where id = :id").param("id", id).update();
    }

    /** Marks the profiles of an author whose samples have changed. */
    void outdate(String author) {
        jdbc.sql(
                        """
                        update app.voice_profiles set stale = true
                         where author_label = :author and stylometry is not null and not stale
                        """)
                .param("author", author)
                .update();
    }

    /** The newest text of a slug, also of a deleted profile. */
    Optional<VoiceText> newestText(String slug) {
        return text(slug, Integer.MAX_VALUE);
    }

    /** The text of a slug in a version, or the newest before it. */
    Optional<VoiceText> text(String slug, int version) {
        return db.first(
                """
                select slug, name, text, version from app.voice_texts
                 where slug = ? and version <= ? order by version desc limit 1
                """,
                (row, _) ->
                        new VoiceText(
                                row.getString("slug"),
                                row.getString("name"),
                                row.getString("text"),
                                row.getInt("version")),
                slug,
                version);
    }

    void append(VoiceText text, Instant at) {
        jdbc.sql(
                        """
                        insert into app.voice_texts (workspace_id, id, slug, version, name, text, created_at)
                        values (:workspaceId, :id, :slug, :version, :name, :text, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("slug", text.slug())
                .param("version", text.version())
                .param("name", text.name())
                .param("text", text.text())
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }

    private VoiceProfile map(ResultSet row, int number) throws SQLException {
        var texts = new TreeMap<String, String>();
        for (var field : VoiceProfile.FIELDS) {
            var text = row.getString(field);
            if (text != null) {
                texts.put(field, text);
            }
        }
        var analysis = row.getString("analysis");
        var stylometry = row.getString("stylometry");
        var analyzedAt = row.getObject("analyzed_at", OffsetDateTime.class);
        return new VoiceProfile(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                row.getString("description"),
                row.getString("author_label"),
                texts,
                json.readValue(row.getString("avoid_list"), RULES),
                analysis == null ? null : json.readValue(analysis, VoiceAnalysis.class),
                stylometry == null ? null : json.readValue(stylometry, Stylometry.class),
                row.getInt("source_sample_count"),
                row.getInt("source_word_count"),
                analyzedAt == null ? null : analyzedAt.toInstant(),
                row.getBoolean("stale"),
                edited(row),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static List<String> edited(ResultSet row) throws SQLException {
        return List.of((String[]) row.getArray("edited_fields").getArray());
    }
}
