package com.postmagiq.proof;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Runs of one person at two nodes. Each story carries a mark, by which the provider knows what to
 * write, so that a text that went astray would be seen. All runs of one person are brought to their
 * approval before the first is approved: what was finished earlier changes what comes later.
 */
final class Tales {
    private static final Pattern MARK = Pattern.compile("\\bzq[a-z]+\\b");
    private static final AtomicInteger MARKS = new AtomicInteger();
    private static final List<String> SENTENCES =
            List.of(
                    "On Tuesday I deleted the wrong table while the whole team watched.",
                    "I thought the console showed the test server, and it showed the live one.",
                    "The phone on my desk rang before I had let go of the keyboard.",
                    "We restored the backup by hand and it took us 4 hours.",
                    "Since then I read the server name aloud before I delete anything.");

    private final TwoNodes nodes;
    private final Api author;
    private final Map<UUID, String> marks;

    private Tales(TwoNodes nodes, Api author, Map<UUID, String> marks) {
        this.nodes = nodes;
        this.author = author;
        this.marks = marks;
    }

    /** Starts so many runs of somebody new. */
    static Tales begin(TwoNodes nodes, int runs) {
        var author = nodes.ask(Api.at(0), Tales::newAuthor);
        var marks = new HashMap<UUID, String>();
        for (var i = 0; i < runs; i++) {
            var mark = mark();
            var once = author.with("Idempotency-Key", mark);
            var started =
                    nodes.askUntilServed(
                            once, person -> person.post("/workflow-runs", request(mark)));
            assertThat(started.status()).as(started.raw().body()).isEqualTo(201);
            marks.put(UUID.fromString(started.text("/id")), mark);
        }
        return new Tales(nodes, author, marks);
    }

    private static Api newAuthor(Api stranger) {
        return stranger.signUp("Ada Lovelace");
    }

    private static Map<String, Object> request(String mark) {
        return Map.of("story", text(mark), "config", "groq-production", "shape", "SHORT");
    }

    /** Letters only: a number would be a fact to check. */
    private static String mark() {
        return "zq"
                + Integer.toString(MARKS.incrementAndGet(), 26)
                        .chars()
                        .mapToObj(c -> String.valueOf((char) (c <= '9' ? c - '0' + 'a' : c + 10)))
                        .collect(Collectors.joining());
    }

    private static String text(String mark) {
        return String.join(" ", SENTENCES) + " The ticket about it is called %s.".formatted(mark);
    }

    /** What the provider says to any of these runs, after a while that the seed decides. */
    static FakeAnswer answer(FakeLlm.Call call, long seed, Duration longest) {
        var found = MARK.matcher(call.user());
        if (!found.find()) {
            return FakeAnswer.status(400).saying("{\"error\":{\"message\":\"No mark.\"}}");
        }
        var chance =
                new Random(seed ^ call.user().hashCode() ^ ((long) call.model().hashCode() << 32));
        return FakeLlm.obliging(call, text(found.group()))
                .after(Duration.ofMillis(chance.nextLong(longest.toMillis())));
    }

    UUID workspace() {
        return author.workspaceId();
    }

    /** Waits until each run asks for its approval or has ended; how long that took. */
    Duration untilQuiet(Duration patience) {
        var begun = System.nanoTime();
        await().atMost(patience)
                .pollInterval(Duration.ofMillis(100))
                .pollInSameThread()
                .untilAsserted(
                        () ->
                                assertThat(count("status in ('queued', 'running', 'paused')"))
                                        .as("runs that are neither done nor waiting for a person")
                                        .isZero());
        return Duration.ofNanos(System.nanoTime() - begun);
    }

    /** How many of them look like this. */
    int count(String condition) {
        return nodes.look(
                jdbc ->
                        jdbc.sql(
                                        "select count(*) from app.workflow_runs where workspace_id"
                                                + " = ? and "
                                                + condition)
                                .param(workspace())
                                .query(Integer.class)
                                .single());
    }

    /** Approves all texts; repeating an approval that got through is refused and does no harm. */
    void approve() {
        for (var run : marks.keySet()) {
            var shown = nodes.askUntilServed(author, person -> person.get("/workflow-runs/" + run));
            var decision = shown.at("/open_decision");
            assertThat(decision.path("state").asString(""))
                    .as(shown.raw().body())
                    .isEqualTo("human-approval");
            var answer =
                    Map.of(
                            "decision_id", decision.path("id").asString(),
                            "decision", "approved",
                            "content_hash", decision.path("content_hash").asString());
            var decided =
                    nodes.askUntilServed(
                            author,
                            person ->
                                    person.post(
                                            "/workflow-runs/%s/decisions".formatted(run), answer));
            assertThat(decided.status()).as(decided.raw().body()).isIn(200, 409);
        }
    }

    /** Each run is complete, and its post is its own story's text. */
    void assertPosts() {
        Map<UUID, String> posts =
                nodes.look(
                        jdbc ->
                                jdbc
                                        .sql(
                                                """
                                                select r.id, v.content
                                                  from app.workflow_runs r
                                                  join app.post_versions v on v.workspace_id = r.workspace_id
                                                   and v.post_id = r.post_id and v.run_id = r.id
                                                 where r.workspace_id = ? and r.status = 'complete'
                                                """)
                                        .param(workspace())
                                        .query(
                                                (row, _) ->
                                                        Map.entry(
                                                                row.getObject(1, UUID.class),
                                                                row.getString(2)))
                                        .stream()
                                        .collect(
                                                Collectors.toMap(
                                                        Map.Entry::getKey, Map.Entry::getValue)));
        var expected = new HashMap<UUID, String>();
        marks.forEach((run, mark) -> expected.put(run, text(mark)));
        assertThat(posts).isEqualTo(expected);
    }

