package com.postmagiq.audit;

import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;

/** Which workspaces have something to do for the sweeps of the log; ids only. */
@Component
class AuditedWorkspaces {
    private static final String TO_SEAL =
            """
            select w.id
              from app.workspaces w
              left join app.audit_heads h on h.workspace_id = w.id
             where exists (select from app.audit_logs l
                            where l.workspace_id = w.id and l.recorded_at < :before
                              and l.recorded_at >= coalesce(h.range_to, '-infinity'))
             order by w.id
            """;

    private static final String WITH_OLD_ORIGINS =
            "select distinct workspace_id from app.audit_origins where recorded_at < :before";

    private final SystemDb system;

    AuditedWorkspaces(SystemDb system) {
        this.system = system;
    }

    List<UUID> toSeal(Instant before) {
        return ids(SystemDb.Reason.SWEEP, TO_SEAL, Map.of("before", EntryFilter.at(before)));
    }

    List<UUID> withOriginsBefore(Instant before) {
        return ids(
                SystemDb.Reason.SWEEP, WITH_OLD_ORIGINS, Map.of("before", EntryFilter.at(before)));
    }

    /** Removed ones too: their log stays. */
    List<UUID> all() {
        return ids(SystemDb.Reason.SWEEP, "select id from app.workspaces order by id", Map.of());
    }

    private List<UUID> ids(SystemDb.Reason reason, String sql, Map<String, ?> values) {
        return system.call(reason, db -> db.sql(sql).params(values).query(UUID.class).list());
    }
}
