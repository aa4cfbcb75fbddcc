package com.postmagiq.workspace;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Daily;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * What time does to workspaces: invitations run out and are reminded of, their links are forgotten,
 * deleted workspaces are emptied. Ids are collected over all workspaces, then each workspace is
 * worked in by itself; running twice finds nothing the second time.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WorkspaceLife.class)
class TeamSweep {
    private static final Logger LOG = LoggerFactory.getLogger(TeamSweep.class);
    private static final FixedDelay HOURLY = FixedDelay.ofHours(1);
    private static final int BATCH = 500;
    private static final Duration REMIND_BEFORE = Duration.ofDays(2);

    /** Links that ended tell their readers so for this long. */
    private static final Duration LINKS_KEPT = Duration.ofDays(90);

    /** The addresses of an emptied workspace stay taken for this long. */
    private static final Duration SLUGS_KEPT = Duration.ofDays(365);

    private static final String OVERDUE =
            """
            select workspace_id, id from app.workspace_memberships
             where status = 'pending' and invite_expires_at <= :at
             order by invite_expires_at limit :batch
            """;

    private static final String TO_REMIND =
            """
            select m.workspace_id, m.id
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id and w.status = 'active'
             where m.status = 'pending' and m.invite_reminded_at is null
               and m.invite_expires_at <= :at and m.invite_expires_at > :now
             order by m.invite_expires_at limit :batch
            """;

    private static final String OLD_LINKS =
            """
            select l.workspace_id, l.target_id as id
              from core.tenant_lookups l
              left join app.workspace_memberships m on m.workspace_id = l.workspace_id and m.id = l.target_id
             where l.kind = 'invite' and l.created_at <= :at and m.status is distinct from 'pending'
             order by l.created_at limit :batch
            """;

    private static final String TO_PURGE =
            """
            select id as workspace_id, id from app.workspaces
             where purge_after <= :at order by purge_after limit :batch
            """;

    private static final String OLD_SLUGS =
            """
            select id as workspace_id, id from app.workspaces w
             where w.status = 'purged' and w.purged_at <= :at
               and exists (select from core.tenant_lookups l where l.workspace_id = w.id)
             limit :batch
            """;

    /** A row to work on, in its workspace. */
    private record Due(UUID workspaceId, UUID id) {}

    private interface Work {
        void on(UUID id);
    }

    private final SystemDb system;
    private final InviteEnds ends;
    private final WorkspaceEnd workspaceEnd;
    private final Clock clock;

    TeamSweep(SystemDb system, InviteEnds ends, WorkspaceEnd workspaceEnd, Clock clock) {
        this.system = system;
        this.ends = ends;
        this.workspaceEnd = workspaceEnd;
        this.clock = clock;
    }

    @Bean
    RecurringTask<Void> invitesExpireTask() {
        return Tasks.recurring("invites-expire", HOURLY).execute((_, _) -> invites());
    }

    @Bean
    RecurringTask<Void> workspacePurgeTask() {
        return Tasks.recurring("workspace-purge", new Daily(ZoneOffset.UTC, LocalTime.of(3, 30)))
                .execute((_, _) -> workspaces());
    }

    void invites() {
        var now = clock.instant();
        var expired = each(OVERDUE, now, ends::expire);
        var reminded = each(TO_REMIND, now.plus(REMIND_BEFORE), ends::remind);
        var forgotten = each(OLD_LINKS, now.minus(LINKS_KEPT), ends::forgetLinks);
        LOG.debug(
                "{} invitations ran out, {} reminded, {} links forgotten",
                expired,
                reminded,
                forgotten);
    }

    void workspaces() {
        var now = clock.instant();
        var purged = each(TO_PURGE, now, _ -> workspaceEnd.purge());
        var freed = each(OLD_SLUGS, now.minus(SLUGS_KEPT), _ -> ends.freeSlugs());
        LOG.info("{} deleted workspaces emptied, addresses of {} freed", purged, freed);
    }

    private int each(String sql, Instant at, Work work) {
        var all = 0;
        List<Due> due;
        do {
            due = due(sql, at);
            for (var row : due) {
                CurrentWorkspace.run(row.workspaceId(), () -> work.on(row.id()));
            }
            all += due.size();
        } while (due.size() == BATCH);
        return all;
    }

    private List<Due> due(String sql, Instant at) {
        return system.call(
                SystemDb.Reason.SWEEP,
                jdbc ->
                        jdbc.sql(sql)
                                .param("at", Rows.at(at))
                                .param("now", Rows.at(clock.instant()))
                                .param("batch", BATCH)
                                .query((row, _) -> row(row))
                                .list());
    }

    private static Due row(ResultSet row) throws SQLException {
        return new Due(row.getObject("workspace_id", UUID.class), row.getObject("id", UUID.class));
    }
}
