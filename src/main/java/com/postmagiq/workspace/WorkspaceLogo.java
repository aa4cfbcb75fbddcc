package com.postmagiq.workspace;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Which stored file is the picture of the bound workspace. */
@Service
public class WorkspaceLogo {
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceLogo(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** The file; empty where there is none. */
    @Transactional(readOnly = true)
    public Optional<UUID> current() {
        return read("");
    }

    /**
     * Takes another file for the picture.
     *
     * @param assetId null for none
     * @return the file of before, which nothing needs any more
     */
    @Transactional
    public Optional<UUID> change(Actor actor, @Nullable UUID assetId) {
        var old = read(" for update");
        jdbc.sql("update app.workspaces set logo_asset_id = cast(:logo as uuid), updated_at = :now")
                .param("logo", assetId)
                .param("now", Rows.at(clock.instant()))
                .update();
        events.publishEvent(
                new Audited(
                        "workspace.settings_changed",
                        actor.userId(),
                        "workspace",
                        CurrentWorkspace.id(),
                        Map.of("logo_id", new Audited.Change(old.orElse(null), assetId)),
                        Audited.Outcome.SUCCESS));
        return old;
    }

    private Optional<UUID> read(String lock) {
        return jdbc.sql(
                        "select logo_asset_id from app.workspaces where logo_asset_id is not null"
                                + lock)
                .query(UUID.class)
                .optional();
    }
}
