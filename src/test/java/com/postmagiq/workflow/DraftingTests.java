package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** From the story to the text a person approves. */
@RunsTest
class DraftingTests {
    private final Newsroom room;

    DraftingTests(@LocalServerPort int port) {
        room = Newsroom.open(port);
    }

    @Test
    @Tag("workflow-12")
    void
            given_two_rounds_of_drafts__when_they_are_audited__then_all_of_the_latest_round_and_no_older_one_are_shown() {
        room.uses("split")
                .says("writer-a", Newsroom.post(7), Newsroom.post(1))
                .says("writer-b", Newsroom.post(2), Newsroom.post(3))
                .says("writer-c", Newsroom.post(5), Newsroom.post(6))
                .says(
                        "checker-a",
                        Newsroom.verdict(4, "retry", "Begin elsewhere."),
                        Newsroom.verdict(9, "proceed", "Fine."))
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        var second = room.calls("checker-a").get(1).user();
        assertThat(second).contains(Newsroom.post(1), Newsroom.post(3), Newsroom.post(6));
        assertThat(second).doesNotContain(Newsroom.post(7), Newsroom.post(2), Newsroom.post(5));
        assertThat(room.calls("checker-b").get(0).user())
                .contains(Newsroom.post(7), Newsroom.post(2), Newsroom.post(5));
    }

    @Test
    @Tag("workflow-13")
    void
            given_a_writer_that_fails__when_the_others_deliver__then_the_run_goes_on_and_shows_the_error() {
        room.uses("split").says("writer-b", FakeAnswer.status(400)).obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        var draft = room.visit(run, "draft", 1);
        assertThat(draft.at("/transition").asString()).isEqualTo("partial_success");
        assertThat(draft.at("/slots/1/status").asString()).isEqualTo("failed");
        assertThat(draft.at("/slots/1/error").asString()).isNotEmpty();
        assertThat(room.calls("synthesizer").getFirst().user())
                .contains("No draft came from: writer-b");
    }

    @Test
    @Tag("workflow-13")
    void
            given_writers_that_all_fail__when_they_were_asked__then_the_declared_way_for_total_failure_is_taken() {
        room.uses("split")
                .says("writer-a", FakeAnswer.status(400))
                .says("writer-b", FakeAnswer.status(400))
                .says("writer-c", FakeAnswer.status(400))
                .obliging();
        var run = room.start();

        var ended = room.awaits(run, "halted");

        assertThat(ended.text("/final_state")).isEqualTo("halt");
        assertThat(room.visit(run, "draft", 1).at("/transition").asString())
                .isEqualTo("all_failure");
    }

    @Test
    @Tag("workflow-14")
    void given_a_writer_that_hangs__when_its_time_is_over__then_the_run_goes_on_without_it() {
        room.uses("split", "timeout_per_agent: 20", "timeout_per_agent: 6")
                .says("writer-c", FakeAnswer.hanging())
                .obliging();
        var run = room.start();

        room.awaitsPersonIn(run, "human-approval");

        var draft = room.visit(run, "draft", 1);
        assertThat(draft.at("/slots/2/status").asString()).isEqualTo("timed_out");
        assertThat(draft.at("/duration_s").asDouble()).isBetween(5.0, 12.0);
        assertThat(room.calls("writer-c")).hasSize(1);
        assertThat(room.list(run, "outputs"))
                .noneMatch(output -> output.path("agent").asString("").equals("writer-c"));
    }

    @Test
    @Tag("workflow-17")
    @Tag("workflow-18")
    void
            given_a_finished_text__when_a_person_asks_for_a_change__then_the_writer_sees_text_and_source_and_the_newest_wins() {
        room.uses("split").says("synthesizer", Newsroom.post(0), Newsroom.post(4)).obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        var wish = "Please open with the backup.";

        assertThat(room.decide(run, "feedback", Map.of("feedback", wish)).status()).isEqualTo(200);
        room.awaitCall("synthesizer", 2);
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        var done = room.awaits(run, "complete");

        var revision = room.calls("synthesizer").get(1).user();
        assertThat(revision).contains(wish, Newsroom.post(0), room.story());
        assertThat(revision.split(java.util.regex.Pattern.quote(wish), -1).length - 1)
                .as("the wish as a note and as feedback")
                .isBetween(1, 2);
        var texts =
                room.list(run, "outputs").stream()
                        .filter(output -> output.path("output_type").asString().equals("final"))
                        .toList();
        assertThat(texts).extracting(text -> text.path("version").asInt()).containsExactly(1, 2);
        assertThat(done.text("/final_output_id")).isEqualTo(texts.get(1).path("id").asString());
        var post = room.owner.get("/posts/" + done.text("/post_id"));
        assertThat(post.text("/content")).isEqualTo(Newsroom.post(4));
        var tokens = room.owner.get("/workflow-runs/" + run + "/tokens");
        assertThat(tokens.at("/total").asLong()).isEqualTo(done.at("/total_tokens").asLong());
        assertThat(tokens.at("/by_agent").valueStream())
                .filteredOn(line -> line.path("agent").asString().equals("synthesizer"))
                .singleElement()
                .satisfies(line -> assertThat(line.path("total").asLong()).isPositive())
                .satisfies(line -> assertThat(line.path("invocations").asInt()).isEqualTo(2));
        assertThat(sum(tokens.at("/by_agent"))).isEqualTo(done.at("/total_tokens").asLong());
        assertThat(sum(tokens.at("/by_state"))).isEqualTo(done.at("/total_tokens").asLong());
    }

    private static long sum(tools.jackson.databind.JsonNode lines) {
        return lines.valueStream().mapToLong(line -> line.path("total").asLong()).sum();
    }

    @Test
    @Tag("workflow-22")
    void
            given_two_workspaces_and_equal_labels__when_runs_go_at_once__then_no_text_reaches_another_run() {
        var other =
                Newsroom.of(
                        com.postmagiq.Api.at(java.net.URI.create(room.owner.base()).getPort())
                                .signUp("Grace Hopper"));
        var beside = Newsroom.of(room.owner);
        var rooms = java.util.List.of(room, other, beside);
        rooms.forEach(
                each ->
                        each.uses("split")
                                .says(
                                        "writer-a",
                                        FakeAnswer.text(Newsroom.post(0))
                                                .after(Duration.ofMillis(300)))
                                .obliging());

        var runs =
                rooms.stream().map(each -> each.start(Map.of("story_label", "the same"))).toList();

        for (var i = 0; i < rooms.size(); i++) {
            var mine = rooms.get(i);
            mine.awaitsPersonIn(runs.get(i), "human-approval");
            var foreign =
                    rooms.stream().filter(each -> each != mine).map(each -> each.mark).toList();
            assertThat(mine.calls())
                    .hasSize(10)
                    .allSatisfy(call -> assertThat(call.user()).contains(mine.mark))
                    .allSatisfy(
                            call ->
                                    assertThat(foreign)
                                            .noneMatch(
                                                    mark ->
                                                            call.user().contains(mark)
                                                                    || call.system()
                                                                            .contains(mark)));
            assertThat(mine.events(runs.get(i)).toString())
                    .doesNotContain(foreign.get(0), foreign.get(1));
        }
    }
}
