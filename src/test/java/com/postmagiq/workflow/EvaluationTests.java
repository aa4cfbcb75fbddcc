package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.FakeLlm;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** What the runs of a workspace say together. */
@RunsTest
class EvaluationTests {
    private static final List<String> WRITERS = List.of("writer-a", "writer-b", "writer-c");
    private static final List<Integer> FIRST_SENTENCES = List.of(0, 2, 5);

    private final Newsroom room;
    private final Database database;
    private final int port;

    EvaluationTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.port = port;
    }

    @Test
    @Tag("workflow-77")
    void given_a_workspace_without_runs__when_it_is_evaluated__then_everything_is_empty() {
        finished();
        var empty = Api.at(port).signUp("Grace Hopper");
        var everything = "include_offline=true&include_forks=true&include_evaluation=true";

        assertThat(empty.get("/evaluation/agents?" + everything).at("/agents")).isEmpty();
        assertThat(empty.get("/evaluation/auditors?" + everything).at("/auditors")).isEmpty();
        assertThat(empty.get("/evaluation/best/draft?" + everything).at("/agents")).isEmpty();
        var costs = empty.get("/evaluation/costs?" + everything);
        assertThat(costs.at("/agents")).isEmpty();
        assertThat(costs.at("/total_cost_usd").decimalValue()).isZero();
        assertThat(empty.get("/evaluation/trend?" + everything).at("/weeks").valueStream())
                .hasSize(8)
                .allMatch(week -> week.path("runs").asInt() == 0 && !week.has("avg_quality"));
        assertThat(empty.get("/evaluation/daily?days=90").at("/days").valueStream())
                .hasSize(90)
                .allMatch(day -> day.path("runs").asInt() == 0);
        var summary = empty.get("/evaluation/summary?" + everything).body();
        assertThat(summary.path("total_runs").asInt()).isZero();
        assertThat(summary.has("success_rate")).isFalse();
        var key = room.run(room.start(Map.of("start_paused", true))).text("/story_key");
        assertThat(room.owner.get("/evaluation/posts/" + key).status()).isEqualTo(200);
        var stranger = empty.get("/evaluation/posts/" + key);
        assertThat(stranger.status()).isEqualTo(404);
        assertThat(stranger.code()).isEqualTo("evaluation.story_not_found");
    }

    @Test
    @Tag("workflow-77")
    void given_runs_around_new_year__when_weeks_are_told__then_they_are_iso_weeks() {
        room.uses("ask");
        var newYear = LocalDate.now(ZoneOffset.UTC).withDayOfYear(1);
        var lastDay = newYear.minusDays(1);
        for (var day : List.of(lastDay, newYear, newYear)) {
            var run = room.start();
            room.awaits(run, "awaiting_human");
            room.decide(run, "approved");
            room.awaits(run, "complete");
            created(run, day + "T12:00:00Z");
        }

        var answer = room.owner.get("/evaluation/trend?weeks=52&include_offline=true");
        var weeks = answer.at("/weeks").valueStream().toList();

        assertThat(weeks).hasSize(52).extracting(EvaluationTests::week).doesNotHaveDuplicates();
        assertThat(weeks).extracting(EvaluationTests::week).isSorted();
        assertThat(runsIn(weeks, lastDay)).isEqualTo(sameWeek(lastDay, newYear) ? 3 : 1);
        assertThat(runsIn(weeks, newYear)).isEqualTo(sameWeek(lastDay, newYear) ? 3 : 2);
        var withoutOffline = room.owner.get("/evaluation/trend?weeks=52").at("/weeks");
        assertThat(withoutOffline.valueStream()).allMatch(week -> week.path("runs").asInt() == 0);
        var csv = room.owner.get("/evaluation/trend?weeks=52&include_offline=true&format=csv");
        assertThat(csv.header("Content-Type")).hasValue("text/csv;charset=UTF-8");
        assertThat(csv.raw().body().lines())
                .hasSize(53)
                .startsWith("week,runs,avg_quality,total_cost,total_tokens");
    }

    private static String week(JsonNode line) {
        return line.path("week").asString();
    }

    private static int runsIn(List<JsonNode> weeks, LocalDate day) {
        var name = isoWeek(day);
        return weeks.stream()
                .filter(line -> week(line).equals(name))
                .findFirst()
                .orElseThrow()
                .path("runs")
                .asInt();
    }

    /** By the standard's own rule: the week belongs to the year of its Thursday. */
    private static String isoWeek(LocalDate day) {
        var thursday = day.plusDays(4L - day.getDayOfWeek().getValue());
        return "%d-W%02d".formatted(thursday.getYear(), (thursday.getDayOfYear() - 1) / 7 + 1);
    }

    private static boolean sameWeek(LocalDate one, LocalDate other) {
        return isoWeek(one).equals(isoWeek(other));
    }

    private void created(String run, String at) {
        Maintenance.update(
                database,
                "update app.workflow_runs set created_at = cast(? as timestamptz) where id = ?",
                at,
                UUID.fromString(run));
    }

    @Test
    @Tag("workflow-78")
    void
            given_cross_audits_with_scores_by_draft__when_agents_are_compared__then_each_has_its_own() {
        room.uses("split");
        scores("checker-a", 9, 6, 7);
        scores("checker-b", 8, 6, 4);
        room.obliging();
        // Both before the first is a post: a later one would be blamed for repeating it.
        var first = room.start();
        var second = room.start();
        for (var run : List.of(first, second)) {
            room.awaitsPersonIn(run, "human-approval");
        }
        for (var run : List.of(first, second)) {
            room.decide(run, "approved");
            room.awaits(run, "complete");
        }
        var neighbour = Newsroom.of(Api.at(port).signUp("Grace Hopper")).uses("split").obliging();
        neighbour.awaitsPersonIn(neighbour.start(), "human-approval");

        var agents = room.owner.get("/evaluation/agents").at("/agents").valueStream().toList();

        assertThat(agents)
                .extracting(agent -> agent.path("name").asString())
                .containsExactly("writer-a", "writer-b", "writer-c");
        assertThat(agents)
                .extracting(agent -> agent.path("avg_score").decimalValue())
                .containsExactly(amount("8.50"), amount("6.00"), amount("5.50"));
        assertThat(agents).allMatch(agent -> agent.path("sample_size").asInt() == 4);
        assertThat(agents)
                .extracting(agent -> agent.path("selected_rate").decimalValue())
                .containsExactly(amount("100.0"), amount("0.0"), amount("0.0"));
        assertThat(agents.getFirst().path("avg_hook").decimalValue()).isEqualTo(amount("7.50"));
        assertThat(agents).allMatch(agent -> agent.path("avg_quality_score").isNumber());
        var best = room.owner.get("/evaluation/best/draft").at("/agents");
        assertThat(best.at("/0/name").asString()).isEqualTo("writer-a");
        assertThat(best.at("/0/avg_score").decimalValue()).isEqualTo(amount("8.50"));
        var synthesis = room.owner.get("/evaluation/best/synthesize").at("/agents/0");
        assertThat(synthesis.path("name").asString()).isEqualTo("synthesizer");
        assertThat(synthesis.path("avg_score").decimalValue()).isEqualTo(amount("9.00"));
        assertThat(room.owner.get("/evaluation/best/nowhere").at("/agents")).isEmpty();
        var auditors = room.owner.get("/evaluation/auditors").at("/auditors");
        assertThat(auditors.valueStream())
                .extracting(auditor -> auditor.path("name").asString())
                .containsExactly("checker-a", "checker-b");
        assertThat(auditors.at("/0/verdicts").asInt()).isEqualTo(4);
        assertThat(auditors.at("/0/malformed_rate").decimalValue()).isZero();
        assertThat(auditors.at("/0/agrees_with_human").decimalValue()).isEqualTo(amount("100.0"));
        assertThat(neighbour.owner.get("/evaluation/agents").at("/agents")).isEmpty();
    }

    /**
     * One auditor's scores for the drafts of writer a, b and c, under whatever letters they come.
     */
    private void scores(String auditor, int... scores) {
        for (var order : List.of("012", "021", "102", "120", "201", "210")) {
            var drafts = new ArrayList<String>();
            for (var place = 0; place < WRITERS.size(); place++) {
                var score = scores[order.charAt(place) - '0'];
                drafts.add(
                        "{\"agent\": \"%s\", \"score\": %d, \"hook_score\": %d}"
                                .formatted((char) ('A' + place), score, score - 1));
            }
            var verdict =
                    """
                    {"score": 8, "decision": "proceed", "feedback": "", "issues": [], "fabrications": [],
                     "drafts": [%s]}
                    """
                            .formatted(String.join(", ", drafts));
            room.when(
                    call -> room.by(auditor).test(call) && order.equals(order(call)),
                    FakeAnswer.text(verdict));
        }
    }

    /** Which writer's draft comes first, second and third in a prompt; empty without drafts. */
    private static String order(FakeLlm.Call call) {
        var places =
                FIRST_SENTENCES.stream()
                        .map(first -> call.user().lastIndexOf(Newsroom.post(first)))
                        .toList();
        if (!call.user().contains("Draft A")) {
            return "";
        }
        return List.of(0, 1, 2).stream()
                .sorted(Comparator.comparing(places::get))
                .map(String::valueOf)
                .reduce("", String::concat);
    }

    @Test
    @Tag("workflow-77")
    @Tag("workflow-59")
    void
            given_a_repair_and_a_failed_call__when_costs_are_told__then_all_sums_agree_and_shares_make_100() {
        room.uses(
                        "split",
                        "cost_per_1k: {input: 0.001, output: 0.002}",
                        "cost_per_1k: {input: 0.3, output: 0.7}")
                .says("writer-b", FakeAnswer.status(400), FakeAnswer.text(Newsroom.post(2)))
                .says("checker-b", "This is no verdict.", FakeLlm.APPROVAL)
                .obliging();
        var run = approved();

        var calls = room.list(run, "invocations");
        var sum = total(calls);
        var tokens = room.owner.get("/workflow-runs/" + run + "/tokens").body();
        assertThat(calls).anyMatch(call -> call.path("status").asString().equals("failed"));
        assertThat(calls).anyMatch(call -> call.path("purpose").asString().equals("repair"));
        assertThat(sum).isPositive();
        assertThat(sum).isEqualByComparingTo(tokens.path("total_cost_usd").decimalValue());
        assertThat(sum)
                .isEqualByComparingTo(room.run(run).at("/total_cost_usd").decimalValue())
                .isEqualByComparingTo(total(tokens.path("by_agent").valueStream().toList()))
                .isEqualByComparingTo(total(tokens.path("by_state").valueStream().toList()));
        assertThat(sum.scale()).isLessThanOrEqualTo(6);

        for (var by : List.of("agent", "provider", "model", "config", "state")) {
            var costs = room.owner.get("/evaluation/costs?by=" + by).body();
            assertThat(costs.path("total_cost_usd").decimalValue())
                    .isEqualByComparingTo(sum.setScale(2, RoundingMode.HALF_UP));
            assertThat(
                            costs.path("agents")
                                    .valueStream()
                                    .mapToLong(line -> line.path("invocations").asLong())
                                    .sum())
                    .isEqualTo(calls.size());
            assertThat(sum(costs.path("agents").valueStream().toList(), "percentage"))
                    .isBetween(amount("99.9"), amount("100.1"));
        }
        var writer =
                calls.stream()
                        .filter(call -> call.path("agent").asString().equals("writer-a"))
                        .toList();
        var line =
                room.owner
                        .get("/evaluation/costs")
                        .at("/agents")
                        .valueStream()
                        .filter(it -> it.path("name").asString().equals("writer-a"))
                        .findFirst()
                        .orElseThrow();
        assertThat(line.path("total_cost").decimalValue())
                .isEqualByComparingTo(total(writer).setScale(2, RoundingMode.HALF_UP));
        assertThat(line.path("avg_cost").decimalValue())
                .isEqualByComparingTo(total(writer).setScale(4, RoundingMode.HALF_UP));
        assertThat(room.owner.get("/evaluation/costs?by=colour").status()).isEqualTo(422);
    }

    private static BigDecimal total(List<JsonNode> lines) {
        return sum(lines, "cost_usd");
    }

    private static BigDecimal sum(List<JsonNode> lines, String part) {
        return lines.stream()
                .filter(line -> line.has(part))
                .map(line -> line.path(part).decimalValue())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    @Test
    void given_ended_runs__when_a_period_is_summed_up__then_rates_are_those_of_a_hand_count() {
        room.uses("ask");
        finished();
        var sentBack = room.start();
        room.awaits(sentBack, "awaiting_human");
        room.decide(sentBack, "feedback", Map.of("feedback", "Please begin with the phone."));
        room.awaits(sentBack, "awaiting_human");
        room.decide(sentBack, "approved");
        room.awaits(sentBack, "complete");
        var aborted = room.start();
        room.awaits(aborted, "awaiting_human");
        room.post(aborted, "abort");
        room.start(Map.of("start_paused", true));

        var summary = room.owner.get("/evaluation/summary?include_offline=true").body();
        var today = room.owner.get("/evaluation/daily?days=1&include_offline=true").at("/days/0");

        assertThat(summary.path("total_runs").asInt()).isEqualTo(4);
        assertThat(summary.path("completed_runs").asInt()).isEqualTo(2);
        assertThat(summary.path("success_rate").decimalValue()).isEqualTo(amount("66.7"));
        assertThat(summary.path("human_revision_rate").decimalValue()).isEqualTo(amount("50.0"));
        assertThat(summary.path("breaker_trips").asInt()).isZero();
        assertThat(today.path("runs").asInt()).isEqualTo(2);
        assertThat(room.owner.get("/evaluation/summary").at("/total_runs").asInt()).isZero();
    }

    @Test
    void given_an_admin_without_the_right_to_money__when_evaluating__then_no_cost_is_shown() {
        finished();
        var editor = Maintenance.join(database, Api.at(port).signUp("Ed"), workspace(), "editor");

        assertThat(editor.get("/evaluation/agents").status()).isEqualTo(403);
        assertThat(editor.get("/evaluation/costs").status()).isEqualTo(403);
    }

    private UUID workspace() {
        return room.owner.workspaceId();
    }

    /** A run of rules alone that somebody approved. */
    private String finished() {
        room.uses("ask");
        var run = room.start();
        room.awaits(run, "awaiting_human");
        room.decide(run, "approved");
        room.awaits(run, "complete");
        return run;
    }

    /** A run of the present configuration that somebody approved. */
    private String approved() {
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");
        room.decide(run, "approved");
        room.awaits(run, "complete");
        return run;
    }

    private static BigDecimal amount(String text) {
        return new BigDecimal(text);
    }
}
