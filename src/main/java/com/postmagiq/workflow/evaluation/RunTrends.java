package com.postmagiq.workflow.evaluation;

import com.postmagiq.workspace.Workspaces;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Runs over time: how many, how good, how dear. */
@Service
@Transactional(readOnly = true)
public class RunTrends {
    private static final String PARTS =
            """
            select width_bucket(r.created_at, cast(cast(:starts as text[]) as timestamptz[])) as part,
                   count(*) as runs, avg(r.final_score) as score, sum(r.total_cost_usd) as cost,
                   sum(r.total_input_tokens + r.total_output_tokens) as tokens
              from app.workflow_runs r
             where r.status = 'complete' and r.deleted_at is null and r.created_at >= :from and\s"""
                    + Included.RUNS
                    + " group by part";

    private static final String SUMMARY =
            """
            select count(*) as runs,
                   count(*) filter (where r.completed_at is not null) as ended,
                   count(*) filter (where r.status = 'complete') as complete,
                   coalesce(sum(r.total_cost_usd) filter (where r.status = 'complete'), 0) as cost,
                   coalesce(sum(r.total_input_tokens + r.total_output_tokens)
                       filter (where r.status = 'complete'), 0) as tokens,
                   avg(r.final_score) filter (where r.status = 'complete') as score,
                   count(*) filter (where r.status = 'complete' and (
                       exists (select from app.workflow_decisions d
                                where d.workspace_id = r.workspace_id and d.run_id = r.id
                                  and d.kind in ('approval', 'final_feedback') and d.decision = 'feedback'
                                  and d.decided_by is not null)
                       or exists (select from app.workflow_outputs o
                                   where o.workspace_id = r.workspace_id and o.run_id = r.id
                                     and o.author = 'human' and o.output_type in ('draft', 'final')))) as revised,
                   coalesce(sum((select count(*) from app.workflow_events e
                                  where e.workspace_id = r.workspace_id and e.run_id = r.id
                                    and e.type = 'circuit_break.detected')), 0) as trips
              from app.workflow_runs r
             where r.deleted_at is null and r.created_at >= :from and\s"""
                    + Included.RUNS;

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final Clock clock;

    RunTrends(JdbcClient jdbc, Workspaces workspaces, Clock clock) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** Sums over the complete runs of one part of a period. */
    private record Part(
            int part, long runs, @Nullable BigDecimal score, BigDecimal cost, long tokens) {
        static final Part EMPTY = new Part(0, 0, null, BigDecimal.ZERO, 0);
    }

    /**
     * The last ISO weeks, the present one included.
     *
     * @param money whether costs are shown
     */
    public EvaluationViews.Trend trend(int weeks, Included included, boolean money) {
        var period = Period.weeks(weeks, clock.instant(), workspaces.timeZone());
        var parts = parts(period, included);
        return new EvaluationViews.Trend(
                IntStream.range(0, weeks)
                        .mapToObj(
                                i -> {
                                    var part = parts.getOrDefault(i + 1, Part.EMPTY);
                                    return new EvaluationViews.Week(
                                            Period.week(period.first().get(i)),
                                            part.runs(),
                                            Rounded.two(part.score()),
                                            money ? Rounded.two(part.cost()) : null,
                                            part.tokens());
                                })
                        .toList());
    }

    /**
     * The last days, today included.
     *
     * @param money whether costs are shown
     */
    public EvaluationViews.Daily daily(int days, Included included, boolean money) {
        var period = Period.days(days, clock.instant(), workspaces.timeZone());
        var parts = parts(period, included);
        return new EvaluationViews.Daily(
                days,
                IntStream.range(0, days)
                        .mapToObj(
                                i -> {
                                    var part = parts.getOrDefault(i + 1, Part.EMPTY);
                                    return new EvaluationViews.Day(
                                            period.first().get(i),
                                            part.runs(),
                                            Rounded.two(part.score()),
                                            money ? Rounded.two(part.cost()) : null);
                                })
                        .toList());
    }

    /** By number of the part, from 1. */
    private Map<Integer, Part> parts(Period period, Included included) {
        return jdbc
                .sql(PARTS)
                .params(included.parameters())
                .param("starts", period.starts())
                .param("from", period.begin())
                .query(Part.class)
                .stream()
                .collect(Collectors.toMap(Part::part, Function.identity()));
    }

    /**
     * @param days null for all time
     * @param money whether costs are shown
     */
    public EvaluationViews.Summary summary(
            @Nullable Integer days, Included included, boolean money) {
        return jdbc.sql(SUMMARY)
                .params(included.parameters())
                .param("from", Period.from(days, clock.instant(), workspaces.timeZone()))
                .query(
                        (row, _) -> {
                            var complete = row.getLong("complete");
                            return new EvaluationViews.Summary(
                                    row.getLong("runs"),
                                    complete,
                                    Rounded.percent(complete, row.getLong("ended")),
                                    money ? Rounded.two(row.getBigDecimal("cost")) : null,
                                    row.getLong("tokens"),
                                    Rounded.two(row.getBigDecimal("score")),
                                    Rounded.percent(row.getLong("revised"), complete),
                                    row.getLong("trips"));
                        })
                .single();
    }
}
