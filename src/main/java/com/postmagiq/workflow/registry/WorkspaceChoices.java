package com.postmagiq.workflow.registry;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workflow.run.StoredJson;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** What the bound workspace chose for runs that name nothing. */
@Repository
public class WorkspaceChoices {
    private final JdbcClient jdbc;
    private final TenantDb db;

    WorkspaceChoices(JdbcClient jdbc, TenantDb db) {
        this.jdbc = jdbc;
        this.db = db;
    }

    /** The slug of a configuration. */
    public Optional<String> config() {
        return db
                .query(
                        "select default_config from app.workflow_settings",
                        (row, _) -> Optional.ofNullable(row.getString("default_config")))
                .stream()
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * @param slug null takes the choice back
     */
    public void chooseConfig(@Nullable String slug, @Nullable UUID by, Instant at) {
        jdbc.sql(
                        """
                        insert into app.workflow_settings (workspace_id, default_config, updated_by, updated_at)
                        values (:workspaceId, :slug, :by, :at)
                        on conflict (workspace_id) do update
                           set default_config = excluded.default_config, updated_by = excluded.updated_by,
                               updated_at = excluded.updated_at
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("slug", slug)
                .param("by", by)
                .param("at", StoredJson.at(at))
                .update();
    }
}
