package com.postmagiq.workflow;

import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/**
 * The desk of one test: a person with a workspace, a configuration of its own, and what the
 * provider says to the calls of its story. A word that no other test uses marks story, models and
 * configuration, so that tests cannot disturb each other.
 */
final class Newsroom {
    static final String KEY = "sk-fake-key-that-must-never-show";
    static final FakeLlm LLM = FakeLlm.start();
    static final Path DIRECTORY = NewsroomFiles.directory();

    /** Where command-line tools are looked for. */
    static final Path TOOLS = NewsroomFiles.folder();

    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Path TEMPLATES = Path.of("src/test/resources/workflows/runs");
    private static final List<String> SENTENCES =
            List.of(
                    "On Tuesday I deleted the wrong table while the whole team watched.",
                    "I thought the console showed the test server, and it showed the live one.",
                    "The phone on my desk rang before I had let go of the keyboard.",
                    "Maria asked from across the room what had happened to the orders.",
                    "We restored the backup by hand and it took us 4 hours.",
                    "I had trusted the green label in the corner of the screen.",
                    "The label was only a sticker that somebody had put there in spring.",
                    "Since then I read the server name aloud before I delete anything.",
                    "My colleagues laugh about it, and they do it too.");

    final String mark;
    final Api owner;
    private final List<String> slugs = new ArrayList<>();

    private Newsroom(String mark, Api owner) {
        this.mark = mark;
        this.owner = owner;
    }

    static Newsroom open(int port) {
        return of(Api.at(port).signUp("Ada Lovelace"));
    }

    static Newsroom of(Api owner) {
        var letters =
                ThreadLocalRandom.current()
                        .ints(10, 'a', 'z' + 1)
                        .mapToObj(c -> String.valueOf((char) c))
                        .collect(Collectors.joining());
        return new Newsroom("zq" + letters, owner);
    }

    /**
     * Writes the configuration this room's runs use.
     *
     * @param template split or count
     * @param changes pairs of a text that must be there and what stands in its place
     */
    Newsroom uses(String template, String... changes) {
        return usesText(yaml(template, changes));
    }

    /** Takes a configuration as it ships. */
    Newsroom usesShipped(String name) {
        return usesText(NewsroomFiles.read(Path.of("workflows/configs").resolve(name + ".yaml")));
    }

    private Newsroom usesText(String yaml) {
        var slug = "t-" + mark + "-" + slugs.size();
        slugs.add(slug);
        NewsroomFiles.write(DIRECTORY.resolve("configs").resolve(slug + ".yaml"), yaml);
        NewsroomFiles.register(DIRECTORY, slug);
        RunsTest.OnFakeProvider.sync();
        return this;
    }

    /** A template with this room's mark and the changes. */
    String yaml(String template, String... changes) {
        var yaml =
                NewsroomFiles.read(TEMPLATES.resolve(template + ".yaml")).replace("@mark@", mark);
        for (var i = 0; i < changes.length; i += 2) {
            if (!yaml.contains(changes[i])) {
                throw new IllegalArgumentException("Not in the template: " + changes[i]);
            }
            yaml = yaml.replace(changes[i], changes[i + 1]);
        }
        return yaml;
    }

    /** Edits the configuration that {@link #uses} wrote last. */
    Newsroom edits(String text, String instead) {
        var file = DIRECTORY.resolve("configs").resolve(slug() + ".yaml");
        NewsroomFiles.write(file, NewsroomFiles.read(file).replace(text, instead));
        RunsTest.OnFakeProvider.sync();
        return this;
    }

    String slug() {
        return slugs.getLast();
    }

    String story() {
        return String.join(" ", SENTENCES) + " The ticket about it is called %s.".formatted(mark);
    }

    /** A post of the story's own sentences; each number begins with another one. */
    static String post(int first) {
        return IntStream.range(0, SENTENCES.size())
                .mapToObj(i -> SENTENCES.get((first + i) % SENTENCES.size()))
                .collect(Collectors.joining(" "));
    }

    /** Answers calls of this room that look like this; earlier rules go first. */
    Newsroom when(Predicate<FakeLlm.Call> condition, FakeAnswer... answers) {
        LLM.when(call -> ours(call) && condition.test(call), answers);
        return this;
    }

    /** Answers one agent's calls, in this order; the last answer is repeated. */
    Newsroom says(String agent, FakeAnswer... answers) {
        return when(by(agent), answers);
    }

    Newsroom says(String agent, String... texts) {
        return says(agent, Arrays.stream(texts).map(FakeAnswer::text).toArray(FakeAnswer[]::new));
    }

    /** Everybody left does what is expected. */
    Newsroom obliging() {
        says("reviewer", FakeLlm.APPROVAL);
        says("checker-a", FakeLlm.APPROVAL);
        says("checker-b", FakeLlm.APPROVAL);
        says("processor", processed());
        says("writer-a", post(0));
        says("writer-b", post(2));
        says("writer-c", post(5));
        return says("synthesizer", post(0));
    }

    Predicate<FakeLlm.Call> by(String agent) {
        return call -> call.model().equals("m-" + agent + "-" + mark);
    }

