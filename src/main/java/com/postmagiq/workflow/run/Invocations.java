package com.postmagiq.workflow.run;

import com.postmagiq.agents.Usage;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Calls to agents: written before the call, settled with its answer. */
@Repository
@Transactional
public class Invocations {
    private final JdbcClient jdbc;

    Invocations(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void insertStarted(UUID workspaceId, Invocation call) {
        jdbc.sql(
                        """
                        insert into app.agent_invocations (workspace_id, id, run_id, visit_id, state, visit, slot, round,
                            attempt, purpose, agent, planned_agent, provider, model, persona, persona_version, status,
                            fence, request_hash, estimate_usd, price_in, price_out, billing, is_llm, started_at)
                        values (:workspaceId, :id, :runId, :visitId, :state, :visit, :slot, :round,
                            :attempt, :purpose, :agent, :plannedAgent, :provider, :model, :persona, :personaVersion,
                            'started', :fence, :requestHash, :estimate, :priceIn, :priceOut, :billing, :isLlm,
                            :startedAt)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", call.id())
                .param("runId", call.runId())
                .param("visitId", call.visitId())
                .param("state", call.state())
                .param("visit", call.visit())
                .param("slot", call.slot())
                .param("round", call.round())
                .param("attempt", call.attempt())
                .param("purpose", call.purpose())
                .param("agent", call.agent())
                .param("plannedAgent", call.plannedAgent())
                .param("provider", call.provider())
                .param("model", call.model())
                .param("persona", call.persona())
                .param("personaVersion", call.personaVersion())
                .param("fence", call.fence())
                .param("requestHash", call.requestHash())
                .param("estimate", call.estimateUsd())
                .param("priceIn", call.priceIn())
                .param("priceOut", call.priceOut())
                .param("billing", call.billing().code())
                .param("isLlm", call.isLlm())
                .param("startedAt", StoredJson.at(call.startedAt()))
                .update();
    }

    /** What a call came to. */
    public record Settlement(
            Invocation.Status status,
            Usage usage,
            BigDecimal costUsd,
            boolean truncated,
            @Nullable String answer,
            List<String> notes,
            @Nullable String errorCode,
            @Nullable String error,
            @Nullable Long retryAfterMs,
            @Nullable BigDecimal contextUsedPercent,
            long durationMs,
            Instant at) {}

    /**
     * Settles a started call.
     *
     * @return false when it was settled before, such as by the recovery after a crash
     */
    public boolean settle(UUID id, Settlement end) {
        return jdbc.sql(
                                """
                                update app.agent_invocations
                                   set status = :status, input_tokens = :input, output_tokens = :output,
                                       cached_input_tokens = :cached, estimated = :estimated, cost_usd = :cost,
                                       truncated = :truncated, answer = :answer, answer_notes = :notes,
                                       error_code = :errorCode, error = :error, retry_after_ms = :retryAfter,
                                       context_used_percent = :context, duration_ms = :duration, completed_at = :at
                                 where id = :id and status = 'started'
                                """)
                        .param("status", end.status().code())
                        .param("input", end.usage().input())
                        .param("output", end.usage().output())
                        .param("cached", end.usage().cachedInput())
                        .param("estimated", end.usage().estimated())
                        .param("cost", end.costUsd())
                        .param("truncated", end.truncated())
                        .param("answer", end.answer())
                        .param("notes", end.notes().toArray(String[]::new))
                        .param("errorCode", end.errorCode())
                        .param("error", end.error())
                        .param("retryAfter", end.retryAfterMs())
                        .param("context", end.contextUsedPercent())
                        .param("duration", end.durationMs())
                        .param("at", StoredJson.at(end.at()))
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * Books an answer that came after nobody waited for it any more: for the accounts only. Its
     * worst case was booked when the call was given up.
     *
     * @return false when this was booked before
     */
    public boolean settleLate(UUID id, Usage usage, BigDecimal costUsd, Instant at) {
        return jdbc.sql(
                                """
                                update app.agent_invocations
                                   set status = 'late', input_tokens = :input, output_tokens = :output,
                                       estimated = :estimated, cost_usd = :cost, completed_at = :at
                                 where id = :id and status in ('cancelled', 'lost') and cost_usd is null
                                """)
                        .param("input", usage.input())
                        .param("output", usage.output())
                        .param("estimated", usage.estimated())
                        .param("cost", costUsd)
                        .param("at", StoredJson.at(at))
                        .param("id", id)
                        .update()
                == 1;
    }

    /**
     * A call that was given up before its answer: nobody knows what it costs.
     *
     * @param estimateUsd its worst case
     */
    public record GivenUp(BigDecimal estimateUsd, Instant startedAt) {}

    /** Ends what is still in flight for a run that was aborted. */
    public List<GivenUp> endStarted(
            UUID runId, Invocation.Status status, String code, String message, Instant at) {
        return jdbc.sql(
                        """
                        update app.agent_invocations
                           set status = :status, error_code = :code, error = :message, completed_at = :at
                         where run_id = :runId and status = 'started'
                        returning estimate_usd, started_at
                        """)
                .param("status", status.code())
                .param("code", code)
                .param("message", message)
                .param("at", StoredJson.at(at))
                .param("runId", runId)
                .query(Invocations::givenUp)
                .list();
    }

    /**
     * Marks what a dead owner of the run had in flight. Nobody knows whether it was billed, so its
     * estimate counts towards every limit as uncertain cost.
     */
    public List<GivenUp> markLost(UUID runId, long fence, Instant at) {
        return jdbc.sql(
                        """
                        update app.agent_invocations
                           set status = 'lost', completed_at = :at,
                               error_code = 'lost', error = 'The node that made this call ended before its answer.'
                         where run_id = :runId and status = 'started' and fence < :fence
                        returning estimate_usd, started_at
                        """)
                .param("at", StoredJson.at(at))
                .param("runId", runId)
                .param("fence", fence)
                .query(Invocations::givenUp)
                .list();
    }

    private static GivenUp givenUp(ResultSet row, int number) throws SQLException {
        return new GivenUp(
                row.getBigDecimal("estimate_usd"), StoredJson.instant(row, "started_at"));
    }

    /** In the order they began. */
    public List<Invocation> of(UUID runId) {
        return jdbc.sql("select * from app.agent_invocations where run_id = :runId order by id")
                .param("runId", runId)
                .query(Invocations::map)
                .list();
    }

    public List<Invocation> ofVisit(UUID visitId) {
        return jdbc.sql("select * from app.agent_invocations where visit_id = :visitId order by id")
                .param("visitId", visitId)
                .query(Invocations::map)
                .list();
    }

    private static Invocation map(ResultSet row, int number) throws SQLException {
        return new Invocation(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("visit_id", UUID.class),
                row.getString("state"),
                row.getInt("visit"),
                row.getInt("slot"),
                row.getInt("round"),
                row.getInt("attempt"),
                row.getString("purpose"),
                row.getString("agent"),
                row.getString("planned_agent"),
                row.getString("provider"),
                row.getString("model"),
                row.getString("persona"),
                row.getString("persona_version"),
                Invocation.Status.of(row.getString("status")),
                row.getLong("fence"),
                row.getString("request_hash"),
                row.getBigDecimal("estimate_usd"),
                row.getBigDecimal("price_in"),
                row.getBigDecimal("price_out"),
                Invocation.Billing.valueOf(row.getString("billing").toUpperCase(Locale.ROOT)),
                StoredJson.longOrNull(row, "input_tokens"),
                StoredJson.longOrNull(row, "output_tokens"),
                row.getBoolean("estimated"),
                row.getBigDecimal("cost_usd"),
                row.getBoolean("is_llm"),
                row.getBoolean("truncated"),
                row.getString("answer"),
                StoredJson.strings(row, "answer_notes"),
                row.getString("error_code"),
                row.getString("error"),
                StoredJson.longOrNull(row, "retry_after_ms"),
                row.getBigDecimal("context_used_percent"),
                StoredJson.longOrNull(row, "duration_ms"),
                StoredJson.instant(row, "started_at"),
                StoredJson.instantOrNull(row, "completed_at"));
    }
}
