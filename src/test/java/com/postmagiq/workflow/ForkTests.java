package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Runs that go on from a state of another one with changes, paying only for what follows. */
@RunsTest
class ForkTests {
    private static final List<String> TABLES =
            List.of(
                    "workflow_runs where id",
                    "workflow_state_visits where run_id",
                    "agent_invocations where run_id",
                    "workflow_outputs where run_id",
                    "workflow_decisions where run_id",
                    "workflow_events where run_id",
                    "audit_scores where run_id",
                    "quality_reports where run_id");

    private final Newsroom room;
    private final Database database;

    ForkTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
    }

    @Test
    @Tag("workflow-86")
    void
            given_a_finished_run__when_it_is_forked_from_synthesis_with_another_role__then_only_what_follows_is_called_and_paid() {
        var source = finished();
        var rows = rows(source);
        var before = calls();

        var body = from("synthesize");
        body.put(
                "changes",
                Map.of(
                        "personas",
                        Map.of(
                                "synthesizer",
                                Map.of("template", "You are the editor called Waldo."))));
        var quote = room.owner.post("/workflow-runs/%s/fork/quote".formatted(source), body);
        assertThat(quote.at("/credits").asInt()).as(quote.raw().body()).isEqualTo(2);
        body.put("quote_id", quote.text("/quote_id"));
        var fork = fork(source, body);
        room.awaitsPersonIn(fork, "human-approval");

        var made = new HashMap<>(calls());
        before.forEach((agent, count) -> made.merge(agent, -count, Integer::sum));
        made.values().removeIf(count -> count == 0);
        assertThat(made).isEqualTo(Map.of("synthesizer", 1, "checker-a", 1, "checker-b", 1));
        assertThat(room.calls("synthesizer").getLast().system()).contains("called Waldo");
        var run = room.run(fork);
        assertThat(run.at("/credits_quoted").asInt()).isEqualTo(2);
        assertThat(run.text("/fork_of/run_id")).isEqualTo(source);
        assertThat(run.at("/fork_of/inherited_cost_usd").decimalValue()).isPositive();
        assertThat(run.at("/iteration").asInt()).isEqualTo(2);
        assertThat(run.at("/total_cost_usd").decimalValue())
                .isEqualByComparingTo(
                        room.list(fork, "invocations").stream()
                                .map(call -> call.path("cost_usd").decimalValue())
                                .reduce(BigDecimal.ZERO, BigDecimal::add));
        room.decide(fork, "approved");
        assertThat(room.awaits(fork, "complete").at("/credits_charged").asInt()).isEqualTo(2);
        assertThat(room.run(fork).body().has("post_id")).isFalse();
        assertThat(rows(source)).isEqualTo(rows);
        var beside = room.owner.get("/workflow-runs/compare?a=%s&b=%s".formatted(source, fork));
        assertThat(beside.text("/common_until/state"))
                .as("what it took over, and after it the same answers")
                .isEqualTo("complete");
    }

    @Test
    @Tag("workflow-87")
    void
            given_three_drafts__when_one_place_is_forked__then_the_others_are_used_again_and_the_audit_sees_all() {
        var source = finished();
        var before = room.calls().size();

        var body = from("draft");
        body.put("only_slots", List.of("writer-b"));
        body.put("note", "The call came at noon.");
        var fork = fork(source, body);
        room.awaitsPersonIn(fork, "human-approval");

        assertThat(room.run(fork).at("/credits_quoted").asInt()).isEqualTo(1 + 2 + 2);
        assertThat(room.calls("writer-a")).hasSize(1);
        assertThat(room.calls("writer-b")).hasSize(2);
        assertThat(room.calls("writer-b").getLast().user()).contains("The call came at noon.");
        assertThat(room.calls("writer-c")).hasSize(1);
        assertThat(room.calls()).hasSize(before + 1 + 2 + 1 + 2);
        assertThat(room.calls("checker-a").get(2).user())
                .contains(Newsroom.post(0), Newsroom.post(2), Newsroom.post(5));

        var again = fork(fork, from("synthesize"));
        room.awaitsPersonIn(again, "human-approval");
        assertThat(room.run(again).at("/iteration").asInt()).isEqualTo(3);
        assertThat(room.calls("synthesizer").getLast().user()).contains(Newsroom.post(5));
    }

    @Test
    @Tag("workflow-87")
    void given_states_that_cannot_be_entered__when_somebody_forks_from_them__then_it_is_refused() {
        var source = finished();
        var stranger = Newsroom.of(room.owner.stranger().signUp("Bob Moses"));

        for (var state : List.of("start", "complete", "story-feedback", "no-such-state")) {
            assertThat(tryFork(source, from(state)).code()).isEqualTo("fork.state_not_visited");
        }
        var third = from("draft");
        third.put("from", Map.of("state", "draft", "visit", 3));
        assertThat(tryFork(source, third).code()).isEqualTo("fork.state_not_visited");
        var slots = from("draft");
        slots.put("only_slots", List.of("checker-a"));
        assertThat(tryFork(source, slots).code()).isEqualTo("fork.invalid_changes");
        var agents = from("draft");
        agents.put("changes", Map.of("replace_agents", Map.of("writer-a", "nobody")));
        assertThat(tryFork(source, agents).code()).isEqualTo("fork.invalid_changes");
        var twice = from("draft");
        twice.put("changes", Map.of("replace_agents", Map.of("writer-a", "writer-b")));
        assertThat(tryFork(source, twice).code()).isEqualTo("fork.invalid_changes");
        assertThat(
                        stranger.owner
                                .post("/workflow-runs/%s/fork".formatted(source), from("draft"))
                                .status())
                .isEqualTo(404);
        assertThat(room.owner.get("/workflow-runs").at("/items")).hasSize(1);
    }

    @Test
    @Tag("workflow-87")
    void
            given_changes_of_agents_and_texts__when_a_run_is_forked__then_they_hold_in_the_fork_alone() {
        var source = finished();
        var draft =
                room.list(source, "outputs").stream()
                        .filter(it -> it.path("agent").asString("").equals("writer-a"))
                        .findFirst()
                        .orElseThrow();

        var body = from("cross-audit");
        body.put(
                "changes",
                Map.of(
                        "replace_agents", Map.of("checker-b", "reviewer"),
                        "agents", Map.of("checker-a", Map.of("model", "m-reviewer-" + room.mark)),
                        "thresholds", Map.of("audit", 6)));
        var text = "On Tuesday I deleted the wrong table. " + Newsroom.post(4);
        body.put("texts", List.of(Map.of("output_id", draft.path("id").asString(), "text", text)));
        var fork = fork(source, body);
        room.awaitsPersonIn(fork, "human-approval");

        assertThat(room.list(fork, "invocations"))
                .isNotEmpty()
                .noneMatch(call -> call.path("agent").asString().equals("checker-b"));
        assertThat(room.calls("checker-a")).hasSize(2);
        assertThat(room.calls("reviewer")).hasSize(1 + 2 + 2);
        assertThat(room.calls("reviewer").get(1).user()).contains(text);
        // A model of no standard agent weighs five, one in no list one, and synthesis two.
        assertThat(room.run(fork).at("/credits_quoted").asInt()).isEqualTo(5 + 1 + 2);
        assertThat(room.run(fork).text("/config_hash"))
                .isNotEqualTo(room.run(source).text("/config_hash"));
        assertThat(room.list(source, "outputs"))
                .noneMatch(it -> it.path("content").asString("").equals(text));
    }

    @Test
    @Tag("workflow-88")
    void
            given_ten_forks_at_once__when_all_have_ended__then_the_post_is_untouched_until_one_is_adopted_once()
                    throws Exception {
        var source = finished();
        var post = room.run(source).text("/post_id");
        var versions = versions(post);

        var forks = atOnce(10, () -> fork(source, from("final-audit")));
        for (var fork : forks) {
            room.awaitsPersonIn(fork, "human-approval");
            room.decide(fork, "approved");
            room.awaits(fork, "complete");
        }

        var runs = forks.stream().map(room::run).toList();
        assertThat(runs.stream().map(run -> run.at("/iteration").asInt()).sorted())
                .containsExactlyElementsOf(IntStream.rangeClosed(2, 11).boxed().toList());
        assertThat(runs.stream().map(run -> run.at("/number").asInt()).collect(Collectors.toSet()))
                .hasSize(10);
        assertThat(versions(post)).isEqualTo(versions);
        assertThat(room.owner.get("/posts").at("/items")).hasSize(1);
        var chosen = forks.get(4);
        var adopted =
                atOnce(
                        4,
                        () ->
                                room.owner
                                        .post("/workflow-runs/%s/adopt".formatted(chosen), Map.of())
                                        .text("/post_id"));
        assertThat(adopted).containsOnly(post);
        assertThat(versions(post)).isEqualTo(versions + 1);
        var foreign = Newsroom.of(room.owner.stranger().signUp("Bob Moses"));
        assertThat(
                        foreign.owner
                                .post("/workflow-runs/%s/adopt".formatted(chosen), Map.of())
                                .status())
                .isEqualTo(404);
    }

    @Test
    void given_a_fork__when_its_source_is_deleted__then_the_texts_it_uses_stay() {
        var source = finished();
        var fork = fork(source, from("synthesize"));
        room.awaitsPersonIn(fork, "human-approval");

        assertThat(room.owner.delete("/workflow-runs/" + source).status()).isEqualTo(204);

        var kept = room.run(fork);
        assertThat(kept.text("/story/text")).as(kept.raw().body()).isEqualTo(room.story());
        room.decide(fork, "feedback", Map.of("feedback", "Shorter, please."));
        room.awaitsPersonIn(fork, "human-approval");
        room.decide(fork, "approved");
        room.awaits(fork, "complete");
        assertThat(room.owner.delete("/workflow-runs/" + fork).status()).isEqualTo(204);
        assertThat(
                        count(
                                "select count(*) from app.workflow_outputs where workspace_id = ?",
                                room.owner.workspaceId()))
                .isZero();
    }

    /** A run that everybody agreed to, and the id of it. */
    private String finished() {
        room.uses("split").obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        room.awaits(run, "complete");
        return run;
    }

    private static Map<String, Object> from(String state) {
        return new HashMap<>(Map.of("from", Map.of("state", state)));
    }

    private String fork(String source, Map<String, Object> body) {
        var answer = tryFork(source, body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.text("/id");
    }

    private Api.Answer tryFork(String source, Map<String, Object> body) {
        return room.owner.post("/workflow-runs/%s/fork".formatted(source), body);
    }

    private Map<String, Integer> calls() {
        return room.calls().stream()
                .collect(
                        Collectors.toMap(
                                call -> call.model().replace("m-", "").replace("-" + room.mark, ""),
                                _ -> 1,
                                Integer::sum));
    }

    private List<String> rows(String run) {
        return TABLES.stream()
                .map(
                        table ->
                                Maintenance.call(
                                        database,
                                        jdbc ->
                                                jdbc.sql(
                                                                "select coalesce(string_agg(t::text, '|' order by t::text), '') from (select * from app.%s = ?) t"
                                                                        .formatted(table))
                                                        .param(UUID.fromString(run))
                                                        .query(String.class)
                                                        .single()))
                .toList();
    }

    private long versions(String post) {
        return count(
                "select count(*) from app.post_versions where post_id = ?", UUID.fromString(post));
    }

    private long count(String sql, UUID parameter) {
        return Maintenance.call(
                database, jdbc -> jdbc.sql(sql).param(parameter).query(Long.class).single());
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) throws Exception {
        try (var threads = Executors.newFixedThreadPool(times)) {
            var results = new ArrayList<T>();
            for (var future :
                    IntStream.range(0, times).mapToObj(_ -> threads.submit(work)).toList()) {
                results.add(future.get());
            }
            return results;
        }
    }
}
