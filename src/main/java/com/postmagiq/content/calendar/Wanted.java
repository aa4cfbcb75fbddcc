package com.postmagiq.content.calendar;

import com.postmagiq.kernel.tenancy.TenantDb;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** How many posts a week the active strategies of a workspace want. */
@Component
class Wanted {
    private static final String PER_WEEK =
            """
            select coalesce(sum(posts_per_week), 0) from app.goals
             where status = 'active' and (cast(? as uuid) is null or id = ?)
               and (cast(? as uuid) is null or platform_id = ?)
            """;

    private final TenantDb db;

    Wanted(TenantDb db) {
        this.db = db;
    }

    /**
     * @param goalId only this strategy; null for all
     * @param platformId only strategies of this stream; null for all
     */
    int perWeek(@Nullable UUID goalId, @Nullable UUID platformId) {
        return db.first(PER_WEEK, (row, _) -> row.getInt(1), goalId, goalId, platformId, platformId)
                .orElse(0);
    }
}
