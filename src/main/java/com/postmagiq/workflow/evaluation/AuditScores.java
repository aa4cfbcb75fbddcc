package com.postmagiq.workflow.evaluation;

import com.postmagiq.workspace.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Agents by what auditors said of their texts, and auditors by what they said. */
@Service
@Transactional(readOnly = true)
public class AuditScores {
    /** Each usable score that an auditor gave a text of its own run. */
    private static final String SCORES =
            """
            with scored as (
                select s.visit_id, o.id as output_id, o.agent as name, o.state, true as beside_others,
                       cast(d.value ->> 'score' as int) as score,
                       cast(d.value #>> '{dimensions,hook}' as int) as hook,
                       cast(d.value #>> '{dimensions,specifics}' as int) as specifics,
                       cast(d.value #>> '{dimensions,voice}' as int) as voice,
                       cast(d.value #>> '{dimensions,structure}' as int) as structure
                  from app.audit_scores s
                  join app.workflow_runs r on r.workspace_id = s.workspace_id and r.id = s.run_id
                  join app.workflow_state_visits v on v.workspace_id = s.workspace_id and v.id = s.visit_id
                 cross join lateral jsonb_array_elements(s.verdict -> 'drafts') d
                  join app.workflow_outputs o
                    on o.workspace_id = s.workspace_id and o.id = any(v.input_output_ids)
                   and o.output_type = 'draft' and o.agent = d.value ->> 'draft'
                 where s.valid and not s.deterministic and d.value ->> 'score' is not null
                   and (:offline or o.provider <> 'offline') and r.created_at >= :from and r.deleted_at is null
                   and\s"""
                    + Included.PURPOSES
                    + """
                union all
                select s.visit_id, o.id, o.agent, o.state, false, s.overall_score, null, null, null, null
                  from app.audit_scores s
                  join app.workflow_runs r on r.workspace_id = s.workspace_id and r.id = s.run_id
                  join app.workflow_state_visits v on v.workspace_id = s.workspace_id and v.id = s.visit_id
                  join app.workflow_outputs o
                    on o.workspace_id = s.workspace_id and o.id = any(v.input_output_ids)
                   and o.output_type in ('draft', 'final') and o.content_hash = s.content_hash and o.agent is not null
                 where s.valid and not s.deterministic and s.overall_score is not null
                   and (:offline or o.provider <> 'offline') and r.created_at >= :from and r.deleted_at is null
                   and\s"""
                    + Included.PURPOSES
                    + ")";

    private static final String AGENTS =
            SCORES
                    + """
                    , compared as (select * from scored where beside_others),
                    means as (select visit_id, name, avg(score) as mean from compared group by visit_id, name),
                    places as (
                        select name, mean = max(mean) over (partition by visit_id) as leads,
                               count(*) over (partition by visit_id) as drafts
                          from means),
                    led as (
                        select name, count(*) filter (where leads) as won, count(*) as met
                          from places where drafts > 1 group by name),
                    checks as (
                        select t.name, avg(q.score) as quality
                          from (select distinct name, output_id from compared) t
                         cross join lateral (
                               select score from app.quality_reports
                                where output_id = t.output_id order by id desc limit 1) q
                         group by t.name)
                    select c.name, avg(c.score) as score, avg(c.hook) as hook, avg(c.specifics) as specifics,
                           avg(c.voice) as voice, avg(c.structure) as structure, max(k.quality) as quality,
                           coalesce(max(l.won), 0) as won, coalesce(max(l.met), 0) as met, count(*) as samples
                      from compared c
                      left join checks k on k.name = c.name
                      left join led l on l.name = c.name
                     group by c.name
                     order by avg(c.score) desc, c.name collate "C"
                    """;

    private static final String BEST =
            SCORES
                    + """
                    select name, avg(score) as score, count(*) as samples from scored
                     where state = :state group by name order by avg(score) desc, name collate "C"
                    """;

