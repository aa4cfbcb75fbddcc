package com.postmagiq.workflow.run;

import com.postmagiq.kernel.id.Ids;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Conversations of runs with their agents. None is ever shared between runs. */
@Repository
@Transactional
public class Sessions {
    private final JdbcClient jdbc;

    Sessions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Whose conversation it is. */
    public record Place(UUID runId, String key, String agent) {}

    /** What was asked and what was answered. */
    public record Turn(String user, String answer) {}

    /**
     * A conversation so far.
     *
     * @param toolSessionId a command-line tool's own name of it
     * @param turns oldest first
     */
    public record Session(@Nullable String toolSessionId, List<Turn> turns) {}

    private record Row(UUID id, @Nullable String toolSessionId) {}

    public Optional<Session> find(UUID runId, String key, String agent) {
        return jdbc.sql(
                        """
                        select id, tool_session_id from app.workflow_sessions
                         where run_id = ? and session_key = ? and agent = ?
                        """)
                .params(runId, key, agent)
                .query(
                        (row, _) ->
                                new Row(
                                        row.getObject("id", UUID.class),
                                        row.getString("tool_session_id")))
                .optional()
                .map(row -> new Session(row.toolSessionId(), turns(row.id())));
    }

    private List<Turn> turns(UUID sessionId) {
        return jdbc.sql(
                        """
                        select user_text, answer_text from app.workflow_session_messages
                         where session_id = ? order by id
                        """)
                .param(sessionId)
                .query(
                        (row, _) ->
                                new Turn(row.getString("user_text"), row.getString("answer_text")))
                .list();
    }

    /** Adds a turn; the first one begins the conversation. */
    public void append(
            UUID workspaceId,
            Place place,
            Turn turn,
            UUID invocationId,
            @Nullable String toolSessionId,
            Instant at) {
        var session =
                jdbc.sql(
                                """
                                insert into app.workflow_sessions (workspace_id, id, run_id, session_key, agent,
                                    tool_session_id, created_at)
                                values (:workspaceId, :id, :runId, :key, :agent, :toolSession, :at)
                                on conflict (workspace_id, run_id, session_key, agent) do update
                                   set tool_session_id = excluded.tool_session_id
                                returning id
                                """)
                        .param("workspaceId", workspaceId)
                        .param("id", Ids.next())
                        .param("runId", place.runId())
                        .param("key", place.key())
                        .param("agent", place.agent())
                        .param("toolSession", toolSessionId)
                        .param("at", StoredJson.at(at))
                        .query(UUID.class)
                        .single();
        jdbc.sql(
                        """
                        insert into app.workflow_session_messages (workspace_id, id, session_id, invocation_id,
                            user_text, answer_text, created_at)
                        values (:workspaceId, :id, :session, :call, :user, :answer, :at)
                        """)
                .param("workspaceId", workspaceId)
                .param("id", Ids.next())
                .param("session", session)
                .param("call", invocationId)
                .param("user", turn.user())
                .param("answer", turn.answer())
                .param("at", StoredJson.at(at))
                .update();
    }
}
