package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.FakeLlm;
import com.postmagiq.Storyteller;
import com.postmagiq.TestPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The process is killed again and again while runs and an import are on their way. Each time it is
 * started on the same folder with its own database in it; models live outside and write every call
 * down.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 5);
    private static final long SEED = Long.getLong("crash.seed", 20261122L);
    private static final int QUEUED = 20;
    private static final int IMPORTED = 5_000;
    private static final int LONGEST_LIFE_MILLIS = 3_000;
    private static final Duration ANSWER_TAKES = Duration.ofMillis(250);
    private static final Duration GOES_ON_WITHIN = Duration.ofSeconds(10);

    private Path folder;
    private int port;

    /** For each kill of the present run, the number of the visit it came back in. */
    private final List<Integer> killedIn = new ArrayList<>();

    @BeforeEach
    void makeFolder() throws IOException {
        folder = ServedApplication.folder("crash");
        port = ServedApplication.freePort();
    }

    @AfterEach
    void keepTheLogOnly() throws IOException {
        Files.copy(
                folder.resolve("server.log"),
                Path.of("target", "crash-%d.log".formatted(port)),
                StandardCopyOption.REPLACE_EXISTING);
        TestPostgres.delete(folder);
    }

    @Test
    @Tag("workflow-47")
    void
            given_runs_on_their_way__when_the_process_is_killed_again_and_again__then_they_end_as_if_nothing_had_been()
                    throws IOException, InterruptedException {
        System.out.printf("%d kills, -Dcrash.seed=%d%n", KILLS, SEED);
        var moments = new Random(SEED);
        try (var llm = FakeLlm.obliging(undisturbedOffline(), ANSWER_TAKES)) {
            var application = start(llm);
            var author = Api.at(port).signUp("Ada Lovelace");
            var undisturbed = tale(author);
            var expected = new Ending(author, undisturbed, undisturbed.approveToTheEnd());
            var runs = new ArrayList<Storyteller>();
            var told = tale(author);
            runs.add(told);

            killedIn.clear();
            for (var kill = 0; kill < KILLS; kill++) {
                LockSupport.parkNanos(
                        Duration.ofMillis(moments.nextInt(LONGEST_LIFE_MILLIS)).toNanos());
                application.kill();
                var callsBefore = llm.calls().size();
                application = start(llm);
                if (goesOn(told, llm, callsBefore) && leavesStateThatWasKilledTwice(told)) {
                    continue;
                }
                told.approveToTheEnd();
                told = tale(author);
                runs.add(told);
                killedIn.clear();
            }

            for (var run : runs) {
                // Only the text: later runs of one workspace loop once more, so as not to repeat
                // its last post.
                assertThat(new Ending(author, run, run.approveToTheEnd()).post())
                        .isEqualTo(expected.post());
                assertNothingPaidTwice(run);
            }
            assertThat(llm.calls().stream().map(call -> call.header("Idempotency-Key")).toList())
                    .as("each call stands for one recorded invocation")
                    .doesNotHaveDuplicates();
            application.close();
        }
    }

    @Test
    @Tag("workflow-48")
    @Tag("workflow-51")
    void
            given_an_open_question_and_a_queue__when_the_process_is_killed_and_started_again__then_the_same_question_is_open_and_every_run_goes_on()
                    throws IOException, InterruptedException {
        final Api author;
        Storyteller told;
        JsonNode asked;
        List<Storyteller> queued;
        try (var application = ServedApplication.start(folder, port, Map.of())) {
            author = Api.at(port).signUp("Ada Lovelace");
            told = Storyteller.offline(author);
            asked = told.untilQuiet();
            queued = Stream.generate(() -> Storyteller.offline(author)).limit(QUEUED).toList();
            application.kill();
        }

        try (var _ = ServedApplication.start(folder, port, Map.of())) {
            var found = told.look("");
            assertThat(found.path("status").asString()).isEqualTo("awaiting_human");
            assertThat(found.path("open_decision")).isEqualTo(asked.path("open_decision"));
            assertThat(found.path("last_seq")).isEqualTo(asked.path("last_seq"));
            assertThat(told.look("/decisions").path("items")).hasSize(1);
            for (var run : queued) {
                assertThat(run.untilQuiet().path("status").asString()).isEqualTo("awaiting_human");
            }

            assertThat(told.decide(asked.path("open_decision"), "approved").status())
                    .isEqualTo(200);

            var ended = told.approveToTheEnd();
            assertThat(author.get("/posts/" + ended.path("post_id").asString()).text("/content"))
                    .isNotBlank();
        }
    }

    @Test
    @Tag("content-48")
    void
            given_an_import_on_its_way__when_the_process_is_killed_and_started_again__then_every_row_is_there_once()
                    throws IOException, InterruptedException {
        final Api author;
        final String work;
        try (var application = ServedApplication.start(folder, port, Map.of())) {
            author = Api.at(port).signUp("Ida Importer");
            var sent =
                    author.upload(
                            "/content/import", "file", "posts.csv", table(), "commit", "true");
            work = "/operations/" + sent.text("/id");
            await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(20))
                    .pollInSameThread()
                    .until(() -> author.get(work).at("/done").asInt() >= IMPORTED / 5);
            application.kill();
        }

        try (var _ = ServedApplication.start(folder, port, Map.of())) {
            var ended = Errand.awaitEnd(author, work);

            assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
            assertThat(ended.at("/result/created").asInt()).isEqualTo(IMPORTED);
            assertThat(numbers(author))
                    .as("each row once, without a gap")
                    .isEqualTo(IntStream.rangeClosed(1, IMPORTED).boxed().toList());
        }
    }

    private static byte[] table() {
        return IntStream.range(0, IMPORTED)
                .mapToObj("Topic %d,Words of the post.\n"::formatted)
                .collect(Collectors.joining("", "topic,content\n", ""))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The numbers of all posts, page by page. */
    private static List<Integer> numbers(Api author) {
        var numbers = new ArrayList<Integer>();
        var next = "";
        do {
            var page = author.get("/posts?sort=number&order=asc&limit=200" + next);
            page.at("/items").forEach(post -> numbers.add(post.path("post_number").asInt()));
            next = page.at("/next_cursor").isString() ? "&cursor=" + page.text("/next_cursor") : "";
        } while (!next.isEmpty());
        return numbers;
    }

    /** How a run ended, without ids and times. */
    private record Ending(String post, List<String> path, JsonNode finalScore) {
        Ending(Api author, Storyteller told, JsonNode run) {
            this(
                    author.get("/posts/" + run.path("post_id").asString()).text("/content"),
                    told.look("/states")
                            .path("items")
                            .valueStream()
                            .map(
                                    visit ->
                                            "%s %s %s"
                                                    .formatted(
                                                            visit.path("state").asString(),
                                                            visit.path("visit"),
                                                            visit.path("transition").asString("")))
                            .toList(),
                    run.path("final_score"));
        }
    }

    /**
     * Waits for the first sign of life of a run that had work to do.
     *
     * @return false when there was nothing left to do for it without a person
     */
    private boolean goesOn(Storyteller told, FakeLlm llm, int callsBefore) {
        var run = told.look("");
        if (!isWorking(run)) {
            return false;
        }
        var seen = run.path("last_seq").asLong();
        var deadline = System.nanoTime() + GOES_ON_WITHIN.toNanos();
        while (llm.calls().size() == callsBefore
                && told.look("").path("last_seq").asLong() == seen) {
            assertThat(System.nanoTime())
                    .as("the run goes on within %s of readiness", GOES_ON_WITHIN)
                    .isLessThan(deadline);
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
        }
        return true;
    }

    /**
     * A state that takes its node down three times in a row is given up as poisoned, which is right
     * but not what is looked at here: after two kills in the same visit the next one waits.
     *
     * @return false when the run has come to its end or to a person meanwhile
     */
    private boolean leavesStateThatWasKilledTwice(Storyteller told) {
        var here = told.look("/states").path("items").size();
        killedIn.add(here);
        if (killedIn.stream().filter(visit -> visit == here).count() < 2) {
            return true;
        }
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(100))
                .pollInSameThread()
                .until(
                        () ->
                                told.look("/states").path("items").size() > here
                                        || !isWorking(told.look("")));
        return isWorking(told.look(""));
    }

    private static boolean isWorking(JsonNode run) {
        return List.of("queued", "running").contains(run.path("status").asString());
    }

    /** Once an answer of a place is recorded, nobody asks for it again. */
    private static void assertNothingPaidTwice(Storyteller told) {
        Map<String, List<JsonNode>> places =
                told.look("/invocations")
                        .path("items")
                        .valueStream()
                        .collect(
                                Collectors.groupingBy(
                                        call ->
                                                "%s/%s/%s/%s"
                                                        .formatted(
                                                                call.path("state").asString(),
                                                                call.path("visit"),
                                                                call.path("slot"),
                                                                call.path("purpose").asString())));
        assertThat(places).isNotEmpty();
        places.forEach(
                (place, calls) -> {
                    var succeeded =
                            calls.stream()
                                    .filter(c -> c.path("status").asString().equals("succeeded"))
                                    .toList();
                    assertThat(succeeded)
                            .as("answers recorded for %s: %s", place, calls)
                            .hasSize(1);
                    var last =
                            calls.stream()
                                    .mapToInt(call -> call.path("attempt").asInt())
                                    .max()
                                    .orElseThrow();
                    assertThat(succeeded.getFirst().path("attempt").asInt())
                            .as("no attempt at %s after its answer: %s", place, calls)
                            .isEqualTo(last);
                });
    }

    /**
     * A text that rests on the story, as the checks want it: what the offline agents make of it.
     */
    private String undisturbedOffline() throws IOException {
        try (var _ = ServedApplication.start(folder, port, Map.of())) {
            var author = Api.at(port).signUp("Olive Offline");
            var run = Storyteller.offline(author).approveToTheEnd();
            return author.get("/posts/" + run.path("post_id").asString()).text("/content");
        }
    }

    private Storyteller tale(Api author) {
        return Storyteller.start(
                author,
                Map.of("story", Storyteller.story("fire-company"), "config", "groq-production"));
    }

    private ServedApplication start(FakeLlm llm) throws IOException {
        return ServedApplication.start(
                folder,
                port,
                Map.of(
                        "GROQ_API_KEY",
                        "gsk-test",
                        "GROQ_BASE_URL",
                        llm.baseUrl(),
                        // The usual ones would have a run wait that could go on.
                        "POSTMAGIQ_AGENTS_LIMITS_GROQ_REQUESTS_PER_MINUTE",
                        "0",
                        "POSTMAGIQ_AGENTS_LIMITS_GROQ_TOKENS_PER_MINUTE",
                        "0"));
    }
}
