package com.postmagiq.workflow.run;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.config.ContentHash;
import com.postmagiq.workflow.limits.RunCounters;
import com.postmagiq.workspace.Workspaces;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** The run rows of the current workspace. Writers other than the engine lock the row first. */
@Repository
@Transactional
public class Runs {
    private static final TypeReference<Map<String, PendingFeedback>> FEEDBACK =
            new TypeReference<>() {};
    private static final String INSERT =
            """
            insert into app.workflow_runs (
                workspace_id, id, number, label, story_label, story_key, iteration, config_slug, config_version,
                config_hash, tier,
                platform, shape, offline, unattended, skip_questions, started_by, parent_run_id, attempt, status,
                current_state, counters, max_cost_usd, credits_quoted, pending_feedback, created_at, pause_reason, pause_requested,
                purpose, overrides, overrides_hash, post_id)
            values (
                :workspaceId, :id, :number, :label, :storyLabel, :storyKey, :iteration, :configSlug, :configVersion,
                :configHash, :tier,
                :platform, :shape, :offline, :unattended, :skipQuestions, :startedBy, :parentRunId, :attempt, :status,
                :currentState, cast(:counters as jsonb), :maxCostUsd, :creditsQuoted,
                cast(:pendingFeedback as jsonb), :createdAt, :pauseReason, :pauseRequested,
                :purpose, cast(:overrides as jsonb), :overridesHash, :postId)
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;
    private final Workspaces workspaces;
    private final ApplicationEventPublisher published;

    Runs(
            JdbcClient jdbc,
            StoredJson json,
            Workspaces workspaces,
            ApplicationEventPublisher published) {
        this.jdbc = jdbc;
        this.json = json;
        this.workspaces = workspaces;
        this.published = published;
    }

    /** None begins in a workspace that is being deleted at this moment. */
    public void insert(Run run) {
        workspaces.requireInUse();
        var overrides = run.trial() == null ? null : json.write(run.trial());
        jdbc.sql(INSERT)
                .param("workspaceId", run.workspaceId())
                .param("id", run.id())
                .param("number", run.number())
                .param("label", run.label())
                .param("storyLabel", run.storyLabel())
                .param("storyKey", run.storyKey())
                .param("iteration", run.iteration())
                .param("configSlug", run.configSlug())
                .param("configVersion", run.configVersion())
                .param("configHash", run.configHash())
                .param("tier", run.tier())
                .param("platform", run.platform())
                .param("shape", run.shape())
                .param("offline", run.offline())
                .param("unattended", run.unattended())
                .param("skipQuestions", run.skipQuestions())
                .param("startedBy", run.startedBy())
                .param("parentRunId", run.parentRunId())
                .param("attempt", run.attempt())
                .param("status", run.status().code())
                .param("currentState", run.currentState())
                .param("counters", json.write(run.counters()))
                .param("maxCostUsd", run.maxCostUsd())
                .param("creditsQuoted", run.creditsQuoted())
                .param("pendingFeedback", json.write(run.pendingFeedback()))
                .param("createdAt", StoredJson.at(run.createdAt()))
                .param("pauseReason", run.pauseReason())
                .param("pauseRequested", run.pauseRequested())
                .param("purpose", run.trial() == null ? "post" : "evaluation")
                .param("overrides", overrides)
                .param("overridesHash", overrides == null ? null : ContentHash.of(overrides))
                .param("postId", run.postId())
                .update();
        published.publishEvent(Audited.done("workflow.started", run.startedBy(), "run", run.id()));
    }

    /** Runs that may still do something. */
    public List<UUID> unended() {
        return jdbc.sql(
                        """
                        select id from app.workflow_runs
                         where deleted_at is null and status not in ('complete', 'halted', 'failed', 'aborted')
                         order by id
                        """)
                .query(UUID.class)
                .list();
    }

    public Optional<Run> find(UUID id) {
        return jdbc.sql("select * from app.workflow_runs where id = :id and deleted_at is null")
                .param("id", id)
                .query(this::map)
                .optional();
    }

    public Optional<Run> findByNumber(long number) {
        return jdbc.sql(
                        "select * from app.workflow_runs where number = :number and deleted_at is null")
                .param("number", number)
                .query(this::map)
                .optional();
    }

    /** Locks the row until the transaction ends. */
    public Optional<Run> lock(UUID id) {
        return jdbc.sql(
                        "select * from app.workflow_runs where id = :id and deleted_at is null for update")
                .param("id", id)
                .query(this::map)
                .optional();
    }

    public int countByStory(String storyKey) {
        return jdbc.sql(
                        "select count(*) from app.workflow_runs where story_key = :key and purpose <> 'evaluation'")
                .param("key", storyKey)
                .query(Integer.class)
                .single();
    }

    /**
     * Keeps the text of a configuration under its hash; the first writer wins, all write the same.
     */
    public void pinConfig(String hash, String yaml) {
        jdbc.sql(
                        """
                        insert into app.pinned_configs (workspace_id, content_hash, yaml)
                        values (:workspaceId, :hash, :yaml) on conflict do nothing
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("hash", hash)
                .param("yaml", yaml)
                .update();
    }

    public String pinnedConfig(String hash) {
        return jdbc.sql("select yaml from app.pinned_configs where content_hash = :hash")
                .param("hash", hash)
                .query(String.class)
                .single();
    }

    /**
     * Writes a change to a row the caller has locked.
     *
     * @param events how many events the caller appends next
     * @return number of the last of them
     */
    public long save(RunChange change, int events) {
        return jdbc.sql(
                        """
                        update app.workflow_runs
                           set status = :status, current_state = :currentState, final_state = :finalState,
                               pause_requested = :pauseRequested, step_requested = :stepRequested,
                               pause_reason = :pauseReason, error = cast(:error as jsonb),
                               counters = cast(:counters as jsonb), transitions = :transitions,
                               pending_feedback = cast(:pending as jsonb), attempt = :attempt,
                               credits_charged = :creditsCharged, final_score = :finalScore,
                               final_output_id = :finalOutputId, post_id = :postId, forced_by = :forcedBy,
                               forced_reason = :forcedReason, completed_at = :completedAt,
                               held_cost_usd = case when :running then held_cost_usd else 0 end,
                               last_seq = last_seq + :events
                         where id = :id
                        returning last_seq
                        """)
                .param("status", change.status.code())
                .param("currentState", change.currentState)
                .param("finalState", change.finalState)
                .param("pauseRequested", change.pauseRequested)
                .param("stepRequested", change.stepRequested)
                .param("pauseReason", change.pauseReason)
                .param("error", change.error == null ? null : json.write(change.error))
                .param("counters", json.write(change.counters))
                .param("transitions", change.counters.transitions())
                .param("pending", json.write(change.pending))
                .param("attempt", change.attempt)
                .param("creditsCharged", change.creditsCharged)
                .param("finalScore", change.finalScore)
                .param("finalOutputId", change.finalOutputId)
                .param("postId", change.postId)
                .param("forcedBy", change.forcedBy)
                .param("forcedReason", change.forcedReason)
                .param(
                        "completedAt",
                        change.completedAt == null ? null : StoredJson.at(change.completedAt))
                .param("running", change.status == RunStatus.RUNNING)
                .param("events", events)
                .param("id", change.run.id())
                .query(Long.class)
                .single();
    }

    /** The newest run that wrote a post. */
    public Optional<Run> newestOfPost(UUID postId) {
        return jdbc.sql(
                        """
                        select * from app.workflow_runs
                         where post_id = :postId and deleted_at is null order by id desc limit 1
                        """)
                .param("postId", postId)
                .query(this::map)
                .optional();
    }

    /**
     * Takes away every text of a run; rows that say what was spent stay, without a name on them.
     */
    public void erase(UUID id, Instant at) {
        for (var table : List.of("workflow_events", "workflow_decisions", "workflow_sessions")) {
            jdbc.sql("delete from app.%s where run_id = :id".formatted(table))
                    .param("id", id)
                    .update();
        }
        eraseUnlessInherited("workflow_outputs", "id", "inherited_output_ids", id);
        eraseUnlessInherited("audit_scores", "visit_id", "inherited_visit_ids", id);
        jdbc.sql("update app.agent_invocations set answer = null, error = null where run_id = :id")
                .param("id", id)
                .update();
        jdbc.sql(
                        """
                        update app.workflow_state_visits v
                           set feedback = '', human_feedback = '', input_output_ids = '{}'
                         where run_id = :id and not exists (
                             select from app.workflow_runs f
                              where f.fork_of is not null and f.deleted_at is null and v.id = any (f.inherited_visit_ids))
                        """)
                .param("id", id)
                .update();
        jdbc.sql(
                        """
                        update app.workflow_runs
                           set deleted_at = :at, label = 'deleted', story_label = null, started_by = null,
                               forced_by = null, forced_reason = null, error = null, pending_feedback = '{}',
                               inherited_notes = '{}', overrides = cast(:nothing as jsonb)
                         where id = :id
                        """)
                .param("id", id)
                .param("nothing", json.write(Fork.Overrides.NONE))
                .param("at", StoredJson.at(at))
                .update();
    }

    /**
     * Takes away rows of a run that no living fork refers to, and those of deleted runs that only
     * this one still referred to.
     */
    private void eraseUnlessInherited(String table, String key, String inherited, UUID id) {
        jdbc.sql(
                        """
                        delete from app.%1$s t
                         where (t.run_id = :id
                                or exists (select from app.workflow_runs me join app.workflow_runs r on r.id = t.run_id
                                            where me.id = :id and t.%2$s = any (me.%3$s) and r.deleted_at is not null))
                           and not exists (
                               select from app.workflow_runs f
                                where f.fork_of is not null and f.deleted_at is null and f.id <> :id
                                  and t.%2$s = any (f.%3$s))
                        """
                                .formatted(table, key, inherited))
                .param("id", id)
                .update();
    }

    /** The run somebody names by its id or its number. */
    public Optional<Run> byReference(String reference) {
        if (reference.matches("[0-9]{1,18}")) {
            return findByNumber(Long.parseLong(reference));
        }
        return uuid(reference).flatMap(this::find);
    }

    private static Optional<UUID> uuid(String text) {
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    public Run map(ResultSet row, int number) throws SQLException {
        var error = row.getString("error");
        return new Run(
                row.getObject("workspace_id", UUID.class),
                row.getObject("id", UUID.class),
                row.getLong("number"),
                row.getString("label"),
                row.getString("story_label"),
                row.getString("story_key"),
                row.getInt("iteration"),
                row.getString("config_slug"),
                StoredJson.intOrNull(row, "config_version"),
                row.getString("config_hash"),
                row.getString("tier"),
                row.getString("platform"),
                row.getString("shape"),
                row.getBoolean("offline"),
                row.getBoolean("unattended"),
                row.getBoolean("skip_questions"),
                row.getObject("started_by", UUID.class),
                row.getObject("parent_run_id", UUID.class),
                row.getInt("attempt"),
                RunStatus.of(row.getString("status")),
                row.getString("current_state"),
                row.getString("final_state"),
                row.getBoolean("pause_requested"),
                row.getBoolean("step_requested"),
                row.getString("pause_reason"),
                error == null ? null : json.read(error, RunError.class),
                json.read(row.getString("counters"), RunCounters.class),
                row.getInt("transitions"),
                row.getLong("active_ms"),
                row.getBigDecimal("max_cost_usd"),
                row.getLong("total_input_tokens"),
                row.getLong("total_output_tokens"),
                row.getBigDecimal("total_cost_usd"),
                row.getBigDecimal("uncertain_cost_usd"),
                row.getBigDecimal("held_cost_usd"),
                row.getInt("credits_quoted"),
                StoredJson.intOrNull(row, "credits_charged"),
                json.read(row.getString("pending_feedback"), FEEDBACK),
                row.getLong("last_seq"),
                row.getLong("fence"),
                row.getInt("crashes"),
                StoredJson.intOrNull(row, "final_score"),
                row.getObject("final_output_id", UUID.class),
                row.getObject("post_id", UUID.class),
                row.getObject("forced_by", UUID.class),
                row.getString("forced_reason"),
                StoredJson.instant(row, "created_at"),
                StoredJson.instantOrNull(row, "started_at"),
                StoredJson.instantOrNull(row, "completed_at"),
                Forks.map(row, json),
                trial(row));
    }

    private Fork.@Nullable Overrides trial(ResultSet row) throws SQLException {
        return row.getString("purpose").equals("evaluation")
                ? json.read(row.getString("overrides"), Fork.Overrides.class)
                : null;
    }
}
