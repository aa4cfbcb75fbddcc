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
import java.time.LocalDate;
import java.time.ZoneOffset;
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

    /** Gives a workspace a configuration, a persona, a voice and choices of its own. */
    public static void settleIn(Api owner) {
        var made =
                List.of(
                        owner.post(
                                "/personas", Map.of("slug", "our-writer", "copy_from", "writer")),
                        owner.post(
                                "/workflow-configs",
                                Map.of("slug", "our-way", "copy_from", "offline")),
                        owner.put("/settings/workflow-config", Map.of("slug", "our-way")),
                        owner.put("/settings/voice", Map.of("slug", "conversational")),
                        owner.post(
                                "/voice/samples",
                                Map.of(
                                        "source_type",
                                        "upload",
                                        "content",
                                        "I wrote this one today. ".repeat(100).strip())),
                        owner.post("/voice-profiles", Map.of("name", "Our voice")),
                        heard(owner),
                        Keys.make(owner, "content:read"),
                        ownWords(owner));
        assertThat(made)
                .allSatisfy(
                        answer ->
                                assertThat(answer.status())
                                        .as(answer.raw().body())
                                        .isBetween(200, 201));
    }

    /** Learns a voice of the samples there are, and compares a post with it. */
    private static Api.Answer heard(Api owner) {
        var learned = made(owner.post("/voice/analyze?wait=60", Map.of("use_model", false)));
        var post = made(owner.post("/posts", Map.of("content", "Nine labels a week.")));
        return owner.get(
                "/posts/%s/fidelity?profile_id=%s"
                        .formatted(post.text("/id"), learned.text("/profile_id")));
    }

    /** What a workspace has of strategies: one with a chapter and a post, and an open talk. */
    public record Planned(String platformId, String goalId, String chapterId, String talkId) {}

    /** Plans a strategy by hand, and begins a talk about another. */
    public static Planned plan(Api owner) {
        var goal = made(owner.post("/goals", Map.of("name", "Our strategy"))).text("/id");
        var chapter =
                made(owner.post("/chapters", Map.of("goal_id", goal, "title", "Beginnings")))
                        .text("/id");
        made(owner.post("/posts", Map.of("chapter_id", chapter, "topic", "The first day")));
        var talk = made(owner.post("/onboarding/conversations", Map.of("mode", "deep")));
        return new Planned(
                owner.get("/platforms").text("/items/0/id"), goal, chapter, talk.text("/id"));
    }

    private static Api.Answer ownWords(Api owner) {
        var words = "Subject: Come to us\n\nCome.\n\n[Join]({{link}})\n";
        return owner.with("If-Match", "0")
                .put("/templates/email/workspace_invite", Map.of("content", words));
    }

    /**
     * What a workspace has of its calendar: a slot, a recurring post with a skipped day, a feed.
     */
    public record Dated(String slotId, String recurrenceId, String feedId) {}

    /** Gives a workspace times to publish at, and looks away from two posts that say the same. */
    public static Dated date(Api owner) {
        var platform = owner.get("/platforms").text("/items/0/id");
        var tomorrow = LocalDate.now(ZoneOffset.UTC).plusDays(1);
        var slot =
                made(
                        owner.post(
                                "/calendar/slots",
                                Map.of(
                                        "platform_id",
                                        platform,
                                        "day_of_week",
                                        1,
                                        "local_time",
                                        "09:00")));
        var rule =
                made(
                        owner.post(
                                "/recurrences",
                                Map.of(
                                        "platform_id",
                                        platform,
                                        "topic_pattern",
                                        "Tip {n}",
                                        "freq",
                                        "weekly",
                                        "weekdays",
                                        List.of(1, 2, 3, 4, 5, 6, 7),
                                        "starts_on",
                                        tomorrow.toString(),
                                        "max_count",
                                        30,
                                        "lead_days",
                                        1)));
        var id = rule.text("/id");
        owner.post("/recurrences/" + id + "/skip", Map.of("date", tomorrow.plusDays(2).toString()));
        made(owner.post("/calendar/feeds", Map.of("scope", "all")));
        var twins =
                Stream.of("One", "Two")
                        .map(
                                topic ->
                                        made(owner.post(
                                                        "/posts",
                                                        Map.of(
                                                                "topic",
                                                                topic,
                                                                "content",
                                                                story("fire-company"))))
                                                .text("/id"))
                        .toList();
        owner.post(
                "/posts/%s/duplicates/%s/dismiss".formatted(twins.get(0), twins.get(1)), Map.of());
        return new Dated(slot.text("/id"), id, owner.get("/calendar/feeds").text("/items/0/id"));
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

    /** Plans a post, hands it around, writes it, has it out; a comment on it. */
    public static String discuss(Api owner) {
        var post =
                made(
                        owner.post(
                                "/posts",
                                Map.of(
                                        "content",
                                        "Nine meetings a week.",
                                        "tags",
                                        List.of("work"),
                                        "assignee_id",
                                        owner.userId())));
        var path = "/posts/" + post.text("/id");
        var finished = "/finished-posts/" + post.text("/id");
        var comment = made(owner.post(path + "/comments", Map.of("body", "Why nine?")));
        made(owner.post(path + "/assign", Map.of()));
        made(
                owner.post(
                        "/posts/bulk",
                        Map.of("ids", List.of(post.text("/id")), "action", "archive")));
        made(owner.patch(path, Map.of("status", "drafting")));
        made(owner.patch(path, Map.of("status", "ready")));
        made(
                owner.post(
                        finished + "/handoffs",
                        Map.of("publisher", "clipboard", "platform", "linkedin")));
        made(owner.post(finished + "/publish", Map.of("platform", "linkedin")));
        made(
                owner.put(
                        "/board/settings",
                        Map.of("columns", List.of(Map.of("key", "backlog", "hidden", false)))));
        return comment.text("/id");
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
