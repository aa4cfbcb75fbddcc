package com.postmagiq.notification.template;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Templates that somebody wrote: versions of the installation, and a workspace's own. */
@Repository
class TemplateRows {
    /** A version that an operator saved. */
    record Version(int version, String content) {}

    /**
     * A workspace's own words.
     *
     * @param basedOn SHA-256 of the words they were made from
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by hand
    record Own(UUID id, String language, String content, byte[] basedOn, int revision) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    TemplateRows(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The operator's newest version in a language. */
    Optional<Version> newest(String slug, String language) {
        return jdbc.sql(
                        """
                        select version, content from core.system_templates
                         where template_type = 'email' and slug = :slug and language = :language
                         order by version desc limit 1
                        """)
                .param("slug", slug)
                .param("language", language)
                .query((row, _) -> new Version(row.getInt("version"), row.getString("content")))
                .optional();
    }

    /** Adds a version; false when somebody else has added that one meanwhile. */
    boolean addVersion(String slug, String language, int version, String content, UUID userId) {
        return jdbc.sql(
                                """
                                insert into core.system_templates
                                    (template_type, slug, language, version, content, created_by_id, created_at)
                                values ('email', :slug, :language, :version, :content, :user, :now)
                                on conflict do nothing
                                """)
                        .param("slug", slug)
                        .param("language", language)
                        .param("version", version)
                        .param("content", content)
                        .param("user", userId)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** The bound workspace's words for a mail, in every language it has them in. */
    List<Own> own(String slug) {
        return jdbc.sql(
                        """
                        select id, language, content, based_on, revision from app.system_templates
                         where template_type = 'email' and slug = :slug
                         order by created_at, id
                        """)
                .param("slug", slug)
                .query((row, _) -> own(row))
                .list();
    }

    Optional<Own> own(String slug, String language) {
        return own(slug).stream().filter(each -> each.language().equals(language)).findFirst();
    }

    /**
     * Saves the bound workspace's words.
     *
     * @param revision the one they were written on; 0 for new ones
     * @return false when another revision is stored
     */
    boolean save(
            String slug,
            String language,
            String content,
            byte[] basedOn,
            int revision,
            UUID userId) {
        var sql =
                revision == 0
                        ? """
                        insert into app.system_templates (workspace_id, id, template_type, slug, language, content,
                            based_on, updated_by_id, created_at, updated_at)
                        values (:workspace, :id, 'email', :slug, :language, :content, :based, :user, :now, :now)
                        on conflict (workspace_id, template_type, slug, language) do nothing
                        """
                        : """
                        update app.system_templates
                           set content = :content, based_on = :based, revision = revision + 1, updated_by_id = :user,
                               updated_at = :now
                         where template_type = 'email' and slug = :slug and language = :language
                           and revision = :revision
                        """;
        return jdbc.sql(sql)
                        .param("workspace", CurrentWorkspace.id())
                        .param("id", Ids.next())
                        .param("slug", slug)
                        .param("language", language)
                        .param("content", content)
                        .param("based", basedOn)
                        .param("revision", revision)
                        .param("user", userId)
                        .param("now", now())
                        .update()
                == 1;
    }

    /** Removes the bound workspace's words; their id, or empty when there were none. */
    Optional<UUID> delete(String slug, String language) {
        return jdbc.sql(
                        """
                        delete from app.system_templates
                         where template_type = 'email' and slug = :slug and language = :language
                        returning id
                        """)
                .param("slug", slug)
                .param("language", language)
                .query(UUID.class)
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static Own own(ResultSet row) throws SQLException {
        return new Own(
                row.getObject("id", UUID.class),
                row.getString("language"),
                row.getString("content"),
                row.getBytes("based_on"),
                row.getInt("revision"));
    }
}