    /**
     * Audits are the visits that were shown a draft or a final text; reviews of stories are none.
     */
    private static final String AUDITORS =
            """
            with judged as (
                select s.*
                  from app.audit_scores s
                  join app.workflow_runs r on r.workspace_id = s.workspace_id and r.id = s.run_id
                  join app.workflow_state_visits v on v.workspace_id = s.workspace_id and v.id = s.visit_id
                 where not s.deterministic and r.created_at >= :from and r.deleted_at is null
                   and exists (
                       select from app.workflow_outputs o
                        where o.id = any(v.input_output_ids) and o.output_type in ('draft', 'final'))
                   and (:offline or not exists (
                       select from app.agent_invocations i
                        where i.workspace_id = s.workspace_id and i.visit_id = s.visit_id and i.slot = s.slot
                          and i.agent = s.auditor_agent and i.provider = 'offline'))
                   and\s"""
                    + Included.PURPOSES
                    + """
            ), beside_people as (
                select j.auditor_agent, j.auditor_persona,
                       (j.decision = 'proceed') = (d.decision = 'approved') as agrees
                  from judged j
                  join app.workflow_decisions d
                    on d.workspace_id = j.workspace_id and d.run_id = j.run_id and d.content_hash = j.content_hash
                 where j.valid and d.decided_by is not null and d.decision in ('approved', 'feedback')
                   and d.kind in ('approval', 'final_feedback')
            ), agreement as (
                select auditor_agent, auditor_persona, count(*) as met, count(*) filter (where agrees) as agreed
                  from beside_people group by auditor_agent, auditor_persona)
            select j.auditor_agent, j.auditor_persona, count(*) as verdicts,
                   count(*) filter (where j.valid) as valid,
                   count(*) filter (where j.valid and j.decision <> 'proceed') as sent_back,
                   coalesce(max(a.met), 0) as met, coalesce(max(a.agreed), 0) as agreed
              from judged j
              left join agreement a
                on a.auditor_agent = j.auditor_agent and a.auditor_persona = j.auditor_persona
             group by j.auditor_agent, j.auditor_persona
             order by j.auditor_agent collate "C", j.auditor_persona collate "C"
            """;

    private final JdbcClient jdbc;
    private final Workspaces workspaces;
    private final Clock clock;

    AuditScores(JdbcClient jdbc, Workspaces workspaces, Clock clock) {
        this.jdbc = jdbc;
        this.workspaces = workspaces;
        this.clock = clock;
    }

    /** Agents whose drafts were scored beside others in the last days, today included. */
    public EvaluationViews.Agents agents(int days, Included included) {
        var lines =
                jdbc.sql(AGENTS)
                        .params(included.parameters())
                        .param("from", from(days))
                        .query(AuditScores::agent)
                        .list();
        return new EvaluationViews.Agents(days, lines);
    }

    private static EvaluationViews.Agent agent(ResultSet row, int number) throws SQLException {
        return new EvaluationViews.Agent(
                row.getString("name"),
                Rounded.two(row.getBigDecimal("score")),
                Rounded.two(row.getBigDecimal("hook")),
                Rounded.two(row.getBigDecimal("specifics")),
                Rounded.two(row.getBigDecimal("voice")),
                Rounded.two(row.getBigDecimal("structure")),
                Rounded.two(row.getBigDecimal("quality")),
                Rounded.percent(row.getLong("won"), row.getLong("met")),
                row.getLong("samples"));
    }

    /**
     * The agents that wrote in a state, by every score their texts got, beside others or alone.
     *
     * @param days null for all time
     */
    public EvaluationViews.BestOfState best(
            String state, @Nullable Integer days, Included included) {
        var lines =
                jdbc.sql(BEST)
                        .params(included.parameters())
                        .param("from", from(days))
                        .param("state", state)
                        .query(
                                (row, _) ->
                                        new EvaluationViews.Best(
                                                row.getString("name"),
                                                Rounded.two(row.getBigDecimal("score")),
                                                row.getLong("samples")))
                        .list();
        return new EvaluationViews.BestOfState(state, lines);
    }

    /** Auditors of the last days; the server's own checks are none. */
    public EvaluationViews.Auditors auditors(int days, Included included) {
        var lines =
                jdbc.sql(AUDITORS)
                        .params(included.parameters())
                        .param("from", from(days))
                        .query(AuditScores::auditor)
                        .list();
        return new EvaluationViews.Auditors(lines);
    }

    private static EvaluationViews.Auditor auditor(ResultSet row, int number) throws SQLException {
        var verdicts = row.getLong("verdicts");
        var valid = row.getLong("valid");
        return new EvaluationViews.Auditor(
                row.getString("auditor_agent"),
                row.getString("auditor_persona"),
                verdicts,
                Rounded.percent(verdicts - valid, verdicts),
                Rounded.percent(row.getLong("sent_back"), valid),
                Rounded.percent(row.getLong("agreed"), row.getLong("met")));
    }

    private OffsetDateTime from(@Nullable Integer days) {
        return Period.from(days, clock.instant(), workspaces.timeZone());
    }
}
