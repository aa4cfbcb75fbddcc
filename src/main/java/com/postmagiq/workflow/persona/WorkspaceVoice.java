package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.voice.VoiceProfileDeleted;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
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

    /** The choice of the run a visit belongs to, else the workspace's. */
    Optional<String> chosenFor(UUID visitId) {
        return db
                .query(
                        """
                        select coalesce(r.voice, (select default_voice from app.workflow_settings)) as voice
                          from app.workflow_state_visits v join app.workflow_runs r on r.id = v.run_id
                         where v.id = ?
                        """,
                        (row, _) -> Optional.ofNullable(row.getString("voice")),
                        visitId)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The voice a run was started with; empty when it takes the workspace's. */
    public Optional<String> ofRun(UUID runId) {
        return db
                .query(
                        "select voice from app.workflow_runs where id = ?",
                        (row, _) -> Optional.ofNullable(row.getString("voice")),
                        runId)
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** Has a run that is not yet under way speak in a voice. */
    public void chooseForRun(UUID runId, String slug) {
        jdbc.sql("update app.workflow_runs set voice = :slug where id = :id")
                .param("slug", slug)
                .param("id", runId)
                .update();
    }

    /** Whoever chose it falls back: workspace, roles, and runs that are still to come to it. */
    @EventListener
    void on(VoiceProfileDeleted gone) {
        jdbc.sql(
                        "update app.workflow_settings set default_voice = null where default_voice = :slug")
                .param("slug", gone.slug())
                .update();
        jdbc.sql("update app.workflow_personas set voice = null where voice = :slug")
                .param("slug", gone.slug())
                .update();
        jdbc.sql("update app.workflow_runs set voice = null where voice = :slug")
                .param("slug", gone.slug())
                .update();
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
