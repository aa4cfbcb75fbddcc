package com.postmagiq.workflow.engine;

import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.run.Invocations.GivenUp;
import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Books calls that were given up before their answer. Nobody knows whether they were billed, so
 * their worst case counts as spent towards every cap, until a late answer says what it really was.
 */
@Component
public class Losses {
    private final JdbcClient jdbc;
    private final CostMeters meters;

    Losses(JdbcClient jdbc, CostMeters meters) {
        this.jdbc = jdbc;
        this.meters = meters;
    }

    /** The caller holds the transaction and has locked the run. */
    public void book(UUID runId, List<GivenUp> calls) {
        var lost =
                calls.stream().map(GivenUp::estimateUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
        if (lost.signum() > 0) {
            jdbc.sql(
                            "update app.workflow_runs set uncertain_cost_usd = uncertain_cost_usd + :cost where id = :id")
                    .param("cost", lost)
                    .param("id", runId)
                    .update();
            meters.lose(calls);
        }
    }
}
