package com.postmagiq.telemetry;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** What a workspace learns from its own events; counts and shares, nobody by name. */
@Service
class Insights {
    private static final int MOST = 10;

    private static final String SETTINGS =
            """
            select payload ->> 'setting' as name, count(*) as uses
              from app.telemetry_events
             where event_category = 'config' and event_action = 'setting_changed' and payload -> 'setting' is not null
               and occurred_at >= :from and occurred_at < :to
             group by 1 order by 2 desc, 1 limit :most
            """;

    private static final String ROUNDS =
            """
            select count(*) as runs, percentile_cont(0.5) within group (order by rounds) as median,
                   percentile_cont(0.9) within group (order by rounds) as p90
              from (select entity_id, count(*) filter (where payload ->> 'decision' <> 'approved') as rounds
                      from app.telemetry_events
                     where event_category = 'generation' and event_action = 'decision_made' and entity_id is not null
                       and occurred_at >= :from and occurred_at < :to
                     group by entity_id) r
            """;

    private static final String ACCEPTED =
            """
            select avg(case when payload ->> 'decision' = 'approved' then 1.0 else 0.0 end) as rate
              from app.telemetry_events
             where event_category = 'generation' and event_action = 'decision_made'
               and occurred_at >= :from and occurred_at < :to
            """;

    // A theme of few people would tell who they are.
    private static final String THEMES =
            """
            select theme as name, count(*) as uses from (
              select btrim(regexp_replace(lower(payload ->> 'text'), '[^[:alnum:]]+', ' ', 'g')) as theme, user_id
                from app.telemetry_events
               where event_category = 'feedback' and payload -> 'text' is not null
                 and occurred_at >= :from and occurred_at < :to) t
             where theme <> ''
             group by theme having count(distinct user_id) >= 3 or count(*) >= 5
             order by 2 desc, 1 limit :most
            """;

    private static final String WAITING =
            """
            select bucket as name, count(*) filter (where event_action = 'run_aborted') as cancelled, count(*) as runs
              from (select event_action,
                           case when seconds < 60 then 'under_1_min' when seconds < 300 then '1_to_5_min'
                                when seconds < 900 then '5_to_15_min' else 'over_15_min' end as bucket
                      from (select event_action, (payload ->> 'waited_seconds')::numeric as seconds
                              from app.telemetry_events
                             where event_category = 'generation' and event_action in ('run_aborted', 'decision_made')
                               and jsonb_typeof(payload -> 'waited_seconds') = 'number'
                               and occurred_at >= :from and occurred_at < :to) e) b
             group by 1 order by 1
            """;

    /** How often something was reported. */
    @Schema(name = "TelemetryCount")
    record Count(String name, int uses) {}

    /**
     * How often texts were sent back before they were approved.
     *
     * @param median null without a run
     */
    @Schema(name = "RefinementRounds")
    record Rounds(int runs, @Nullable Double median, @Nullable Double p90) {}

    /**
     * Runs that somebody decided or cancelled after a time, and how many of these were cancelled.
     *
     * @param name under_1_min, 1_to_5_min, 5_to_15_min or over_15_min
     */
    @Schema(name = "WaitingRuns")
    record Waiting(String name, int cancelled, int runs) {}

    /**
     * Everything about one span of time.
     *
     * @param approvalRate 0 to 1; null without a decision
     */
    @Schema(name = "TelemetryInsights")
    record Report(
            List<Count> topSettings,
            Rounds refinementRounds,
            @Nullable Double approvalRate,
            List<Count> feedbackThemes,
            List<Waiting> cancellationsByWait) {}

    private record Accepted(@Nullable Double rate) {}

    private final JdbcClient jdbc;

    Insights(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the bound workspace. */
    @Transactional(readOnly = true)
    public Report between(Instant from, Instant to) {
        return new Report(
                ask(SETTINGS, from, to).param("most", MOST).query(Count.class).list(),
                ask(ROUNDS, from, to).query(Rounds.class).single(),
                ask(ACCEPTED, from, to).query(Accepted.class).single().rate(),
                ask(THEMES, from, to).param("most", MOST).query(Count.class).list(),
                ask(WAITING, from, to).query(Waiting.class).list());
    }

    private JdbcClient.StatementSpec ask(String sql, Instant from, Instant to) {
        return jdbc.sql(sql)
                .param("from", from.atOffset(ZoneOffset.UTC))
                .param("to", to.atOffset(ZoneOffset.UTC));
    }
}
