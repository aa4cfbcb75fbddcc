package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.StoredJson;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The stored sets of the bound workspace and their cases. */
@Repository
@Transactional
class GoldenSets {
    private static final String SET =
            """
            select s.*, (select count(*) from app.evaluation_cases c
                          where c.workspace_id = s.workspace_id and c.set_id = s.id) as cases
              from app.evaluation_sets s
            """;

    private final JdbcClient jdbc;
    private final StoredJson json;

    GoldenSets(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /**
     * A set.
     *
     * @param revision raised by every change of it or its cases
     */
    @Schema(name = "GoldenSet")
    record Row(
            UUID id,
            String name,
            String description,
            int revision,
            int cases,
            Instant createdAt,
            Instant updatedAt) {}

    /** A stored case; positions begin with 1 and may have gaps. */
    @Schema(name = "GoldenCase")
    record Case(
            UUID id,
            int position,
            String label,
            String story,
            @Schema(allowableValues = {"FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL"})
                    @Nullable String shape,
            @Schema(allowableValues = {"linkedin", "x", "threads"}) @Nullable String platform,
            @Nullable String referenceText,
            Expectations expectations,
            List<String> tags) {

        CaseText text() {
            return new CaseText(label, story, shape, platform, referenceText, expectations, tags);
        }
    }

    void insert(Row row) {
        jdbc.sql(
                        """
                        insert into app.evaluation_sets (workspace_id, id, name, description, created_at, updated_at)
                        values (:workspaceId, :id, :name, :description, :at, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", row.id())
                .param("name", row.name())
                .param("description", row.description())
                .param("at", StoredJson.at(row.createdAt()))
                .update();
    }

    /** Newest first. */
    List<Row> page(@Nullable UUID before, int limit) {
        return jdbc.sql(
                        SET
                                + """
                                 where cast(:before as uuid) is null or s.id < :before
                                 order by s.id desc limit :limit
                                """)
                .param("before", before)
                .param("limit", limit)
                .query(GoldenSets::row)
                .list();
    }

    Row get(UUID id) {
        return found(jdbc.sql(SET + " where s.id = :id").param("id", id), id);
    }

    /** Locks it until the transaction ends, so that changes of its cases come one after another. */
    Row lock(UUID id) {
        return found(jdbc.sql(SET + " where s.id = :id for update of s").param("id", id), id);
    }

    private static Row found(JdbcClient.StatementSpec statement, UUID id) {
        return statement
                .query(GoldenSets::row)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        ExperimentProblem.UNKNOWN_SET,
                                        "There is no golden set %s in this workspace."
                                                .formatted(id)));
    }

    boolean nameTaken(String name, @Nullable UUID except) {
        return jdbc.sql(
                        """
                        select exists (select from app.evaluation_sets
                                        where name = :name and (cast(:except as uuid) is null or id <> :except))
                        """)
                .param("name", name)
                .param("except", except)
                .query(Boolean.class)
                .single();
    }

    void update(UUID id, String name, String description, Instant at) {
        jdbc.sql(
                        """
                        update app.evaluation_sets
                           set name = :name, description = :description, revision = revision + 1, updated_at = :at
                         where id = :id
                        """)
                .param("name", name)
                .param("description", description)
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    /** Counts a change of its cases. */
    void touch(UUID id, Instant at) {
        jdbc.sql(
                        "update app.evaluation_sets set revision = revision + 1, updated_at = :at where id = :id")
                .param("at", StoredJson.at(at))
                .param("id", id)
                .update();
    }

    void delete(UUID id) {
        jdbc.sql("delete from app.evaluation_sets where id = :id").param("id", id).update();
    }

    /** Adds a case at the end. */
    void insertCase(UUID setId, UUID id, CaseText text) {
        jdbc.sql(
                        """
                        insert into app.evaluation_cases (workspace_id, id, set_id, position, label, story, shape, platform,
                            reference_text, expectations, tags)
                        select :workspaceId, :id, :setId, coalesce(max(position), 0) + 1, :label, :story, :shape, :platform,
                               :reference, cast(:expectations as jsonb), :tags
                          from app.evaluation_cases where set_id = :setId
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("setId", setId)
                .params(values(id, text))
                .update();
    }

    void updateCase(UUID id, CaseText text) {
        jdbc.sql(
                        """
                        update app.evaluation_cases
                           set label = :label, story = :story, shape = :shape, platform = :platform,
                               reference_text = :reference, expectations = cast(:expectations as jsonb), tags = :tags
                         where id = :id
                        """)
                .params(values(id, text))
                .update();
    }

    private Map<String, @Nullable Object> values(UUID id, CaseText text) {
        var values = new HashMap<String, @Nullable Object>();
        values.put("id", id);
        values.put("label", text.label());
        values.put("story", text.story());
        values.put("shape", text.shape());
        values.put("platform", text.platform());
        values.put("reference", text.referenceText());
        values.put(
                "expectations",
                json.write(Objects.requireNonNullElse(text.expectations(), Expectations.NONE)));
        values.put(
                "tags",
                Objects.requireNonNullElse(text.tags(), List.<String>of()).toArray(String[]::new));
        return values;
    }

    int deleteCase(UUID setId, UUID id) {
        return jdbc.sql("delete from app.evaluation_cases where set_id = :setId and id = :id")
                .param("setId", setId)
                .param("id", id)
                .update();
    }

    Optional<Case> findCase(UUID setId, UUID id) {
        return jdbc.sql("select * from app.evaluation_cases where set_id = :setId and id = :id")
                .param("setId", setId)
                .param("id", id)
                .query(this::caseRow)
                .optional();
    }

    /** In their order. */
    List<Case> cases(UUID setId, int after, int limit) {
        return jdbc.sql(
                        """
                        select * from app.evaluation_cases where set_id = :setId and position > :after
                         order by position limit :limit
                        """)
                .param("setId", setId)
                .param("after", after)
                .param("limit", limit)
                .query(this::caseRow)
                .list();
    }

    private Case caseRow(ResultSet row, int number) throws SQLException {
        return new Case(
                row.getObject("id", UUID.class),
                row.getInt("position"),
                row.getString("label"),
                row.getString("story"),
                row.getString("shape"),
                row.getString("platform"),
                row.getString("reference_text"),
                json.read(row.getString("expectations"), Expectations.class),
                StoredJson.strings(row, "tags"));
    }

    private static Row row(ResultSet row, int number) throws SQLException {
        return new Row(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("description"),
                row.getInt("revision"),
                row.getInt("cases"),
                StoredJson.instant(row, "created_at"),
                StoredJson.instant(row, "updated_at"));
    }
}
