package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeLlm;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** People decide, also two at once, too late or about something else. */
@RunsTest
class DecidingTests {
    private static final int REPETITIONS = 100;
    private static final int RACES = 10;

    private final Newsroom room;
    private final Database database;
    private final int port;

    DecidingTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    @Tag("workflow-38")
    void
            given_two_people__when_they_decide_at_the_same_moment__then_one_wins_and_the_other_is_told_who()
                    throws Exception {
        room.uses("ask");
        var grace = member("Grace Hopper", "admin");
        var runs = new ArrayList<String>();
        for (var i = 0; i < REPETITIONS; i++) {
            runs.add(room.start());
        }

        for (var run : runs) {
            var question = room.awaits(run, "awaiting_human").text("/open_decision/id");
            var answers =
                    together(
                            () -> Newsroom.decide(room.owner, run, question, "approved", Map.of()),
                            () ->
                                    Newsroom.decide(
                                            grace,
                                            run,
                                            question,
                                            "feedback",
                                            Map.of("feedback", "Shorter.")));

            assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(200, 409);
            var approved = answers.getFirst().status() == 200;
            var loser = answers.get(approved ? 1 : 0);
            assertThat(loser.code()).isEqualTo("decision.already_made");
            assertThat(loser.text("/by")).isEqualTo(approved ? "Ada Lovelace" : "Grace Hopper");
            assertThat(loser.text("/decision")).isEqualTo(approved ? "approved" : "feedback");
            assertThat(room.list(run, "decisions").getFirst().path("decision").asString())
                    .isEqualTo(approved ? "approved" : "feedback");
            if (approved) {
                room.awaits(run, "complete");
            } else {
                room.awaits(run, "awaiting_human");
                assertThat(room.way(run)).containsExactly("write", "ask", "write", "ask");
            }
        }
    }

    private static List<Api.Answer> together(Callable<Api.Answer> one, Callable<Api.Answer> two)
            throws Exception {
        var barrier = new CyclicBarrier(2);
        try (var threads = Executors.newFixedThreadPool(2)) {
            var first = threads.submit(() -> at(barrier, one));
            var second = threads.submit(() -> at(barrier, two));
            return List.of(first.get(), second.get());
        }
    }

    private static Api.Answer at(CyclicBarrier barrier, Callable<Api.Answer> work)
            throws Exception {
        barrier.await();
        return work.call();
    }

    private Api member(String name, String role) {
        return Maintenance.join(
                database, Api.at(port).signUp(name), room.owner.workspaceId(), role);
    }

    @Test
    @Tag("workflow-42")
    void
            given_an_approval_and_an_abort__when_they_come_at_the_same_moment__then_the_run_ends_once_and_is_charged_for_that_end()
                    throws Exception {
        for (var i = 0; i < RACES; i++) {
            // A workspace of its own for each: a post of one that was approved must not repeat
            // another's.
            var room = Newsroom.open(port).uses("split").obliging();
            var run = room.start();
            var question = room.awaitsPersonIn(run, "human-approval").text("/open_decision/id");

            together(
                    () -> Newsroom.decide(room.owner, run, question, "approved", Map.of()),
                    () -> room.post(run, "abort"));

            await().atMost(Newsroom.PATIENCE)
                    .until(() -> List.of("complete", "aborted").contains(room.status(run)));
            var ended = room.run(run);
            var complete = ended.text("/status").equals("complete");
            assertThat(room.events(run))
                    .extracting(event -> event.path("type").asString())
                    .filteredOn(List.of("run.completed", "run.aborted")::contains)
                    .containsExactly(complete ? "run.completed" : "run.aborted");
            assertThat(ended.body().has("post_id")).isEqualTo(complete);
            // Whoever aborts at the very end has had all drafts and audits.
            assertThat(ended.at("/credits_charged").asInt()).isBetween(complete ? 7 : 5, 7);
        }
    }

    @Test
    @Tag("workflow-35")
    void
            given_a_configuration_whose_states_have_names_of_their_own__when_a_breaker_asks__then_feedback_goes_on() {
        room.uses(
                        "split",
                        "  synthesize:",
                        "  put-together:",
                        "proceed: synthesize",
                        "proceed: put-together",
                        "feedback: synthesize",
                        "feedback: put-together",
                        "transition_limit, limit: 20",
                        "transition_limit, limit: 6")
                .says(
                        "checker-a",
                        FakeLlm.APPROVAL,
                        Newsroom.verdict(4, "retry", "No."),
                        FakeLlm.APPROVAL)
                .obliging();
        var run = room.start();
        var asked = room.awaits(run, "awaiting_human");
        assertThat(asked.text("/open_decision/kind")).isEqualTo("circuit_break");

        var answer = room.decide(run, "feedback", Map.of("feedback", "Keep the phone."));

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(room.awaitCall("synthesizer", 2).user()).contains("Keep the phone.");
    }

