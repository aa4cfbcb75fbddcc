package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Numbers, iterations, the list of runs, and two runs beside each other. */
@RunsTest
class RunHistoryTests {
    private static final int AT_ONCE = 50;
    private static final Duration BUSY = Duration.ofMillis(200);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);

    private final Newsroom room;
    private final Database database;
    private final int port;

    RunHistoryTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    @Tag("workflow-79")
    @Tag("workflow-95")
    void given_fifty_starts_at_once__then_numbers_and_iterations_have_no_gap() throws Exception {
        var started = new ArrayList<Callable<Api.Answer>>();
        for (var i = 0; i < AT_ONCE; i++) {
            var story = i < 3 ? room.story() : room.story() + " Version %d.".formatted(i);
            started.add(() -> begun(story));
        }
        var runs = new ArrayList<Api.Answer>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var answer : threads.invokeAll(started)) {
                runs.add(answer.get());
            }
        }

        assertThat(runs).allMatch(run -> run.status() == 201);
        assertThat(runs)
                .extracting(run -> run.at("/number").asInt())
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, AT_ONCE).boxed().toList());
        assertThat(runs.subList(0, 3))
                .extracting(run -> run.at("/iteration").asInt())
                .containsExactlyInAnyOrder(1, 2, 3);
        assertThat(runs.subList(3, AT_ONCE)).allMatch(run -> run.at("/iteration").asInt() == 1);
        var byNumber = room.owner.get("/workflow-runs/42");
        assertThat(byNumber.at("/number").asInt()).isEqualTo(42);
        assertThat(room.owner.get("/workflow-runs?q=42").at("/items/0/number").asInt())
                .isEqualTo(42);
        assertThat(Api.at(port).signUp("Grace Hopper").get("/workflow-runs/42").status())
                .isEqualTo(404);

        var story =
                room.owner
                        .get(
                                "/evaluation/posts/%s?include_offline=true"
                                        .formatted(runs.getFirst().text("/story_key")))
                        .body();
        assertThat(story.path("iterations").valueStream())
                .extracting(line -> line.path("iteration").asInt())
                .containsExactly(1, 2, 3);
        assertThat(story.has("trend")).isFalse();
    }

    /** Somebody who is told that the server is busy tries again. */
    private Api.Answer begun(String story) {
        return Awaitility.await()
                .atMost(LONGEST_WAIT)
                .pollInterval(BUSY)
                .pollInSameThread()
                .until(
                        () -> room.tryStart(Map.of("story", story, "start_paused", true)),
                        answer -> answer.status() != 503);
    }

    @Test
    void given_scored_runs_of_one_story__when_it_is_followed__then_its_trend_is_the_slope() {
        room.uses("ask");
        var runs = List.of(approvedOffline(), approvedOffline(), approvedOffline());
        scored(runs, 5, 8, 9);
        var key = room.run(runs.getFirst()).text("/story_key");

        var story = room.owner.get("/evaluation/posts/%s?include_offline=true".formatted(key));

        assertThat(story.at("/trend").decimalValue()).isEqualByComparingTo("2.00");
        assertThat(story.at("/iterations/0").has("improvements")).isFalse();
        assertThat(story.at("/iterations/1/improvements").asString())
                .startsWith("Score 5 to 8; 0 findings fixed, 1 new; ")
                .endsWith(" words");
    }

    private void scored(List<String> runs, int... scores) {
        for (var i = 0; i < runs.size(); i++) {
            Maintenance.update(
                    database,
                    "update app.workflow_runs set final_score = ? where id = ?",
                    scores[i],
                    UUID.fromString(runs.get(i)));
        }
    }

    @Test
    void given_runs_of_many_kinds__when_the_list_is_narrowed__then_only_those_are_shown() {
        room.uses("ask");
        var done = approvedOffline();
        var waiting = room.start(Map.of("story_label", "The other one", "start_paused", true));
        var experiment = room.start(Map.of("start_paused", true));
        experiment(experiment);
        var fork = fork(done);
        var run = room.run(done);

        assertThat(listed("")).containsExactly(fork, waiting, done);
        assertThat(listed("status=complete")).containsExactly(done);
        assertThat(listed("config=" + room.slug())).hasSize(3);
        assertThat(listed("config=offline")).isEmpty();
        assertThat(listed("post_id=" + run.text("/post_id"))).containsExactly(done);
        assertThat(listed("story_key=" + run.text("/story_key"))).hasSize(3);
        assertThat(listed("fork_of=" + done)).containsExactly(fork);
        assertThat(room.owner.get("/workflow-runs?fork_of=" + done).text("/items/0/fork_of"))
                .isEqualTo(done);
        assertThat(listed("purpose=evaluation")).containsExactly(experiment);
        assertThat(listed("purpose=fork")).containsExactly(fork);
        assertThat(listed("started_by=" + room.owner.userId())).hasSize(3);
        assertThat(listed("started_by=" + UUID.randomUUID())).isEmpty();
        assertThat(listed("q=other")).containsExactly(waiting);
        assertThat(listed("from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z")).isEmpty();
        assertThat(listed("from=2020-01-01T00:00:00Z")).hasSize(3);
        var first = room.owner.get("/workflow-runs?limit=2");
        assertThat(listed("limit=2&cursor=" + first.text("/next_cursor"))).containsExactly(done);
        assertThat(room.owner.get("/workflow-runs?purpose=fun").status()).isEqualTo(422);
    }

    /** As if the run were part of an experiment. */
    private void experiment(String run) {
        Maintenance.update(
                database,
                "update app.workflow_runs set purpose = 'evaluation' where id = ?",
                UUID.fromString(run));
    }

    private String fork(String run) {
        var visited =
                room.owner.get("/workflow-runs/" + run + "/states").at("/items/1/state").asString();
        var answer =
                room.owner.post(
                        "/workflow-runs/" + run + "/fork",
                        Map.of("from", Map.of("state", visited)));
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.text("/id");
    }

    private List<String> listed(String query) {
        var answer = room.owner.get("/workflow-runs?" + query);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.at("/items").valueStream().map(run -> run.path("id").asString()).toList();
    }

    @Test
    @Tag("workflow-89")
    void given_two_runs__when_they_are_compared__then_hunks_rebuild_the_texts_and_sums_agree() {
        room.uses("split")
                .says("synthesizer", Newsroom.post(0), Newsroom.post(4) + " It was 77 hours late.")
                .says(
                        "checker-a",
                        Newsroom.verdict(9, "proceed", ""),
                        Newsroom.verdict(8, "proceed", ""),
                        Newsroom.verdict(7, "proceed", ""))
                .obliging();
        var voice = Map.<String, Object>of("voice", learnedVoice());
        var a = room.start(voice);
        room.awaitsPersonIn(a, "human-approval");
        var b = room.start(voice);
        room.awaitsPersonIn(b, "final-audit-feedback");
        for (var run : List.of(a, b)) {
            assertThat(room.decide(run, "approved").status()).isEqualTo(200);
            room.awaits(run, "complete");
        }

        var compared = room.owner.get("/workflow-runs/compare?a=%s&b=%s".formatted(a, b)).body();

        assertThat(compared.path("same_story").asBoolean()).isTrue();
        assertThat(compared.at("/common_until/state").asString()).isEqualTo("draft");
        assertThat(compared.path("differs")).isEmpty();
        assertThat(compared.path("texts").size()).isEqualTo(5);
        for (var text : compared.path("texts")) {
            assertThat(side(text, "insert")).isEqualTo(content(a, text.path("a_output_id")));
            assertThat(side(text, "delete")).isEqualTo(content(b, text.path("b_output_id")));
        }
        var drafts =
                compared.path("texts")
                        .valueStream()
                        .filter(text -> text.path("output_type").asString().equals("draft"))
                        .toList();
        assertThat(drafts).allMatch(text -> text.path("similarity").asDouble() == 1.0);
        assertThat(score(compared, "cross-audit")).isEqualTo("9 7");
        // The checks' own verdict about the invented number is the lowest.
        assertThat(score(compared, "final-audit")).isEqualTo("8 6");
        var before = findings(a);
        var after = findings(b);
        assertThat(after).isNotEqualTo(before);
        assertThat(lines(compared, "fixed")).isEqualTo(without(before, after));
        assertThat(lines(compared, "new")).isEqualTo(without(after, before));
        assertThat(compared.at("/totals/cost_usd/b").decimalValue())
                .isEqualByComparingTo(room.run(b).at("/total_cost_usd").decimalValue());
        assertThat(compared.at("/totals/tokens/a").asLong())
                .isEqualTo(room.run(a).at("/total_tokens").asLong());
        assertThat(compared.at("/coverage/a").isNumber()).isTrue();
        var fidelity =
                compared.path("scores")
                        .valueStream()
                        .filter(pair -> pair.path("dimension").asString().equals("fidelity"))
                        .findFirst()
                        .orElseThrow();
        assertThat(fidelity.path("a").asInt()).isEqualTo(finalFidelity(a));
        assertThat(fidelity.path("b").asInt()).isEqualTo(finalFidelity(b));

        var same = room.owner.get("/workflow-runs/compare?a=%s&b=1".formatted(a));
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.code()).isEqualTo("run.compare_same");
        var stranger = Api.at(port).signUp("Grace Hopper");
        assertThat(stranger.get("/workflow-runs/compare?a=%s&b=%s".formatted(a, b)).status())
                .isEqualTo(404);
    }

    private String learnedVoice() {
        var text = "I trusted the green label and it was wrong again today. ".repeat(60).strip();
        room.owner.post("/voice/samples", Map.of("source_type", "upload", "content", text));
        var learned = room.owner.post("/voice/analyze?wait=60", Map.of("use_model", false));
        return room.owner.get("/voice-profiles/" + learned.text("/profile_id")).text("/slug");
    }

    /** Asked for by itself: the score of the text the run ended with. */
    private int finalFidelity(String run) {
        return room.list(run, "fidelity").getLast().path("score").asInt();
    }

    @Test
    @Tag("workflow-80")
    void given_a_halted_run__when_summed_up__then_state_reason_scores_and_cost_are_named() {
        room.uses("split")
                .says("reviewer", Newsroom.verdict(2, "halt", "There is no story here."))
                .obliging();
        var run = room.start();
        var halted = room.awaits(run, "halted");

        var page =
                room.owner
                        .with("Accept", "text/markdown")
                        .get("/workflow-runs/%s/summary".formatted(run))
                        .raw()
                        .body();

        assertThat(page)
                .contains(
                        "- Status: halted",
                        "- Last state: halt",
                        "- Why: " + halted.text("/error/message"),
                        "- Last judgement: story-review, visit 1, lowest score 2",
                        "- Cost: %s USD".formatted(halted.at("/total_cost_usd").decimalValue()),
                        "| reviewer |");
    }

    @Test
    @Tag("workflow-80")
    void
            given_a_paused_run__when_it_makes_a_step__then_one_state_is_executed_and_that_is_no_error() {
        room.uses("ask");
        var run = room.start(Map.of("start_paused", true));

        assertThat(room.post(run, "step").status()).isEqualTo(200);
        restsIn(run, "write");
        assertThat(room.way(run)).isEmpty();
        assertThat(room.post(run, "step").status()).isEqualTo(200);
        restsIn(run, "ask");

        assertThat(room.way(run)).containsExactly("write");
        assertThat(room.run(run).at("/error").isMissingNode()).isTrue();
    }

    private void restsIn(String run, String state) {
        Awaitility.await()
                .atMost(Newsroom.PATIENCE)
                .until(
                        () -> {
                            var now = room.run(run);
                            return now.text("/status").equals("paused")
                                    && now.text("/current_state").equals(state);
                        });
    }

    /** One side of a diff: everything but what only the other side has. */
    private static String side(JsonNode text, String others) {
        return text.path("hunks")
                .valueStream()
                .filter(hunk -> !hunk.path("op").asString().equals(others))
                .map(hunk -> hunk.path("text").asString())
                .collect(Collectors.joining());
    }

    private String content(String run, JsonNode output) {
        return room.owner
                .get("/workflow-runs/%s/outputs/%s".formatted(run, output.asString()))
                .text("/content");
    }

    private static String score(JsonNode compared, String state) {
        return compared.path("scores")
                .valueStream()
                .filter(line -> line.path("state").asString().equals(state))
                .filter(line -> line.path("dimension").asString().equals("overall"))
                .map(line -> line.path("a").asInt() + " " + line.path("b").asInt())
                .findFirst()
                .orElseThrow();
    }

    private List<String> findings(String run) {
        var text = room.run(run).text("/final_output_id");
        return room.owner
                .get("/workflow-runs/%s/quality?output_id=%s".formatted(run, text))
                .at("/findings")
                .valueStream()
                .map(RunHistoryTests::finding)
                .toList();
    }

    private static List<String> lines(JsonNode compared, String which) {
        return compared.at("/findings/" + which)
                .valueStream()
                .map(RunHistoryTests::finding)
                .toList();
    }

    private static String finding(JsonNode line) {
        return line.path("check").asString() + ": " + line.path("text").asString();
    }

    private static List<String> without(List<String> these, List<String> those) {
        var rest = new ArrayList<>(these);
        those.forEach(rest::remove);
        return rest;
    }

    private String approvedOffline() {
        var run = room.start();
        room.awaits(run, "awaiting_human");
        room.decide(run, "approved");
        room.awaits(run, "complete");
        return run;
    }
}
