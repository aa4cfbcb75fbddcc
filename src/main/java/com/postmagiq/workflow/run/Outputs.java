package com.postmagiq.workflow.run;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The texts of runs; append-only. */
@Repository
@Transactional
public class Outputs {
    private final JdbcClient jdbc;
    private final StoredJson json;

    Outputs(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** Stores a text; one call's answer is stored once, also when the step runs twice. */
    public void insert(UUID workspaceId, Output output) {
        jdbc.sql(
                        """
                        insert into app.workflow_outputs (workspace_id, id, run_id, visit_id, invocation_id, state, visit,
                            slot, output_type, path, version, author, agent, provider, model, is_llm, content,
                            content_hash, words, parsed, cleanups, notes, created_at)
                        values (:workspaceId, :id, :runId, :visitId, :invocationId, :state, :visit,
                            :slot, :type, :path, :version, :author, :agent, :provider, :model, :isLlm, :content,
                            :contentHash, :words, cast(:parsed as jsonb), :cleanups, :notes, :createdAt)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", output.id())
                .param("runId", output.runId())
                .param("visitId", output.visitId())
                .param("invocationId", output.invocationId())
                .param("state", output.state())
                .param("visit", output.visit())
                .param("slot", output.slot())
                .param("type", output.type())
                .param("path", output.path())
                .param("version", output.version())
                .param("author", output.author().code())
                .param("agent", output.agent())
                .param("provider", output.provider())
                .param("model", output.model())
                .param("isLlm", output.isLlm())
                .param("content", output.content())
                .param("contentHash", output.contentHash())
                .param("words", output.words())
                .param("parsed", output.parsed() == null ? null : json.write(output.parsed()))
                .param("cleanups", output.cleanups().toArray(String[]::new))
                .param("notes", output.notes().toArray(String[]::new))
                .param("createdAt", StoredJson.at(output.createdAt()))
                .update();
    }

    /** A run's own texts and those it refers to, in the order they were written. */
    public List<Output> of(UUID runId) {
        return jdbc.sql(
                        """
                        select * from app.workflow_outputs where run_id = :runId
                        union all
                        select o.* from app.workflow_runs r join app.workflow_outputs o on o.id = any (r.inherited_output_ids)
                         where r.id = :runId
                        order by id
                        """)
                .param("runId", runId)
                .query(this::map)
                .list();
    }

    public Optional<Output> find(UUID runId, UUID id) {
        return jdbc.sql(
                        """
                        select * from app.workflow_outputs
                         where id = :id and (run_id = :runId or exists (
                             select from app.workflow_runs r where r.id = :runId and :id = any (r.inherited_output_ids)))
                        """)
                .param("runId", runId)
                .param("id", id)
                .query(this::map)
                .optional();
    }

    private Output map(ResultSet row, int number) throws SQLException {
        var parsed = row.getString("parsed");
        return new Output(
                row.getObject("id", UUID.class),
                row.getObject("run_id", UUID.class),
                row.getObject("visit_id", UUID.class),
                row.getObject("invocation_id", UUID.class),
                row.getString("state"),
                StoredJson.intOrNull(row, "visit"),
                StoredJson.intOrNull(row, "slot"),
                row.getString("output_type"),
                row.getString("path"),
                row.getInt("version"),
                Output.Author.valueOf(row.getString("author").toUpperCase(Locale.ROOT)),
                row.getString("agent"),
                row.getString("provider"),
                row.getString("model"),
                row.getBoolean("is_llm"),
                row.getString("content"),
                row.getString("content_hash"),
                row.getInt("words"),
                parsed == null ? null : json.tree(parsed),
                StoredJson.strings(row, "cleanups"),
                StoredJson.strings(row, "notes"),
                StoredJson.instant(row, "created_at"));
    }
}
