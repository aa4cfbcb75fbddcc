package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Pause, resume, abort, retry and force-complete, and who may. */
@RunsTest
class ControlTests {
    private static final Duration LONG_ENOUGH_TO_INTERVENE = Duration.ofMillis(1500);

    private final Newsroom room;
    private final Database database;
    private final int port;

    ControlTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    @Tag("workflow-41")
    void
            given_a_call_under_way__when_the_run_is_aborted__then_it_ends_at_once_and_nothing_happens_any_more()
                    throws Exception {
        room.uses("split")
                .says("writer-b", FakeAnswer.text(Newsroom.post(2)).pausing(Duration.ofMillis(200)))
                .says("reviewer", FakeAnswer.text(com.postmagiq.FakeLlm.APPROVAL))
                .obliging();
        var run = room.start();
        var call = room.awaitCall("writer-b", 1);

        var aborted = room.post(run, "abort");

        assertThat(aborted.status()).isEqualTo(200);
        assertThat(aborted.text("/status")).isEqualTo("aborted");
        assertThat(call.hungUp().await(10, TimeUnit.SECONDS))
                .as("the connection is given up")
                .isTrue();
        var next = room.uses("split").start();
        room.post(next, "abort");
        assertThat(room.post(run, "abort").status()).as("twice changes nothing").isEqualTo(200);
        assertThat(room.events(run).getLast().path("type").asString()).isEqualTo("run.aborted");
        assertThat(room.list(run, "invocations"))
                .filteredOn(it -> it.path("agent").asString().equals("writer-b"))
                .allSatisfy(
                        it -> assertThat(it.path("status").asString()).isIn("cancelled", "late"));
        assertThat(room.calls("checker-a")).isEmpty();
        assertThat(room.run(run).body().has("post_id")).isFalse();
    }

    @Test
    @Tag("workflow-43")
    void
            given_a_call_under_way__when_the_run_is_paused__then_the_call_ends_nothing_new_begins_and_resuming_goes_on() {
        room.uses("split")
                .says("writer-a", FakeAnswer.text(Newsroom.post(0)).after(LONG_ENOUGH_TO_INTERVENE))
                .obliging();
        var run = room.start();
        room.awaitCall("writer-a", 1);
        room.awaitCall("writer-b", 1);
        room.awaitCall("writer-c", 1);

        assertThat(room.post(run, "pause").at("/pause_requested").asBoolean()).isTrue();
        assertThat(room.post(run, "pause").status()).isEqualTo(200);
        room.awaits(run, "paused");

        assertThat(room.calls("checker-a")).isEmpty();
        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_success");
        assertThat(room.post(run, "resume").status()).isEqualTo(200);
        room.awaitsPersonIn(run, "human-approval");
        assertThat(room.calls("writer-a")).hasSize(1);
        assertThat(room.events(run, "run.paused")).hasSize(1);
    }

    @Test
    @Tag("workflow-43")
    void
            given_an_open_question__when_the_run_is_paused__then_the_question_stays_and_the_run_pauses_after_its_answer() {
        room.uses("ask");
        var run = room.start();
        var question = room.awaits(run, "awaiting_human").text("/open_decision/id");

        room.post(run, "pause");

        assertThat(room.run(run).text("/open_decision/id")).isEqualTo(question);
        assertThat(room.decide(run, "approved").text("/status")).isEqualTo("paused");
        room.post(run, "resume");
        room.awaits(run, "complete");
    }

    @Test
    @Tag("workflow-44")
    void
            given_strangers_and_viewers__when_they_reach_for_a_run__then_it_is_not_there_or_not_theirs_to_change() {
        room.uses("ask");
        var run = room.start();
        var question = room.awaits(run, "awaiting_human").text("/open_decision/id");
        var stranger = Api.at(port).signUp("Grace Hopper");
        var viewer = member("Alan Turing", "viewer");

        for (var what :
                List.of(
                        "",
                        "/states",
                        "/outputs",
                        "/decisions",
                        "/audits",
                        "/invocations",
                        "/tokens",
                        "/events",
                        "/graph")) {
            assertThat(stranger.get("/workflow-runs/" + run + what).status())
                    .as(what)
                    .isEqualTo(404);
            assertThat(
                            stranger.in(room.owner.workspaceId())
                                    .get("/workflow-runs/" + run + what)
                                    .status())
                    .as(what)
                    .isEqualTo(404);
        }
        for (var command : List.of("pause", "resume", "abort", "retry", "step")) {
            assertThat(stranger.post("/workflow-runs/" + run + "/" + command).status())
                    .as(command)
                    .isEqualTo(404);
            assertThat(viewer.post("/workflow-runs/" + run + "/" + command).status())
                    .as(command)
                    .isEqualTo(403);
        }
        assertThat(Newsroom.decide(stranger, run, question, "approved", Map.of()).status())
                .isEqualTo(404);
        assertThat(Newsroom.decide(viewer, run, question, "approved", Map.of()).status())
                .isEqualTo(403);
        assertThat(room.run(run).text("/open_decision/id")).isEqualTo(question);
        assertThat(room.run(run).at("/pause_requested").asBoolean()).isFalse();
    }

