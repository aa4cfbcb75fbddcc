package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeLlm;
import com.postmagiq.Storyteller;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The process is killed in the middle of an experiment and started again on the same folder. */
class ExperimentCrashIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int CELLS = 12;

    @Test
    @Tag("workflow-90")
    void
            given_an_experiment_on_its_way__when_the_process_is_killed_twice__then_no_recorded_call_is_made_again_and_every_cell_has_one_run()
                    throws IOException, InterruptedException {
        var folder = ServedApplication.folder("experiment");
        var port = ServedApplication.freePort();
        ServedApplication application = null;
        try (var llm = FakeLlm.obliging(undisturbedOffline(folder, port), Duration.ofMillis(150))) {
            application = start(folder, port, llm);
            var author = Api.at(port).signUp("Ada Lovelace");
            var experiment = begin(author);
            for (var calls : List.of(8, 40)) {
                llm.awaitCall(calls, PATIENCE);
                application.kill();
                application = start(folder, port, llm);
            }

            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(200))
                    .pollInSameThread()
                    .until(
                            () ->
                                    author.get("/evaluation/experiments/" + experiment)
                                            .text("/status")
                                            .equals("complete"));

            var cells =
                    author.get("/evaluation/experiments/" + experiment + "/results")
                            .at("/items")
                            .valueStream()
                            .toList();
            assertThat(cells)
                    .hasSize(CELLS)
                    .extracting(cell -> cell.path("run_id").asString())
                    .doesNotHaveDuplicates();
            assertThat(cells)
                    .extracting(cell -> cell.path("status").asString())
                    .containsOnly("done");
            assertThat(author.get("/workflow-runs?purpose=evaluation&limit=200").at("/items"))
                    .hasSize(CELLS);
            cells.forEach(cell -> assertNothingAskedTwice(author, cell.path("run_id").asString()));
            assertThat(llm.calls().stream().map(call -> call.header("Idempotency-Key")).toList())
                    .as("each call stands for one recorded invocation")
                    .doesNotHaveDuplicates();
        } finally {
            if (application != null) {
                application.close();
            }
            TestPostgres.delete(folder);
        }
    }

    private static String begin(Api author) {
        var set = author.post("/evaluation/sets", Map.of("name", "Six")).text("/id");
        for (var i = 0; i < CELLS / 2; i++) {
            var body = Map.of("story", Storyteller.story("fire-company"), "label", "Case " + i);
            var added = author.post("/evaluation/sets/" + set + "/cases", body);
            assertThat(added.status()).as(added.raw().body()).isEqualTo(201);
        }
        var arm = Map.of("config_slug", "groq-production");
        var arms = Map.of("a", arm, "b", arm);
        var quote =
                author.post("/evaluation/experiments/quote", Map.of("set_id", set, "arms", arms));
        assertThat(quote.status()).as(quote.raw().body()).isEqualTo(200);
        var started =
                author.post(
                        "/evaluation/experiments",
                        Map.of(
                                "set_id",
                                set,
                                "arms",
                                arms,
                                "quote_id",
                                quote.text("/quote_id"),
                                "max_cost_usd",
                                100));
        assertThat(started.status()).as(started.raw().body()).isEqualTo(201);
        return started.text("/id");
    }

    /** A place that has its answer is asked no more. */
    private static void assertNothingAskedTwice(Api author, String run) {
        var answered =
                author.get("/workflow-runs/" + run + "/invocations")
                        .at("/items")
                        .valueStream()
                        .filter(call -> call.path("status").asString().equals("succeeded"))
                        .collect(Collectors.groupingBy(ExperimentCrashIT::place));
        assertThat(answered).isNotEmpty();
        answered.forEach((place, calls) -> assertThat(calls).as(place).hasSize(1));
    }

    private static String place(JsonNode call) {
        return "%s/%s/%s/%s"
                .formatted(
                        call.path("state").asString(),
                        call.path("visit"),
                        call.path("slot"),
                        call.path("purpose").asString());
    }

    private static ServedApplication start(Path folder, int port, FakeLlm llm) throws IOException {
        return ServedApplication.start(
                folder,
                port,
                Map.of(
                        "GROQ_API_KEY",
                        "gsk-test",
                        "GROQ_BASE_URL",
                        llm.baseUrl(),
                        "POSTMAGIQ_AGENTS_LIMITS_GROQ_REQUESTS_PER_MINUTE",
                        "0",
                        "POSTMAGIQ_AGENTS_LIMITS_GROQ_TOKENS_PER_MINUTE",
                        "0"));
    }

    /**
     * A text that rests on the story, as the checks want it: what the offline agents make of it.
     */
    private static String undisturbedOffline(Path folder, int port) throws IOException {
        try (var _ = ServedApplication.start(folder, port, Map.of())) {
            var author = Api.at(port).signUp("Olive Offline");
            var run = Storyteller.offline(author).approveToTheEnd();
            return author.get("/posts/" + run.path("post_id").asString()).text("/content");
        }
    }
}
