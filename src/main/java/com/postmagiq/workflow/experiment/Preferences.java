package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.run.StoredJson;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which arm's text readers liked better: a, b or tie. */
@Repository
@Transactional
class Preferences {
    static final String TIE = "tie";

    private final JdbcClient jdbc;

    Preferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** One reader's choices by case. */
    Map<UUID, String> of(UUID experimentId, UUID userId) {
        return jdbc
                .sql(
                        """
                        select case_id, choice from app.evaluation_preferences
                         where experiment_id = :experimentId and user_id = :userId
                        """)
                .param("experimentId", experimentId)
                .param("userId", userId)
                .query((row, _) -> Map.entry(row.getObject(1, UUID.class), row.getString(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** How often each was chosen, by all readers. */
    Map<String, Integer> counts(UUID experimentId) {
        return jdbc
                .sql(
                        """
                        select choice, cast(count(*) as int) from app.evaluation_preferences
                         where experiment_id = :experimentId group by choice
                        """)
                .param("experimentId", experimentId)
                .query((row, _) -> Map.entry(row.getString(1), row.getInt(2)))
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    void insert(UUID experimentId, UUID caseId, UUID userId, String choice, Instant at) {
        jdbc.sql(
                        """
                        insert into app.evaluation_preferences (workspace_id, id, experiment_id, case_id, user_id, choice,
                            created_at)
                        values (:workspaceId, :id, :experimentId, :caseId, :userId, :choice, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("experimentId", experimentId)
                .param("caseId", caseId)
                .param("userId", userId)
                .param("choice", choice)
                .param("at", StoredJson.at(at))
                .update();
    }
}
