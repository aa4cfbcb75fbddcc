package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** The voice of the bound workspace: what roles write in that ask for no other. */
@Repository
public class WorkspaceVoice {
    /** What counts where nobody chose. */
    public static final String PRESET = "professional";

    private final JdbcClient jdbc;
    private final TenantDb db;

    WorkspaceVoice(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    /** The slug of the choice. */
    public Optional<String> chosen() {
        return db
                .query(
                        "select default_voice from app.workflow_settings",
                        (row, _) -> Optional.ofNullable(row.getString("default_voice")))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * @param slug null takes the choice back
     */
    public void choose(@Nullable String slug, UUID by, Instant at) {
        jdbc.sql(
                        """
                        insert into app.workflow_settings (workspace_id, default_voice, updated_by, updated_at)
                        values (:workspaceId, :slug, :by, :at)
                        on conflict (workspace_id) do update
                           set default_voice = excluded.default_voice, updated_by = excluded.updated_by,
                               updated_at = excluded.updated_at
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("slug", slug)
                .param("by", by)
                .param("at", at.atOffset(ZoneOffset.UTC))
                .update();
    }
}
