package com.postmagiq.content.strategy;

import com.postmagiq.content.SeedContent;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.WorkspaceCreated;
import java.time.Clock;
import java.time.ZoneOffset;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What every workspace has from its first moment: its settings, one stream, and samples. */
@Component
class StrategyOfNewWorkspace {
    private static final String PLATFORM =
            """
            insert into app.platforms (workspace_id, id, created_by_id, kind, name, post_format, default_word_count,
                max_chars, created_at, updated_at)
            values (:workspace, :id, :by, 'linkedin', 'LinkedIn', 'long_form', 300, 3000, :now, :now)
            """;

    private final SeedContent samples;
    private final JdbcClient jdbc;
    private final Clock clock;

    StrategyOfNewWorkspace(SeedContent samples, JdbcClient jdbc, Clock clock) {
        this.samples = samples;
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @EventListener
    void on(WorkspaceCreated event) {
        jdbc.sql("insert into app.content_settings (workspace_id) values (:workspace)")
                .param("workspace", CurrentWorkspace.id())
                .update();
        jdbc.sql(PLATFORM)
                .param("workspace", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("by", event.ownerId())
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .update();
        samples.plant(event.seed(), event.ownerId());
    }
}
