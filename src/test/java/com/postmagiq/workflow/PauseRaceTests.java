package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.control.RunCommands;
import com.postmagiq.workflow.run.RunEvents;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Workspaces;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Commands that arrive while the engine is about to store what an earlier one asked for. */
@RunsTest
class PauseRaceTests {
    private static final int TIMES = 50;
    private static final Duration ANSWER_TAKES = Duration.ofMillis(60);
    private static final long LATEST_NANOS = Duration.ofMillis(2).toNanos();

    private final Newsroom room;
    private final RunCommands commands;
    private final RunEvents events;
    private final Actor owner;

    PauseRaceTests(
            @LocalServerPort int port,
            RunCommands commands,
            RunEvents events,
            Workspaces workspaces) {
        this.room = Newsroom.open(port);
        this.commands = commands;
        this.events = events;
        this.owner =
                workspaces.actorOf(room.owner.userId(), room.owner.workspaceId()).orElseThrow();
    }

    @Test
    @Tag("workflow-43")
    void
            given_a_pause_about_to_be_stored__when_somebody_resumes_at_that_moment_fifty_times__then_no_resume_is_lost() {
        room.uses(
                        "ask",
                        "offline-chronological: {}",
                        "writer-a: {provider: openai, model: m-writer-a-@mark@, max_tokens: 1000, cost_per_1k: {input: 0.001, output: 0.002}}"
                                .replace("@mark@", room.mark),
                        "agent: offline-chronological",
                        "agent: writer-a")
                .says("writer-a", FakeAnswer.text(Newsroom.post(0)).after(ANSWER_TAKES));
        var stoppedFirst = 0;
        for (var time = 1; time <= TIMES; time++) {
            var run = room.start();
            var id = UUID.fromString(run);
            room.awaitCall("writer-a", time);
            CurrentWorkspace.run(owner.workspaceId(), () -> commands.pause(id, owner));
            stateEnds(id);
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LATEST_NANOS));

            CurrentWorkspace.run(owner.workspaceId(), () -> commands.resume(id, owner));

            room.awaits(run, "awaiting_human");
            assertThat(room.calls("writer-a")).as("nothing is asked twice").hasSize(time);
            assertThat(room.events(run, "run.resumed")).hasSize(1);
            stoppedFirst += room.events(run, "run.paused").size();
        }
        System.out.printf(
                "%d of %d resumes came after the pause was stored%n", stoppedFirst, TIMES);
    }

    @Test
    @Tag("workflow-43")
    void
            given_a_call_that_must_wait_for_its_provider__when_the_run_was_paused_during_it__then_it_pauses_instead_of_waiting_in_the_queue() {
        room.uses(
                        "ask",
                        "offline-chronological: {}",
                        "writer-a: {provider: openai, model: m-writer-a-@mark@, max_tokens: 1000, cost_per_1k: {input: 0.001, output: 0.002}}"
                                .replace("@mark@", room.mark),
                        "agent: offline-chronological",
                        "agent: writer-a")
                .says(
                        "writer-a",
                        FakeAnswer.status(429).header("Retry-After", "15").after(ANSWER_TAKES),
                        FakeAnswer.text(Newsroom.post(0)));
        var run = room.start();
        room.awaitCall("writer-a", 1);

        room.post(run, "pause");

        room.awaits(run, "paused");
        room.post(run, "resume");
        room.awaits(run, "awaiting_human");
    }

    /** Until the engine has stored the state's result; looks again at once, to be close to it. */
    private void stateEnds(UUID run) {
        var deadline = System.nanoTime() + Newsroom.PATIENCE.toNanos();
        while (!CurrentWorkspace.call(
                owner.workspaceId(),
                () ->
                        events.after(run, 0, 100).stream()
                                .anyMatch(
                                        event ->
                                                event.type().equals("state.completed")
                                                        && "write".equals(event.state())))) {
            assertThat(System.nanoTime()).isLessThan(deadline);
        }
    }
}
