package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.exceptions.TaskInstanceCurrentlyExecutingException;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the minutely repair finds and mends. The scheduler runs the task, only sooner. */
@RunsTest
class RepairTests {
    private static final TaskInstanceId REPAIR =
            TaskInstanceId.of("repair-runs", RecurringTask.INSTANCE);
    private static final Duration APPROVAL_TIMEOUT = Duration.ofSeconds(1);

    private final Newsroom room;
    private final Database database;
    private final Scheduler scheduler;
    private final JdbcClient jdbc;

    RepairTests(
            @LocalServerPort int port, Database database, Scheduler scheduler, JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.room = Newsroom.open(port);
        this.database = database;
        this.scheduler = scheduler;
    }

    @Test
    void
            given_a_question_with_a_time_limit__when_it_is_over__then_the_run_pauses_for_that_reason_and_resuming_asks_again() {
        room.uses("ask", "states:\n", "settings: {approval_timeout: 1}\nstates:\n");
        var run = room.start();
        var asked = room.awaits(run, "awaiting_human");
        var question = asked.text("/open_decision/id");
        var due = Instant.parse(asked.text("/open_decision/expires_at"));
        assertThat(Duration.between(Instant.parse(asked.text("/open_decision/created_at")), due))
                .isEqualTo(APPROVAL_TIMEOUT);
        await().until(() -> Instant.now().isAfter(due));

        repair();

        var paused = room.awaits(run, "paused");
        assertThat(paused.text("/pause_reason")).isEqualTo("approval_expired");
        assertThat(paused.body().has("open_decision")).isFalse();
        assertThat(room.list(run, "decisions"))
                .singleElement()
                .satisfies(it -> assertThat(it.path("status").asString()).isEqualTo("expired"));
        assertThat(room.events(run, "decision.expired"))
                .singleElement()
                .satisfies(
                        it ->
                                assertThat(it.at("/data/decision_id").asString())
                                        .isEqualTo(question));
        assertThat(room.events(run).getLast().path("type").asString()).isEqualTo("run.paused");
        assertThat(Newsroom.decide(room.owner, run, question, "approved", Map.of()).code())
                .isEqualTo("decision.stale");

        room.post(run, "resume");
        var again = room.awaits(run, "awaiting_human");
        assertThat(again.text("/open_decision/id")).isEqualTo(question);
        assertThat(Instant.parse(again.text("/open_decision/expires_at"))).isAfter(due);
        room.decide(run, "approved");
        room.awaits(run, "complete");
    }

    @Test
    void given_a_question_whose_time_is_not_over__when_the_repair_looks__then_it_stays_open() {
        room.uses("ask", "states:\n", "settings: {approval_timeout: 3600}\nstates:\n");
        var run = room.start();
        var before = room.awaits(run, "awaiting_human");
        var other = startedAndSetToRunning();

        repair();

        room.awaits(other, "awaiting_human");
        assertThat(room.run(run).at("/last_seq")).isEqualTo(before.at("/last_seq"));
        assertThat(room.status(run)).isEqualTo("awaiting_human");
    }

    @Test
    @Tag("workflow-51")
    void
            given_a_row_set_to_running_by_hand__when_the_repair_looks__then_the_run_goes_on_and_ends() {
        room.uses("ask");
        var run = startedAndSetToRunning();

        repair();

        room.awaits(run, "awaiting_human");
        assertThat(room.events(run, "run.recovered")).hasSize(1);
        room.decide(run, "approved");
        room.awaits(run, "complete");
        assertThat(tasksOf(run)).isZero();
    }

    @Test
    @Tag("workflow-51")
    void given_a_question_left_open_by_an_ended_run__when_the_repair_looks__then_it_is_cancelled() {
        room.uses("ask");
        var run = room.start();
        var question = room.awaits(run, "awaiting_human").text("/open_decision/id");
        Maintenance.update(
                database,
                "update app.workflow_runs set status = 'halted', completed_at = now() where id = ?",
                UUID.fromString(run));

        repair();

        await().atMost(Newsroom.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(room.list(run, "decisions"))
                                        .extracting(it -> it.path("status").asString())
                                        .containsExactly("cancelled"));
        assertThat(room.events(run, "decision.cancelled"))
                .extracting(it -> it.at("/data/decision_id").asString())
                .containsExactly(question);
        assertThat(room.status(run)).isEqualTo("halted");
        assertThat(room.events(run))
                .as("numbers without a gap")
                .extracting(it -> it.path("seq").asLong())
                .isEqualTo(
                        LongStream.rangeClosed(1, room.run(run).at("/last_seq").asLong())
                                .boxed()
                                .toList());
    }

    private String startedAndSetToRunning() {
        var run = room.start(Map.of("start_paused", true));
        assertThat(tasksOf(run)).isZero();
        Maintenance.update(
                database,
                """
                update app.workflow_runs
                   set status = 'running', pause_requested = false, pause_reason = null where id = ?
                """,
                UUID.fromString(run));
        return run;
    }

    private int tasksOf(String run) {
        return jdbc.sql("select count(*) from core.scheduled_tasks where task_instance like ?")
                .param(run + ":%")
                .query(Integer.class)
                .single();
    }

    /** Has the task executed now, unless the scheduler is at it already. */
    private void repair() {
        await().atMost(Newsroom.PATIENCE)
                .ignoreException(TaskInstanceCurrentlyExecutingException.class)
                .until(() -> scheduler.reschedule(REPAIR, Instant.now()));
        scheduler.triggerCheckForDueExecutions();
    }
}