    static Predicate<FakeLlm.Call> auditing(String what) {
        return call -> call.user().contains(what);
    }

    private boolean ours(FakeLlm.Call call) {
        return call.model().endsWith(mark);
    }

    /** The calls of this room so far, in order. */
    List<FakeLlm.Call> calls() {
        return LLM.calls().stream().filter(this::ours).toList();
    }

    List<FakeLlm.Call> calls(String agent) {
        return LLM.calls().stream().filter(by(agent)).toList();
    }

    FakeLlm.Call awaitCall(String agent, int count) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> calls(agent).size() >= count);
        return calls(agent).get(count - 1);
    }

    String start() {
        return start(Map.of());
    }

    /** Starts a run; the id. */
    String start(Map<String, Object> more) {
        var answer = tryStart(more);
        if (answer.status() != 201) {
            throw new AssertionError("Not started: " + answer.raw().body());
        }
        return answer.text("/id");
    }

    Api.Answer tryStart(Map<String, Object> more) {
        var body =
                new HashMap<String, Object>(
                        Map.of(
                                "story",
                                story(),
                                "config",
                                slugs.isEmpty() ? "offline" : slug(),
                                "shape",
                                "SHORT"));
        body.putAll(more);
        return owner.post("/workflow-runs", body);
    }

    Api.Answer run(String id) {
        return owner.get("/workflow-runs/" + id);
    }

    String status(String id) {
        return run(id).text("/status");
    }

    /** Waits for a status and shows the run. */
    Api.Answer awaits(String id, String status) {
        var last = new Api.Answer[1];
        try {
            await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(50))
                    .until(
                            () -> {
                                last[0] = run(id);
                                return last[0].text("/status").equals(status);
                            });
        } catch (org.awaitility.core.ConditionTimeoutException e) {
            throw new AssertionError(
                    "Run is not %s: %s\n%s".formatted(status, last[0].raw().body(), trace(id)), e);
        }
        return last[0];
    }

    /** Waits until a person is asked in this state. */
    Api.Answer awaitsPersonIn(String id, String state) {
        var run = awaits(id, "awaiting_human");
        if (!run.text("/open_decision/state").equals(state)) {
            throw new AssertionError(
                    "Asks in %s instead of %s: %s"
                            .formatted(run.text("/open_decision/state"), state, trace(id)));
        }
        return run;
    }

    Api.Answer post(String id, String command) {
        return owner.post("/workflow-runs/" + id + "/" + command);
    }

    Api.Answer decide(String id, String decision) {
        return decide(id, decision, Map.of());
    }

    /** Answers the open question. */
    Api.Answer decide(String id, String decision, Map<String, Object> more) {
        return decide(owner, id, run(id).text("/open_decision/id"), decision, more);
    }

    static Api.Answer decide(
            Api person, String id, String question, String decision, Map<String, Object> more) {
        var body = new HashMap<String, Object>(Map.of("decision_id", question));
        body.put("decision", decision);
        body.putAll(more);
        return person.post("/workflow-runs/" + id + "/decisions", body);
    }

    List<JsonNode> list(String id, String what) {
        return owner.get("/workflow-runs/%s/%s".formatted(id, what))
                .at("/items")
                .valueStream()
                .toList();
    }

    /** All events so far. */
    List<JsonNode> events(String id) {
        return owner.with("Accept", "application/json")
                .get("/workflow-runs/%s/events?after=0&limit=200".formatted(id))
                .at("/items")
                .valueStream()
                .toList();
    }

    List<JsonNode> events(String id, String type) {
        return events(id).stream()
                .filter(event -> event.path("type").asString().equals(type))
                .toList();
    }

    /** The names of the visited states, in order. */
    List<String> way(String id) {
        return list(id, "states").stream().map(visit -> visit.path("state").asString()).toList();
    }

    JsonNode visit(String id, String state, int number) {
        return list(id, "states").stream()
                .filter(visit -> visit.path("state").asString().equals(state))
                .filter(visit -> visit.path("visit").asInt() == number)
                .findFirst()
                .orElseThrow(() -> new AssertionError("No such visit: " + trace(id)));
    }

    private String trace(String id) {
        return events(id).stream().map(JsonNode::toString).collect(Collectors.joining("\n"));
    }

    /** A verdict in the auditors' form. */
    static String verdict(int score, String decision, String feedback) {
        return """
            {"score": %d, "decision": "%s", "feedback": "%s", "issues": [], "fabrications": []}
            """
                .formatted(score, decision, feedback);
    }

    String processed() {
        return """
            # Story: The wrong table

            **Shape**: SHORT
            **Cadence**: Field Note
            **Tags**: SYSTEM

            ## Raw Material

            %s

            ## Hook Options

            Not in source

            ## Elements

            **Failure**: On Tuesday I deleted the wrong table while the whole team watched.
            **Misunderstanding**: N/A for this shape
            **Amplification**: Not in source
            **Fix**: Not in source
            **Scar**: Not in source

            ## Quotable Lines

            Not in source

            ## Notes

            N/A for this shape
            """
                .formatted(story());
    }

    static UUID uuid(JsonNode node) {
        return UUID.fromString(node.asString());
    }
}
