package com.postmagiq.workflow.run;

import com.postmagiq.quality.Finding;
import com.postmagiq.quality.Provenance;
import com.postmagiq.quality.QualityReport;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.type.TypeReference;

/** What the checks said about stored texts, and which findings people dismissed. */
@Repository
@Transactional
public class Reports {
    private static final TypeReference<List<Dismissed>> DISMISSED = new TypeReference<>() {};

    private final JdbcClient jdbc;
    private final StoredJson json;

    Reports(JdbcClient jdbc, StoredJson json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    /** A stored report with the provenance of the same text. */
    public record Stored(
            UUID id,
            UUID outputId,
            QualityReport report,
            Provenance provenance,
            Instant createdAt) {}

    /** A finding of exactly one text that a person set aside. */
    public record Dismissed(String check, int start, int end) {
        public static Dismissed of(Finding finding) {
            return new Dismissed(finding.check(), finding.start(), finding.end());
        }
    }

    /**
     * Who set a finding aside, and why.
     *
     * @param byName as it was then; null where it was not kept
     */
    public record Dismissal(String reason, UUID by, @Nullable String byName, Instant at) {}

    public void insert(UUID workspaceId, UUID runId, Stored stored) {
        jdbc.sql(
                        """
                        insert into app.quality_reports (workspace_id, id, run_id, output_id, content_hash, score, passed,
                            report, provenance, created_at)
                        values (:workspaceId, :id, :runId, :outputId, :hash, :score, :passed,
                            cast(:report as jsonb), cast(:provenance as jsonb), :at)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", stored.id())
                .param("runId", runId)
                .param("outputId", stored.outputId())
                .param("hash", stored.report().contentHash())
                .param("score", stored.report().score())
                .param("passed", stored.report().passed())
                .param("report", json.write(stored.report()))
                .param("provenance", json.write(stored.provenance()))
                .param("at", StoredJson.at(stored.createdAt()))
                .update();
    }

    /** The newest report about an output. */
    public Optional<Stored> ofOutput(UUID outputId) {
        return jdbc.sql(
                        """
                        select id, output_id, report, provenance, created_at from app.quality_reports
                         where output_id = :outputId order by id desc limit 1
                        """)
                .param("outputId", outputId)
                .query(
                        (row, _) ->
                                new Stored(
                                        row.getObject("id", UUID.class),
                                        row.getObject("output_id", UUID.class),
                                        json.read(row.getString("report"), QualityReport.class),
                                        json.read(row.getString("provenance"), Provenance.class),
                                        StoredJson.instant(row, "created_at")))
                .optional();
    }

    /** A report and what people set aside in exactly the text it is about. */
    public record Checked(QualityReport report, Set<Dismissed> dismissed) {}

    /** The newest reports about outputs, by output, in one statement. */
    public Map<UUID, Checked> checked(List<UUID> outputIds) {
        return jdbc
                .sql(
                        """
                        select distinct on (r.output_id) r.output_id, r.report,
                               (select jsonb_agg(jsonb_build_object(
                                           'check', d.check_id, 'start', d.range_start, 'end', d.range_end))
                                  from app.finding_dismissals d
                                 where d.content_hash = r.content_hash) as dismissed
                          from app.quality_reports r
                         where r.output_id = any(:ids)
                         order by r.output_id, r.id desc
                        """)
                .param("ids", outputIds.toArray(UUID[]::new))
                .query(
                        (row, _) ->
                                Map.entry(
                                        row.getObject("output_id", UUID.class),
                                        new Checked(
                                                json.read(
                                                        row.getString("report"),
                                                        QualityReport.class),
                                                read(row.getString("dismissed")))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private Set<Dismissed> read(@Nullable String stored) {
        return stored == null ? Set.of() : Set.copyOf(json.read(stored, DISMISSED));
    }

    /** The id of the newest report about an output. */
    public Optional<UUID> newestId(UUID outputId) {
        return jdbc.sql(
                        """
                        select id from app.quality_reports where output_id = :outputId order by id desc limit 1
                        """)
                .param("outputId", outputId)
                .query(UUID.class)
                .optional();
    }

    /** The report with this id and its run. */
    public Optional<UUID> outputOf(UUID reportId) {
        return jdbc.sql("select output_id from app.quality_reports where id = :id")
                .param("id", reportId)
                .query(UUID.class)
                .optional();
    }

    /** What people set aside in exactly this text. */
    public Map<Dismissed, Dismissal> dismissed(String contentHash) {
        return jdbc
                .sql(
                        """
                        select check_id, range_start, range_end, reason, dismissed_by, dismissed_by_name, created_at
                          from app.finding_dismissals where content_hash = :hash
                        """)
                .param("hash", contentHash)
                .query(
                        (row, _) ->
                                Map.entry(
                                        new Dismissed(
                                                row.getString("check_id"),
                                                row.getInt("range_start"),
                                                row.getInt("range_end")),
                                        new Dismissal(
                                                row.getString("reason"),
                                                row.getObject("dismissed_by", UUID.class),
                                                row.getString("dismissed_by_name"),
                                                StoredJson.instant(row, "created_at"))))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Sets a finding aside for exactly this text; doing it twice changes nothing. */
    public void dismiss(
            UUID workspaceId,
            UUID id,
            UUID reportId,
            String hash,
            Finding finding,
            Dismissal dismissal) {
        jdbc.sql(
                        """
                        insert into app.finding_dismissals (workspace_id, id, report_id, content_hash, check_id,
                            range_start, range_end, reason, dismissed_by, dismissed_by_name, created_at)
                        values (:workspaceId, :id, :reportId, :hash, :check, :start, :end, :reason, :by, :byName, :at)
                        on conflict (workspace_id, content_hash, check_id, range_start, range_end) do nothing
                        """)
                .param("workspaceId", workspaceId)
                .param("id", id)
                .param("reportId", reportId)
                .param("hash", hash)
                .param("check", finding.check())
                .param("start", finding.start())
                .param("end", finding.end())
                .param("reason", dismissal.reason())
                .param("by", dismissal.by())
                .param("byName", dismissal.byName())
                .param("at", StoredJson.at(dismissal.at()))
                .update();
    }
}
