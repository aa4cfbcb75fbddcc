package com.postmagiq.content;

import static com.postmagiq.content.Desk.move;
import static com.postmagiq.content.Desk.post;
import static com.postmagiq.content.Desk.save;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Storyteller;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** What a run does to the post it works on, with the model that needs no network. */
@PostmagiqTest
@Tag("content-78")
class RunPostTests {
    private final Api owner;

    RunPostTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    void given_a_post_with_a_story__when_a_run_writes_it__then_it_goes_from_start_to_ready() {
        var ref = withStory();
        var run = start(ref);
        assertThat(owner.get("/posts/" + ref).text("/active_run_id")).isEqualTo(run.runId());

        var asked = run.untilQuiet();
        var waiting = owner.get("/posts/" + ref);
        assertThat(waiting.text("/status"))
                .isEqualTo(
                        asked.at("/open_decision/kind").asString().equals("questions")
                                ? "needs_story"
                                : "review");
        assertThat(owner.delete("/posts/" + ref).code()).isEqualTo("post.run_active");
        var ended = run.approveToTheEnd();

        var done = owner.get("/posts/" + ref);
        assertThat(ended.path("post_id").asString()).isEqualTo(done.text("/id"));
        assertThat(done.text("/status")).isEqualTo("ready");
        assertThat(done.at("/active_run_id").isMissingNode()).isTrue();
        assertThat(done.text("/run_id")).isEqualTo(run.runId());
        assertThat(done.at("/version_number").asInt()).isEqualTo(1);
        assertThat(statuses(ref)).startsWith("ready").endsWith("drafting").contains("review");
        assertThat(owner.get("/posts/" + ref + "/versions/1").text("/source"))
                .isEqualTo("workflow");
    }

    @Test
    @Tag("content-26")
    void given_a_card__when_it_is_moved_with_a_run__then_both_happen_or_neither() {
        var ref = withStory();
        var id = owner.get("/posts/" + ref).text("/id");
        var unwritten = post(owner, "topic", "No story yet").text("/id");

        assertThat(withRun(unwritten, "drafting", null).status()).isEqualTo(422);
        assertThat(withRun(id, "drafting", "no-such-config").status()).isBetween(400, 422);
        assertThat(withRun(id, "backlog", null).code()).isEqualTo("board.no_run_there");
        assertThat(owner.get("/board/columns/backlog").at("/items")).hasSize(2);
        assertThat(owner.get("/workflow-runs").at("/items")).isEmpty();

        var moved = withRun(id, "drafting", null);
        assertThat(moved.status()).as(moved.raw().body()).isEqualTo(200);
        assertThat(moved.text("/card/status")).isEqualTo("drafting");
        assertThat(owner.get("/workflow-runs/" + moved.text("/card/active_run_id")).status())
                .isEqualTo(200);
    }

    private Api.Answer withRun(String id, String column, @Nullable String config) {
        return owner.post(
                "/board/move",
                Desk.body(
                        "post_id", id,
                        "to_column", column,
                        "start_workflow", true,
                        "config_slug", config));
    }

    @Test
    void
            given_a_run_that_asks_about_its_text__when_somebody_moves_the_card__then_the_run_decides() {
        var ref = withStory();
        var run = start(ref);
        untilReview(run, ref);

        var id = owner.get("/posts/" + ref).text("/id");
        assertThat(owner.get("/posts/" + ref).text("/review_by")).isEqualTo("run");
        assertThat(move(owner, ref, "drafting").code()).isEqualTo("post.run_decides");
        assertThat(owner.post("/board/move", Map.of("post_id", id, "to_column", "ready")).code())
                .isEqualTo("post.run_decides");
        var edit =
                Desk.at(owner, ref).put("/posts/" + ref + "/content", Map.of("content", "Mine."));
        assertThat(edit.code()).isEqualTo("post.run_decides");
        assertThat(edit.text("/run_id")).isEqualTo(run.runId());

        assertThat(owner.post("/workflow-runs/" + run.runId() + "/abort").status())
                .isBetween(200, 204);
        var left = owner.get("/posts/" + ref);
        assertThat(left.text("/status")).isEqualTo("drafting");
        assertThat(left.at("/run_trouble").asBoolean()).isTrue();
        assertThat(owner.get("/board?needs_attention=true").at("/total").asInt()).isEqualTo(1);
    }

    @Test
    void given_a_text_somebody_edited_meanwhile__when_the_run_ends__then_its_text_waits() {
        var ref = withStory();
        save(owner, ref, "The text before.");
        var run = start(ref);
        run.untilQuiet();
        if (owner.get("/posts/" + ref).text("/status").equals("needs_story")) {
            save(owner, ref, "Written by hand.");
            run.approveToTheEnd();
            var post = owner.get("/posts/" + ref);
            assertThat(post.text("/content")).isEqualTo("Written by hand.");
            assertThat(post.text("/status")).isEqualTo("drafting");
            var offered = post.at("/offered_version").asInt();
            owner.post("/posts/" + ref + "/versions/" + offered + "/restore");
            assertThat(owner.get("/posts/" + ref).at("/offered_version").isMissingNode()).isTrue();
        } else {
            run.approveToTheEnd();
            assertThat(owner.get("/posts/" + ref).text("/status")).isEqualTo("ready");
        }
    }

    @Test
    void
            given_a_finished_post__when_a_run_writes_it_again__then_it_stays_until_somebody_takes_it() {
        var ref = withStory();
        save(owner, ref, "Good as it is.");
        move(owner, ref, "ready");

        start(ref).approveToTheEnd();

        var post = owner.get("/posts/" + ref);
        assertThat(post.text("/status")).isEqualTo("ready");
        assertThat(post.text("/content")).isEqualTo("Good as it is.");
        assertThat(post.at("/offered_version").asInt()).isEqualTo(2);
    }

    @Test
    void given_a_run_at_work__when_another_is_to_begin__then_there_is_one_at_a_time() {
        var ref = withStory();
        start(ref).untilQuiet();

        var second =
                owner.post(
                        "/workflow-runs",
                        Map.of(
                                "post_id",
                                owner.get("/posts/" + ref).text("/id"),
                                "config",
                                "offline"));

        assertThat(second.status()).isEqualTo(409);
        assertThat(second.code()).isEqualTo("post.run_active");
        var empty = post(owner).text("/id");
        assertThat(owner.post("/workflow-runs", Map.of("post_id", empty)).code())
                .isEqualTo("story.too_short");
        assertThat(owner.post("/workflow-runs", Map.of("post_id", empty, "story", "Both.")).code())
                .isEqualTo("validation_failed");
    }

    private String withStory() {
        return post(owner, "topic", "Fire", "story_used", Storyteller.story("fire-company"))
                .text("/ref");
    }

    private Storyteller start(String ref) {
        return Storyteller.start(
                owner,
                Map.of("post_id", owner.get("/posts/" + ref).text("/id"), "config", "offline"));
    }

    private void untilReview(Storyteller run, String ref) {
        var asked = run.untilQuiet();
        while (!owner.get("/posts/" + ref).text("/status").equals("review")) {
            run.decide(asked.path("open_decision"), "approved");
            asked = run.untilQuiet();
        }
    }

    private List<String> statuses(String ref) {
        return owner.get("/posts/" + ref + "/activity")
                .at("/items")
                .valueStream()
                .filter(entry -> entry.path("kind").asString().equals("status"))
                .map(entry -> entry.path("to").asString())
                .toList();
    }
}
