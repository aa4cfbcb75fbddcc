package com.postmagiq.admin;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Background work by kind. */
@Repository
class TaskList {
    /** How the scheduler calls the one execution of work that comes again and again. */
    private static final String AGAIN = "recurring";

    /**
     * A kind of work.
     *
     * @param recurring whether it comes by itself, and so may be asked for
     * @param waiting how many executions are planned
     * @param nextAt when the first of them is due; null when none is planned
     * @param failures how often the last execution failed in a row
     */
    @Schema(name = "AdminTask")
    record Task(
            String name,
            boolean recurring,
            int waiting,
            int running,
            @Nullable Instant nextAt,
            @Nullable Instant lastSuccess,
            @Nullable Instant lastFailure,
            int failures) {}

    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    TaskList(JdbcClient jdbc, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** By name. */
    Page<Task> page(@Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                """
                                select task_name, bool_or(task_instance = :again) as recurring,
                                       count(*) filter (where not picked) as waiting,
                                       count(*) filter (where picked) as running,
                                       min(execution_time) filter (where not picked) as next_at,
                                       max(last_success) as last_success, max(last_failure) as last_failure,
                                       coalesce(max(consecutive_failures), 0) as failures
                                  from core.scheduled_tasks
                                 where cast(:after as text) is null or task_name > :after
                                 group by task_name
                                 order by task_name limit :limit
                                """)
                        .param("again", AGAIN)
                        .param("after", Cursor.decode(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> task(row))
                        .list();
        return Page.of(rows, limit, Task::name);
    }

    /**
     * Lets work that comes again and again begin now, on whatever node is free.
     *
     * @throws ProblemException {@code not_found}; {@code admin.task_running}
     */
    @Transactional
    public void run(String name, UUID operatorId) {
        var known =
                jdbc.sql(
                                """
                                select picked from core.scheduled_tasks
                                 where task_name = :name and task_instance = :again for update
                                """)
                        .param("name", name)
                        .param("again", AGAIN)
                        .query(Boolean.class)
                        .optional();
        if (known.isEmpty()) {
            throw new ProblemException(
                    GeneralProblem.NOT_FOUND,
                    "There is no work '%s' that comes again and again.".formatted(name));
        }
        if (known.get()) {
            throw new ProblemException(
                    AdminProblem.TASK_RUNNING, "'%s' is at work already.".formatted(name));
        }
        jdbc.sql(
                        """
                        update core.scheduled_tasks set execution_time = :now, version = version + 1
                         where task_name = :name and task_instance = :again
                        """)
                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                .param("name", name)
                .param("again", AGAIN)
                .update();
        events.publishEvent(
                new Audited(
                        "admin.task_run",
                        operatorId,
                        "task",
                        null,
                        Map.of("task", new Audited.Change(null, name)),
                        Audited.Outcome.SUCCESS));
    }

    private static Task task(ResultSet row) throws SQLException {
        return new Task(
                row.getString("task_name"),
                row.getBoolean("recurring"),
                row.getInt("waiting"),
                row.getInt("running"),
                instant(row, "next_at"),
                instant(row, "last_success"),
                instant(row, "last_failure"),
                row.getInt("failures"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }
}