    @Test
    @Tag("workflow-45")
    void
            given_a_run_with_a_draft__when_it_is_completed_by_force__then_only_an_owner_with_a_reason_can_and_it_shows() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        var reason = Map.of("reason", "The deadline is at noon.");

        var editor =
                member("Alan Turing", "editor")
                        .post("/workflow-runs/" + run + "/force-complete", reason);
        var silent = room.owner.post("/workflow-runs/" + run + "/force-complete", Map.of());
        var early = room.start(Map.of("start_paused", true));
        var nothing = room.owner.post("/workflow-runs/" + early + "/force-complete", reason);
        var done = room.owner.post("/workflow-runs/" + run + "/force-complete", reason);

        assertThat(editor.status()).isEqualTo(403);
        assertThat(silent.status()).isEqualTo(422);
        assertThat(nothing.status()).isEqualTo(409);
        assertThat(nothing.code()).isEqualTo("run.nothing_to_complete");
        assertThat(done.status()).isEqualTo(200);
        assertThat(done.text("/status")).isEqualTo("complete");
        assertThat(done.at("/forced").asBoolean()).isTrue();
        assertThat(done.text("/forced_reason")).isEqualTo("The deadline is at noon.");
        assertThat(room.owner.get("/posts/" + done.text("/post_id")).status()).isEqualTo(200);
        assertThat(room.list(run, "decisions").getFirst().path("status").asString())
                .isEqualTo("cancelled");
    }

    @Test
    void
            given_a_run_whose_writers_all_failed__when_it_is_tried_again__then_it_goes_on_from_there() {
        room.uses("split")
                .says("writer-a", FakeAnswer.status(400), FakeAnswer.text(Newsroom.post(0)))
                .says("writer-b", FakeAnswer.status(400), FakeAnswer.text(Newsroom.post(2)))
                .says("writer-c", FakeAnswer.status(400), FakeAnswer.text(Newsroom.post(5)))
                .obliging();
        var run = room.start();
        room.awaits(run, "halted");

        assertThat(room.post(run, "retry").at("/attempt").asInt()).isEqualTo(2);

        room.awaitsPersonIn(run, "human-approval");
        assertThat(room.calls("reviewer")).hasSize(1);
        assertThat(room.calls("processor")).hasSize(1);
        assertThat(room.run(run).body().has("error")).isFalse();
    }

    @Test
    @Tag("workflow-31")
    void
            given_auditors_that_are_never_content__when_a_person_keeps_giving_feedback__then_the_hard_limit_ends_it_all_the_same() {
        room.uses(
                        "split",
                        "transition_limit, limit: 20",
                        "transition_limit, limit: 14",
                        "max_transitions_hard: 50",
                        "max_transitions_hard: 16")
                .says("checker-a", Newsroom.verdict(4, "retry", "No."))
                .obliging();
        var run = room.start();
        var stopped = room.awaitsPersonIn(run, "cross-audit");
        assertThat(stopped.text("/open_decision/kind")).isEqualTo("circuit_break");
        assertThat(room.calls("writer-a")).as("the third entry is the one that asks").hasSize(2);

        var before = 0;
        var rounds = 0;
        while (true) {
            var now = settled(run);
            assertThat(now.at("/breaker/transitions").asInt()).isGreaterThan(before);
            before = now.at("/breaker/transitions").asInt();
            if (!now.text("/status").equals("awaiting_human")) {
                break;
            }
            rounds++;
            room.decide(run, "feedback", Map.of("feedback", "Try again."));
        }

        var ended = room.run(run);
        assertThat(rounds).isGreaterThan(1);
        assertThat(ended.text("/status")).isEqualTo("halted");
        assertThat(ended.text("/error/code")).isEqualTo("breaker.hard_transition_limit");
        assertThat(ended.at("/breaker/transitions").asInt()).isLessThanOrEqualTo(16);
    }

    private Api.Answer settled(String run) {
        await().atMost(Newsroom.PATIENCE)
                .until(() -> List.of("awaiting_human", "halted").contains(room.status(run)));
        return room.run(run);
    }

    @Test
    @Tag("workflow-32")
    void
            given_an_open_question__when_three_days_pass_before_the_answer__then_no_time_limit_stands_in_the_way() {
        room.uses("split").says("synthesizer", Newsroom.post(0), Newsroom.post(1)).obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        threeDaysPass(run);

        assertThat(Instant.parse(room.run(run).text("/started_at")))
                .isBefore(Instant.now().minus(Duration.ofDays(3)));

        room.decide(run, "feedback", Map.of("feedback", "Begin with the phone."));
        room.awaitCall("synthesizer", 2);

        var asked = room.awaitsPersonIn(run, "human-approval");
        assertThat(room.events(run, "circuit_break.detected")).isEmpty();
        assertThat(asked.at("/active_s").asDouble()).isLessThan(120);
        assertThat(asked.at("/wall_s").asDouble())
                .isGreaterThan(3.0 * Duration.ofDays(1).toSeconds());
        room.decide(run, "approved");
        room.awaits(run, "complete");
    }

    /**
     * Moves every instant stored about the run three days back. Not the application's clock
     * forward: tokens and sessions would end, and the scheduler, which goes by its own, would not
     * follow.
     */
    private void threeDaysPass(String run) {
        record Instants(String tableName, String keyColumn, String assignments) {}
        Maintenance.call(
                database,
                jdbc -> {
                    var all =
                            jdbc.sql(
                                            """
                                            select c.table_name, k.column_name as key_column,
                                                   string_agg(format('%1$I = %1$I - interval ''3 days''', c.column_name), ', ')
                                                       as assignments
                                              from information_schema.columns c
                                              join information_schema.columns k
                                                on k.table_schema = c.table_schema and k.table_name = c.table_name
                                               and k.column_name =
                                                   case c.table_name when 'workflow_runs' then 'id' else 'run_id' end
                                             where c.table_schema = 'app' and c.data_type = 'timestamp with time zone'
                                             group by 1, 2
                                            """)
                                    .query(Instants.class)
                                    .list();
                    assertThat(all)
                            .extracting(Instants::tableName)
                            .contains(
                                    "workflow_runs",
                                    "workflow_state_visits",
                                    "workflow_decisions",
                                    "workflow_events",
                                    "workflow_outputs",
                                    "agent_invocations");
                    all.forEach(
                            table ->
                                    jdbc.sql(
                                                    "update app.%s set %s where %s = ?"
                                                            .formatted(
                                                                    table.tableName(),
                                                                    table.assignments(),
                                                                    table.keyColumn()))
                                            .param(UUID.fromString(run))
                                            .update());
                    return all.size();
                });
    }

    @Test
    @Tag("workflow-3")
    void
            given_configurations_that_cannot_work__when_a_run_is_asked_for__then_it_is_refused_and_nobody_is_called() {
        var faults =
                Map.of(
                        "unknown target",
                                List.of(
                                        "{proceed: story-process, retry",
                                        "{proceed: nowhere, retry"),
                        "two beginnings",
                                List.of(
                                        "  complete: {type: terminal}",
                                        "  complete: {type: terminal}\n  begin: {type: initial, next: draft}"),
                        "disabled agent",
                                List.of(
                                        "  writer-b: {provider",
                                        "  writer-b: {enabled: false, provider"),
                        "unknown persona", List.of("persona: writer", "persona: poet"),
                        "unreachable state",
                                List.of(
                                        "  complete: {type: terminal}",
                                        "  complete: {type: terminal}\n  lost: {type: human-approval, transitions: {approved: complete}}"),
                        "loop without an end",
                                List.of(
                                        "{success: draft, failure: halt}",
                                        "{success: story-process, failure: story-process}"));
        faults.forEach(
                (fault, change) -> {
                    room.uses("split", change.get(0), change.get(1)).obliging();

                    var refused = room.tryStart(Map.of());

                    assertThat(refused.status())
                            .as(fault + ": " + refused.raw().body())
                            .isEqualTo(422);
                });
        assertThat(room.calls()).isEmpty();
        assertThat(room.owner.get("/workflow-runs").at("/items")).isEmpty();
    }

    private Api member(String name, String role) {
        return Maintenance.join(
                database, Api.at(port).signUp(name), room.owner.workspaceId(), role);
    }
}