    @Test
    @Tag("workflow-39")
    void
            given_a_question_that_just_appeared__when_it_is_answered_on_its_first_notice__then_it_counts_and_old_ones_do_not()
                    throws Exception {
        room.uses("ask");
        var run = room.start(Map.of("start_paused", true));
        try (var stream = EventStream.open(room.owner, run, 0)) {
            room.post(run, "resume");
            var first =
                    stream.await("decision.requested").data().at("/data/decision_id").asString();

            var answer =
                    Newsroom.decide(
                            room.owner, run, first, "feedback", Map.of("feedback", "Shorter."));

            assertThat(answer.status()).isEqualTo(200);
            var second =
                    stream.await("decision.requested").data().at("/data/decision_id").asString();
            assertThat(second).isNotEqualTo(first);
            var late = Newsroom.decide(room.owner, run, first, "approved", Map.of());
            assertThat(late.status()).isEqualTo(409);
            assertThat(late.code()).startsWith("decision.");
            assertThat(room.run(run).text("/open_decision/id")).isEqualTo(second);
        }
    }

    @Test
    void
            given_a_decision__when_it_is_sent_twice_unknown_or_for_another_text__then_each_is_told_apart() {
        room.uses("ask");
        var run = room.start();
        var asked = room.awaits(run, "awaiting_human");
        var question = asked.text("/open_decision/id");

        var changed =
                Newsroom.decide(
                        room.owner, run, question, "approved", Map.of("content_hash", "0000"));
        var unknown =
                Newsroom.decide(
                        room.owner,
                        run,
                        java.util.UUID.randomUUID().toString(),
                        "approved",
                        Map.of());
        var notOffered = Newsroom.decide(room.owner, run, question, "publish", Map.of());
        var first =
                Newsroom.decide(
                        room.owner,
                        run,
                        question,
                        "approved",
                        Map.of("content_hash", asked.text("/open_decision/content_hash")));
        var again =
                Newsroom.decide(
                        room.owner,
                        run,
                        question,
                        "approved",
                        Map.of("content_hash", asked.text("/open_decision/content_hash")));

        assertThat(changed.code()).isEqualTo("decision.content_changed");
        assertThat(unknown.code()).isEqualTo("decision.stale");
        assertThat(notOffered.code()).isEqualTo("decision.not_offered");
        assertThat(first.status()).isEqualTo(200);
        assertThat(again.status()).isEqualTo(200);
        assertThat(room.events(run, "decision.made")).hasSize(1);
    }

    @Test
    @Tag("workflow-40")
    void
            given_an_approval_without_a_way_to_abort__when_people_decide__then_empty_words_are_refused_retry_works_and_abort_ends() {
        room.uses("ask");
        var run = room.start();
        var asked = room.awaits(run, "awaiting_human");
        assertThat(
                        asked.at("/open_decision/options")
                                .valueStream()
                                .map(option -> option.asString()))
                .contains("approved", "feedback", "retry", "abort");

        var empty = room.decide(run, "feedback", Map.of("feedback", "  "));
        assertThat(empty.status()).isEqualTo(422);
        assertThat(empty.code()).isEqualTo("decision.feedback_required");
        assertThat(room.decide(run, "feedback", Map.of("feedback", "x".repeat(10_001))).code())
                .isEqualTo("decision.feedback_too_long");
        var question = asked.text("/open_decision/id");
        assertThat(room.decide(run, "retry").status()).isEqualTo(200);
        org.awaitility.Awaitility.await()
                .atMost(Newsroom.PATIENCE)
                .until(() -> room.list(run, "decisions").size() == 2);
        assertThat(room.run(run).text("/open_decision/id")).isNotEqualTo(question);
        assertThat(room.way(run)).containsExactly("write", "ask", "write", "ask");

        var aborted = room.decide(run, "abort");

        assertThat(aborted.status()).isEqualTo(200);
        assertThat(aborted.text("/status")).isEqualTo("aborted");
        assertThat(aborted.body().has("error")).isFalse();
        var after =
                Newsroom.decide(
                        room.owner,
                        run,
                        java.util.UUID.randomUUID().toString(),
                        "approved",
                        Map.of());
        assertThat(after.status()).isEqualTo(409);
    }

    @Test
    void
            given_an_edited_text_with_a_blocking_finding__when_it_is_approved__then_it_must_be_accepted_knowingly() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        var edited = Newsroom.post(0).replace("server, and it", "server \u2014 it");

        var refused = room.decide(run, "approved", Map.of("edited_content", edited));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.code()).isEqualTo("decision.edit_has_blocking_findings");
        assertThat(refused.at("/findings")).isNotEmpty();
        assertThat(room.status(run)).isEqualTo("awaiting_human");

        room.decide(run, "approved", Map.of("edited_content", edited, "accept_findings", true));
        var done = room.awaits(run, "complete");

        assertThat(room.owner.get("/posts/" + done.text("/post_id")).text("/content"))
                .isEqualTo(edited);
        assertThat(room.list(run, "outputs").getLast().path("author").asString())
                .isEqualTo("human");
    }
}
