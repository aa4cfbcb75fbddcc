package com.postmagiq.content.calendar;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of posts that come back. */
@Component
class RecurrenceStore {
    private static final String SELECT =
            """
            select r.*, (select count(*) from app.recurrence_days d
                          where d.recurrence_id = r.id and d.state = 'made') as made_count
              from app.post_recurrences r
            """;

    private static final String INSERT =
            """
            insert into app.post_recurrences (workspace_id, id, goal_id, chapter_id, platform_id, topic_pattern, shape,
                cadence, guidance, assignee_id, priority, tags, copy_post_id, freq, every, weekdays, month_day, nth,
                weekday, local_time, use_slots, time_zone, starts_on, ends_on, max_count, lead_days, next_on,
                start_workflow, created_by_id, created_at, updated_at)
            values (:workspace, :id, :goal, :chapter, :platform, :topic, :shape, :cadence, :guidance, :assignee,
                :priority, :tags, :copy, :freq, :every, :weekdays, :monthDay, :nth, :weekday, :time, :slots, :zone,
                :starts, :ends, :most, :lead, :starts, :startRun, :by, :now, :now)
            """;

    private static final String UPDATE =
            """
            update app.post_recurrences
               set goal_id = :goal, chapter_id = :chapter, platform_id = :platform, topic_pattern = :topic,
                   shape = :shape, cadence = :cadence, guidance = :guidance, assignee_id = :assignee,
                   priority = :priority, tags = :tags, copy_post_id = :copy, freq = :freq, every = :every,
                   weekdays = :weekdays, month_day = :monthDay, nth = :nth, weekday = :weekday, local_time = :time,
                   use_slots = :slots, time_zone = :zone, starts_on = :starts, ends_on = :ends, max_count = :most,
                   lead_days = :lead, start_workflow = :startRun, revision = revision + 1, updated_at = :now
             where id = :id
            """;

    private static final String STANDING =
            """
            update app.post_recurrences
               set status = :status, not_before = :notBefore, next_on = :nextOn, updated_at = :now
             where id = :id
            """;

    private static final String DONE =
            """
            insert into app.recurrence_days (workspace_id, recurrence_id, day, state)
            values (:workspace, :id, :day, :state)
            on conflict (workspace_id, recurrence_id, day) do update set state = excluded.state
            """;

    private final JdbcClient jdbc;