    /** The ways the runs took, each once: states with number of visit and result, and the score. */
    Set<String> ways() {
        return Set.copyOf(
                nodes.look(
                        jdbc ->
                                jdbc.sql(
                                                """
                                                select distinct way from (
                                                    select string_agg(concat_ws(' ', v.state, v.visit, v.transition), ', '
                                                               order by v.id) || ' ' || coalesce(max(r.final_score), 0) as way
                                                      from app.workflow_runs r
                                                      join app.workflow_state_visits v on v.workspace_id = r.workspace_id
                                                       and v.run_id = r.id
                                                     where r.workspace_id = ? group by r.id) ways
                                                """)
                                        .param(workspace())
                                        .query(String.class)
                                        .list()));
    }

    /** What must hold of the books of finished runs; each query finds what must not be there. */
    private static final Map<String, String> NEVER =
            Map.ofEntries(
                    Map.entry(
                            "two answers stored for one place",
                            """
                            select concat_ws(' ', run_id, state, visit, slot) from app.agent_invocations
                             where workspace_id = ? and status = 'succeeded'
                             group by run_id, state, visit, slot having count(*) > 1
                            """),
                    Map.entry(
                            "a place asked again after its answer",
                            """
                            select concat_ws(' ', a.run_id, a.state, a.slot, a.attempt)
                              from app.agent_invocations a
                              join app.agent_invocations s using (workspace_id, run_id, visit_id, slot)
                             where a.workspace_id = ? and s.status = 'succeeded' and a.attempt > s.attempt
                            """),
                    Map.entry(
                            "money of a run that is still set aside",
                            """
                            select concat_ws(' ', id, held_cost_usd, total_cost_usd) from app.workflow_runs
                             where workspace_id = ? and held_cost_usd <> 0
                            """),
                    Map.entry(
                            "money of the workspace that is still set aside, or spent past its cap",
                            """
                            select concat_ws(' ', scope, period, spent, held, cap) from app.cost_meters
                             where workspace_id = ? and (held <> 0 or spent > cap)
                            """),
                    Map.entry(
                            "a call that never ended",
                            "select id::text from app.agent_invocations where workspace_id = ? and"
                                    + " status = 'started'"),
                    Map.entry(
                            "two texts of one call",
                            """
                            select invocation_id::text from app.workflow_outputs
                             where workspace_id = ? and invocation_id is not null
                             group by invocation_id having count(*) > 1
                            """),
                    Map.entry(
                            "a text written twice",
                            "select path || version from app.workflow_outputs where workspace_id ="
                                    + " ? and version > 1"),
                    Map.entry(
                            "a gap in the events",
                            """
                            select r.id::text from app.workflow_runs r
                              join app.workflow_events e on e.workspace_id = r.workspace_id and e.run_id = r.id
                             where r.workspace_id = ?
                             group by r.id, r.last_seq having count(*) <> r.last_seq or max(e.seq) <> r.last_seq
                            """),
                    Map.entry(
                            "not exactly one completion",
                            """
                            select r.id::text from app.workflow_runs r
                             where r.workspace_id = ? and r.status = 'complete' and 1 <> (
                                select count(*) from app.workflow_events e
                                 where e.workspace_id = r.workspace_id and e.run_id = r.id and e.type = 'run.completed')
                            """),
                    Map.entry(
                            "an event after the end",
                            """
                            select e.run_id || ' ' || e.type from app.workflow_events e
                              join app.workflow_events d using (workspace_id, run_id)
                             where e.workspace_id = ? and d.type = 'run.completed' and e.seq > d.seq
                            """),
                    Map.entry(
                            "two versions of one post",
                            """
                            select post_id::text from app.post_versions where workspace_id = ?
                             group by post_id having count(*) > 1
                            """),
                    Map.entry(
                            "money that is not the sum of the calls",
                            """
                            select r.id::text from app.workflow_runs r
                             where r.workspace_id = ? and r.total_cost_usd <> (
                                select coalesce(sum(cost_usd), 0) from app.agent_invocations i
                                 where i.workspace_id = r.workspace_id and i.run_id = r.id)
                            """));

    /** Looks for everything that must not be, and compares the calls with what the provider saw. */
    void assertBooks(List<String> seenByProvider) {
        var found = new ArrayList<String>();
        NEVER.forEach(
                (what, query) ->
                        nodes.look(
                                        jdbc ->
                                                jdbc.sql(query)
                                                        .param(workspace())
                                                        .query(String.class)
                                                        .list())
                                .forEach(row -> found.add(what + ": " + row)));
        assertThat(found).isEmpty();
        assertThat(seenByProvider)
                .as("each call stands for one recorded invocation")
                .doesNotHaveDuplicates()
                .containsAll(calls("status = 'succeeded'"));
    }

    /** Ids of recorded calls. */
    List<String> calls(String condition) {
        return nodes.look(
                jdbc ->
                        jdbc.sql(
                                        "select id::text from app.agent_invocations where"
                                                + " workspace_id = ? and "
                                                + condition)
                                .param(workspace())
                                .query(String.class)
                                .list());
    }
}
