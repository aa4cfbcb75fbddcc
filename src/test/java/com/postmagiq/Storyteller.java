package com.postmagiq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Takes a story to a finished post as a person would: over HTTP, looking again and again, deciding
 * when asked. One value is one run of one person.
 */
public final class Storyteller {
    private static final Set<String> ENDED = Set.of("complete", "halted", "failed", "aborted");
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Api person;
    private final String runId;

    private Storyteller(Api person, String runId) {
        this.person = person;
        this.runId = runId;
    }

    /** Starts a run of the shipped example that needs no provider. */
    public static Storyteller offline(Api person) {
        return start(person, Map.of("story", story("fire-company"), "config", "offline"));
    }

    /** Starts a run with a body of the test's choice. */
    public static Storyteller start(Api person, Map<String, Object> body) {
        var key = UUID.randomUUID().toString();
        var started = person.with("Idempotency-Key", key).post("/workflow-runs", body);
        assertThat(started.status()).as(started.raw().body()).isEqualTo(201);
        return new Storyteller(person, started.text("/id"));
    }

    /** Gives a workspace caps, meters and a price somebody was told. */
    public static void budget(Api owner) {
        var caps = owner.put("/settings/cost-caps", Map.of("daily_usd", 5, "monthly_usd", 50));
        assertThat(caps.status()).as(caps.raw().body()).isEqualTo(200);
        var quote =
                owner.post(
                        "/workflow-runs/quote",
                        Map.of("story", story("fire-company"), "config", "offline"));
        assertThat(quote.status()).as(quote.raw().body()).isEqualTo(200);
    }

    /** Gives a workspace a configuration, a persona and choices of its own. */
    public static void settleIn(Api owner) {
        var made =
                List.of(
                        owner.post(
                                "/personas", Map.of("slug", "our-writer", "copy_from", "writer")),
                        owner.post(
                                "/workflow-configs",
                                Map.of("slug", "our-way", "copy_from", "offline")),
                        owner.put("/settings/workflow-config", Map.of("slug", "our-way")),
                        owner.put("/settings/voice", Map.of("slug", "conversational")));
        assertThat(made)
                .allSatisfy(
                        answer ->
                                assertThat(answer.status())
                                        .as(answer.raw().body())
                                        .isBetween(200, 201));
    }

    /**
     * What a workspace has of golden sets: a case, and an experiment with a judged pair of texts.
     */
    public record Golden(String setId, String caseId, String experimentId) {}

    /** Keeps a story, compares a configuration with itself by it, and judges the two texts. */
    public static Golden compare(Api owner) {
        var set = made(owner.post("/evaluation/sets", Map.of("name", "Our best"))).text("/id");
        var kept =
                made(owner.post(
                                "/evaluation/sets/" + set + "/cases",
                                Map.of("story", story("clean-streets"))))
                        .text("/id");
        var arm = Map.of("config_slug", "offline");
        var body = new LinkedHashMap<String, Object>();
        body.put("set_id", set);
        body.put("arms", Map.of("a", arm, "b", arm));
        var quote = made(owner.post("/evaluation/experiments/quote", body)).text("/quote_id");
        body.put("quote_id", quote);
        body.put("max_cost_usd", 0);
        var experiment = made(owner.post("/evaluation/experiments", body)).text("/id");
        var path = "/evaluation/experiments/" + experiment;
        await().atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .pollInSameThread()
                .until(() -> owner.get(path).text("/status").equals("complete"));
        made(owner.post(path + "/preferences", Map.of("case_id", kept, "choice", "tie")));
        return new Golden(set, kept, experiment);
    }

    private static Api.Answer made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isBetween(200, 201);
        return answer;
    }

    /** The text of a shipped example. */
    public static String story(String name) {
        try {
            return Files.readString(Path.of("examples/stories", name + ".md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String runId() {
        return runId;
    }

    /** The run as it is now, or a part of it such as {@code /outputs}. */
    public JsonNode look(String part) {
        var answer = person.get("/workflow-runs/" + runId + part);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer.body();
    }

    /** Waits until a person is asked or the run has ended. */
    public JsonNode untilQuiet() {
        return await().atMost(PATIENCE)
                .pollInterval(LOOK_AGAIN)
                .pollInSameThread()
                .until(
                        () -> look(""),
                        run ->
                                run.path("status").asString().equals("awaiting_human")
                                        || ended(run));
    }

    /** Approves whatever is asked until the run has ended; the run as it ended. */
    public JsonNode approveToTheEnd() {
        var run = untilQuiet();
        while (!ended(run)) {
            var decided = decide(run.path("open_decision"), "approved");
            assertThat(decided.status()).as(decided.raw().body()).isEqualTo(200);
            run = untilQuiet();
        }
        assertThat(run.path("status").asString()).as(run.toString()).isEqualTo("complete");
        return run;
    }

    /** Answers an open decision. */
    public Api.Answer decide(JsonNode decision, String answer) {
        var body = new LinkedHashMap<String, Object>();
        body.put("decision_id", decision.path("id").asString());
        body.put("decision", answer);
        if (decision.has("content_hash")) {
            body.put("content_hash", decision.path("content_hash").asString());
        }
        return person.post("/workflow-runs/" + runId + "/decisions", body);
    }

    /** Adds a note as a file; its id. */
    public String attachANote() {
        var note = "The clock stood still since 1987.".getBytes(StandardCharsets.UTF_8);
        var stored = person.upload("/assets", "file", "clock.txt", note, "type", "attachment");
        assertThat(stored.status()).as(stored.raw().body()).isEqualTo(201);
        return stored.text("/id");
    }

    /**
     * Leaves a transcription as one that failed; without a speech model no route makes any. Its id.
     */
    public String leaveATranscription(Database database) {
        var id = Ids.next();
        Maintenance.update(
                database,
                """
                insert into app.transcriptions (workspace_id, id, user_id, source_type, source_info, status, provider,
                    model, error_code, created_at, finished_at)
                values (?, ?, ?, 'upload', '{"filename": "a.mp3", "bytes": 1, "mime": "audio/mpeg"}', 'failed', 'groq',
                    'whisper-large-v3', 'auth', now(), now())
                """,
                person.workspaceId(),
                id,
                person.userId());
        return id.toString();
    }

    /** Sets the first finding aside that the checks made in any text of the run. */
    public void dismissAFinding() {
        var report =
                outputs()
                        .map(output -> person.get(reportOf(output)))
                        .filter(answer -> !answer.at("/findings/0").isMissingNode())
                        .findFirst()
                        .orElseThrow(
                                () -> new AssertionError("The checks found nothing in any text"));
        var dismissed =
                person.post(
                        "/quality/reports/%s/findings/0/dismiss".formatted(report.text("/id")),
                        Map.of("reason", "It is how people speak there."));
        assertThat(dismissed.status()).as(dismissed.raw().body()).isEqualTo(204);
    }

    private String reportOf(String output) {
        return "/workflow-runs/%s/quality?output_id=%s".formatted(runId, output);
    }

    private Stream<String> outputs() {
        List<JsonNode> newestFirst =
                look("/outputs").path("items").valueStream().toList().reversed();
        return newestFirst.stream().map(output -> output.path("id").asString());
    }

    private static boolean ended(JsonNode run) {
        return ENDED.contains(run.path("status").asString());
    }
}