    RecurrenceStore(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Recurrence> page(@Nullable UUID after, int limit) {
        return jdbc.sql(
                        SELECT
                                + """
                                 where cast(:after as uuid) is null or r.id > :after
                                 order by r.id
                                 limit :limit
                                """)
                .param("after", after)
                .param("limit", limit)
                .query((row, _) -> map(row))
                .list();
    }

    /**
     * @throws ProblemException {@code recurrence.not_found}
     */
    Recurrence get(UUID id) {
        return one(id, "");
    }

    /**
     * Reads it and keeps others from changing it until the transaction ends.
     *
     * @throws ProblemException {@code recurrence.not_found}
     */
    Recurrence lock(UUID id) {
        return one(id, " for update of r");
    }

    int count() {
        return jdbc.sql("select count(*) from app.post_recurrences").query(Integer.class).single();
    }

    void insert(UUID id, Recurrence.Plan plan, RecurrenceRule rule, UUID by, Instant now) {
        write(INSERT, id, plan, rule, now).param("by", by).update();
    }

    void update(UUID id, Recurrence.Plan plan, RecurrenceRule rule, Instant now) {
        write(UPDATE, id, plan, rule, now).update();
    }

    void standing(
            UUID id,
            String status,
            @Nullable LocalDate notBefore,
            @Nullable LocalDate nextOn,
            Instant now) {
        jdbc.sql(STANDING)
                .param("id", id)
                .param("status", status)
                .param("notBefore", notBefore)
                .param("nextOn", nextOn)
                .param("now", Columns.at(now))
                .update();
    }

    /**
     * @throws ProblemException {@code recurrence.not_found}
     */
    void delete(UUID id) {
        var gone =
                jdbc.sql("delete from app.post_recurrences where id = :id")
                        .param("id", id)
                        .update();
        if (gone == 0) {
            throw unknown(id);
        }
    }

    Set<LocalDate> done(UUID id) {
        return new HashSet<>(
                jdbc.sql("select day from app.recurrence_days where recurrence_id = :id")
                        .param("id", id)
                        .query(LocalDate.class)
                        .list());
    }

    /**
     * @param state made or skipped
     */
    void markDone(UUID id, LocalDate day, String state) {
        jdbc.sql(DONE)
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("day", day)
                .param("state", state)
                .update();
    }

    private Recurrence one(UUID id, String lock) {
        return jdbc.sql(SELECT + " where r.id = :id" + lock)
                .param("id", id)
                .query((row, _) -> map(row))
                .optional()
                .orElseThrow(() -> unknown(id));
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(
                RecurrenceProblem.UNKNOWN,
                "There is no recurring post %s in this workspace.".formatted(id));
    }

    private JdbcClient.StatementSpec write(
            String sql, UUID id, Recurrence.Plan plan, RecurrenceRule rule, Instant now) {
        return jdbc.sql(sql)
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("goal", plan.goalId())
                .param("chapter", plan.chapterId())
                .param("platform", plan.platformId())
                .param("topic", plan.topicPattern())
                .param("shape", plan.shape())
                .param("cadence", plan.cadence())
                .param("guidance", plan.guidance())
                .param("assignee", plan.assigneeId())
                .param("priority", plan.priority())
                .param("tags", plan.tags().toArray(String[]::new))
                .param("copy", plan.copyPostId())
                .param("freq", rule.frequency().name().toLowerCase(Locale.ROOT))
                .param("every", rule.every())
                .param(
                        "weekdays",
                        rule.weekdays().stream()
                                .sorted()
                                .map(DayOfWeek::getValue)
                                .toArray(Integer[]::new))
                .param("monthDay", rule.monthDay())
                .param("nth", rule.nth())
                .param("weekday", rule.weekday() == null ? null : rule.weekday().getValue())
                .param("time", plan.localTime())
                .param("slots", plan.localTime() == null)
                .param("zone", plan.zone().getId())
                .param("starts", rule.startsOn())
                .param("ends", rule.endsOn())
                .param("most", rule.maxCount())
                .param("lead", plan.leadDays())
                .param("startRun", plan.startWorkflow())
                .param("now", Columns.at(now));
    }

    private static Recurrence map(ResultSet row) throws SQLException {
        return new Recurrence(
                row.getObject("id", UUID.class),
                plan(row),
                rule(row),
                row.getString("status"),
                Columns.date(row, "not_before"),
                Columns.date(row, "next_on"),
                row.getInt("made_count"),
                Columns.id(row, "created_by_id"),
                row.getInt("revision"));
    }

    private static Recurrence.Plan plan(ResultSet row) throws SQLException {
        return new Recurrence.Plan(
                Columns.id(row, "goal_id"),
                Columns.id(row, "chapter_id"),
                row.getObject("platform_id", UUID.class),
                row.getString("topic_pattern"),
                row.getString("shape"),
                row.getString("cadence"),
                row.getString("guidance"),
                Columns.id(row, "assignee_id"),
                row.getString("priority"),
                Columns.texts(row, "tags"),
                Columns.id(row, "copy_post_id"),
                row.getObject("local_time", LocalTime.class),
                ZoneId.of(row.getString("time_zone")),
                row.getInt("lead_days"),
                row.getBoolean("start_workflow"));
    }

    private static RecurrenceRule rule(ResultSet row) throws SQLException {
        var weekday = Columns.integer(row, "weekday");
        return new RecurrenceRule(
                RecurrenceRule.Frequency.valueOf(row.getString("freq").toUpperCase(Locale.ROOT)),
                row.getInt("every"),
                weekdays(row.getArray("weekdays")),
                Columns.integer(row, "month_day"),
                Columns.integer(row, "nth"),
                weekday == null ? null : DayOfWeek.of(weekday),
                row.getObject("starts_on", LocalDate.class),
                Columns.date(row, "ends_on"),
                Columns.integer(row, "max_count"));
    }

    private static Set<DayOfWeek> weekdays(Array stored) throws SQLException {
        var days = EnumSet.noneOf(DayOfWeek.class);
        Arrays.stream((Integer[]) stored.getArray()).map(DayOfWeek::of).forEach(days::add);
        return days;
    }
}
