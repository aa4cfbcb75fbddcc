package com.postmagiq.workflow.history;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What a run is measured against: the earlier runs of its story and of its workspace. */
@Component
class EarlierRuns {
    private static final String MEASURE =
            """
            select (select max(e.final_score) from app.workflow_runs e
                     where e.story_key = r.story_key and e.iteration < r.iteration
                       and e.purpose <> 'evaluation' and e.deleted_at is null) as best_score,
                   (select avg(e.total_cost_usd) from (
                       select total_cost_usd from app.workflow_runs
                        where id < r.id and status = 'complete' and purpose <> 'evaluation'
                        order by id desc limit 10) e) as average_cost
              from app.workflow_runs r
             where r.id = :id
            """;

    private final JdbcClient jdbc;

    EarlierRuns(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param bestScore of the story so far
     * @param averageCost in USD, of the ten complete runs before
     */
    record Measure(@Nullable Integer bestScore, @Nullable BigDecimal averageCost) {}

    Measure before(UUID runId) {
        return jdbc.sql(MEASURE).param("id", runId).query(Measure.class).single();
    }
}
