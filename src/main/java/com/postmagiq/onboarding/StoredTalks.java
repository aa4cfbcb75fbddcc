package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.Goal;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Stored ways to a strategy. A member finds their own only; others' do not exist for them. */
@Component
class StoredTalks {
    private static final String INSERT =
            """
            insert into app.onboarding_conversations (workspace_id, id, user_id, mode, status, answers, messages,
                user_turns, forced, extracted, edited, plan, plan_source, goal_id, model_usage, created_at, updated_at)
            values (:workspace, :id, :user, :mode, :status, cast(:answers as jsonb), cast(:messages as jsonb),
                :turns, :forced, cast(:extracted as jsonb), :edited, cast(:plan as jsonb), :source, :goal,
                cast(:usage as jsonb), :now, :now)
            """;

    private static final String UPDATE =
            """
            update app.onboarding_conversations
               set mode = :mode, status = :status, answers = cast(:answers as jsonb), messages = cast(:messages as jsonb),
                   user_turns = :turns, forced = :forced, extracted = cast(:extracted as jsonb), edited = :edited,
                   plan = cast(:plan as jsonb), plan_source = :source, goal_id = :goal, model_usage = cast(:usage as jsonb),
                   revision = revision + 1, updated_at = :now
             where id = :id
            """;

    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    StoredTalks(JdbcClient jdbc, JsonMapper json, Clock clock) {
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code not_found} for somebody else's too
     */
    Conversation get(UUID userId, UUID id) {
        return find("", userId, id).orElseThrow(() -> missing(id));
    }

    /** The same; others who change it wait until this transaction ends. */
    Conversation locked(UUID userId, UUID id) {
        return find(" for update", userId, id).orElseThrow(() -> missing(id));
    }

    /** The talk of a kind that can be gone on with. */
    Optional<Conversation> open(UUID userId, String mode) {
        return jdbc.sql(
                        """
                        select * from app.onboarding_conversations
                         where user_id = :user and mode = :mode and status in ('open', 'ready', 'plan_generated')
                         order by id desc limit 1
                        """)
                .param("user", userId)
                .param("mode", mode)
                .query((row, _) -> map(row))
                .optional();
    }

    void abandonOpen(UUID userId, String mode) {
        jdbc.sql(
                        """
                        update app.onboarding_conversations
                           set status = 'abandoned', revision = revision + 1, updated_at = :now
                         where user_id = :user and mode = :mode and status in ('open', 'ready', 'plan_generated')
                        """)
                .param("now", now())
                .param("user", userId)
                .param("mode", mode)
                .update();
    }

    void insert(UUID userId, Conversation conversation) {
        write(INSERT, conversation)
                .param("workspace", CurrentWorkspace.id())
                .param("user", userId)
                .update();
    }

    void save(Conversation conversation) {
        write(UPDATE, conversation).update();
    }

    private JdbcClient.StatementSpec write(String sql, Conversation it) {
        var parameters = new LinkedHashMap<String, @Nullable Object>();
        parameters.put("id", it.id());
        parameters.put("mode", it.mode());
        parameters.put("status", it.status());
        parameters.put("answers", json.writeValueAsString(it.answers()));
        parameters.put("messages", json.writeValueAsString(it.messages()));
        parameters.put("turns", it.userTurns());
        parameters.put("forced", it.forced());
        parameters.put("extracted", json.writeValueAsString(it.extracted()));
        parameters.put("edited", it.edited().toArray(String[]::new));
        parameters.put("plan", it.plan() == null ? null : json.writeValueAsString(it.plan()));
        parameters.put("source", it.planSource());
        parameters.put("goal", it.goalId());
        parameters.put("usage", json.writeValueAsString(it.modelUsage()));
        parameters.put("now", now());
        return jdbc.sql(sql).params(parameters);
    }

    private Optional<Conversation> find(String lock, UUID userId, UUID id) {
        return jdbc.sql(
                        "select * from app.onboarding_conversations where id = :id and user_id = :user"
                                + lock)
                .param("id", id)
                .param("user", userId)
                .query((row, _) -> map(row))
                .optional();
    }

    private OffsetDateTime now() {
        return clock.instant().atOffset(ZoneOffset.UTC);
    }

    private static ProblemException missing(UUID id) {
        return new ProblemException(
                GeneralProblem.NOT_FOUND,
                "You have no conversation %s in this workspace; begin one.".formatted(id));
    }

    private Conversation map(ResultSet row) throws SQLException {
        var mode = row.getString("mode");
        var extracted = values(row.getString("extracted"));
        var plan = row.getString("plan");
        return new Conversation(
                row.getObject("id", UUID.class),
                mode,
                row.getString("status"),
                values(row.getString("answers")),
                json.readValue(row.getString("messages"), new TypeReference<List<Goal.Turn>>() {}),
                row.getInt("user_turns"),
                row.getBoolean("forced"),
                extracted,
                List.of((String[]) row.getArray("edited").getArray()),
                mode.equals(Conversation.QUICK) ? List.of() : Checklist.missing(extracted),
                plan == null ? null : json.readValue(plan, Plan.class),
                row.getString("plan_source"),
                row.getObject("goal_id", UUID.class),
                json.readValue(row.getString("model_usage"), Advisor.Used.class),
                row.getInt("revision"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private Map<String, Object> values(String text) {
        return json.readValue(text, new TypeReference<LinkedHashMap<String, Object>>() {});
    }
}
