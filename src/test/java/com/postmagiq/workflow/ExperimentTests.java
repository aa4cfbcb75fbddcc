package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeAnswer;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** Two ways of working on the same stories, run and compared. */
@RunsTest
class ExperimentTests {
    private static final List<String> VERDICTS =
            List.of("b_better", "a_better", "not_shown", "too_few");

    private final Newsroom room;
    private final Lab lab;
    private final Database database;

    ExperimentTests(@LocalServerPort int port, Database database) {
        this.room = Newsroom.open(port);
        this.lab = new Lab(room.owner);
        this.database = database;
    }

    @Test
    @Tag("workflow-90")
    void
            given_six_stories_and_two_offline_arms__when_the_experiment_is_repeated__then_the_report_is_the_same_but_for_ids_and_times() {
        var set = lab.set(6);
        room.usesShipped("offline");
        var whole = room.slug();
        room.usesShipped("offline")
                .edits(
                        "agents: [offline-chronological, offline-scene, offline-lesson]",
                        "agents: [offline-lesson]");
        var arms = Lab.arms(whole, room.slug());

        var first = lab.start(set, arms, Map.of());
        var ended = lab.ended(first);
        var second = lab.start(set, arms, Map.of());
        lab.ended(second);

        assertThat(ended.text("/status")).isEqualTo("complete");
        assertThat(ended.at("/progress/done").asInt()).isEqualTo(12);
        var report = lab.report(first);
        assertThat(timeless(report.raw().body()))
                .isEqualTo(timeless(lab.report(second).raw().body()));
        for (var format : List.of("csv", "md")) {
            assertThat(timelessFile(lab.file(first, format)))
                    .isEqualTo(timelessFile(lab.file(second, format)));
        }
        assertThat(report.at("/cases")).hasSize(6);
        assertThat(report.at("/cases").valueStream())
                .allSatisfy(
                        known -> {
                            assertThat(joined(known, "insert"))
                                    .isEqualTo(known.at("/a/text").asString());
                            assertThat(joined(known, "delete"))
                                    .isEqualTo(known.at("/b/text").asString());
                            assertThat(known.at("/a/cells/0/expectations/total").asInt())
                                    .isEqualTo(4);
                        });
        assertThat(report.at("/metrics").valueStream())
                .filteredOn(metric -> !metric.path("better").asString().equals("neither"))
                .allSatisfy(
                        metric -> {
                            assertThat(metric.path("cases").asInt()).isEqualTo(6);
                            assertThat(metric.path("verdict").asString()).isIn(VERDICTS);
                            assertThat(metric.path("difference").asDouble())
                                    .isBetween(
                                            metric.path("low").asDouble(),
                                            metric.path("high").asDouble());
                            assertThat(
                                            metric.path("wins").asInt()
                                                    + metric.path("ties").asInt()
                                                    + metric.path("losses").asInt())
                                    .isEqualTo(6);
                        });
        assertThat(lab.file(first, "csv").lines()).hasSize(13);
        assertThat(lab.cells(first)).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    @Tag("workflow-90")
    void given_an_arm_against_itself__then_no_difference_is_shown() {
        var set = lab.set(6);
        room.uses("ask");

        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of("repeats", 2));
        lab.ended(experiment);

        var report = lab.report(experiment);
        assertThat(report.at("/experiment/progress/done").asInt()).isEqualTo(24);
        for (var name :
                List.of(
                        "check_score",
                        "blocking_findings",
                        "coverage",
                        "loops",
                        "cost_usd",
                        "expectations")) {
            var metric = Lab.metric(report, name);
            assertThat(metric.path("verdict").asString()).as(name).isEqualTo("not_shown");
            assertThat(metric.path("difference").asDouble()).as(name).isZero();
            assertThat(metric.path("ties").asInt()).as(name).isEqualTo(6);
        }
        assertThat(report.at("/cases/0/hunks").valueStream())
                .allMatch(hunk -> hunk.path("op").asString().equals("equal"));
    }

    @Test
    @Tag("workflow-90")
    void given_five_cases__then_they_are_too_few_for_a_verdict() {
        var set = lab.set(5);
        room.uses("ask");

        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        lab.ended(experiment);

        assertThat(lab.report(experiment).at("/metrics").valueStream())
                .filteredOn(metric -> !metric.path("better").asString().equals("neither"))
                .extracting(metric -> metric.path("verdict").asString())
                .containsOnly("too_few");
    }

    @Test
    void
            given_a_cell_that_comes_to_its_approval__then_it_is_complete_and_no_person_or_post_has_part_in_it() {
        var set = lab.setOf(room.story(), 1);
        room.uses("split").obliging();
        var calls = room.calls().size();

        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        lab.ended(experiment);

        var run = lab.cells(experiment).getFirst().path("run_id").asString();
        var shown = room.run(run);
        assertThat(shown.text("/status")).isEqualTo("complete");
        assertThat(shown.text("/final_state")).isEqualTo("human-approval");
        assertThat(shown.body().has("post_id")).isFalse();
        assertThat(shown.at("/credits_charged").asInt()).isEqualTo(7);
        assertThat(room.list(run, "decisions")).isEmpty();
        assertThat(room.owner.get("/posts").at("/items")).isEmpty();
        assertThat(room.calls().size() - calls).isEqualTo(2 * (1 + 1 + 3 + 2 + 1 + 2));
    }

    @Test
    void
            given_auditors_who_object_to_the_end__then_the_cell_is_halted_and_asks_nobody_and_another_model_is_asked_in_its_arm() {
        var set = lab.setOf(room.story(), 1);
        room.uses("split");
        room.when(
                room.by("checker-a").and(Newsroom.auditing("Final")),
                FakeAnswer.text(Newsroom.verdict(3, "retry", "The middle is missing.")));
        room.says("checker-a", Newsroom.verdict(3, "retry", "Too thin."));
        room.obliging();

        var experiment =
                lab.start(
                        set,
                        Map.of(
                                "a", Map.of("config_slug", room.slug()),
                                "b",
                                        Map.of(
                                                "config_slug",
                                                room.slug(),
                                                "label",
                                                "Lenient",
                                                "overrides",
                                                Map.of("thresholds", Map.of("audit", 2)))),
                        Map.of());
        var ended = lab.ended(experiment);

        assertThat(ended.text("/arms/b/differences/0")).isEqualTo("audit from 2");
        assertThat(ended.at("/progress/failed").asInt()).isPositive();
        var failed =
                lab.cells(experiment).stream()
                        .filter(cell -> cell.path("status").asString().equals("failed"))
                        .toList();
        assertThat(failed)
                .allSatisfy(
                        cell -> {
                            assertThat(cell.at("/metrics/run_status").asString())
                                    .isEqualTo("halted");
                            assertThat(room.list(cell.path("run_id").asString(), "decisions"))
                                    .isEmpty();
                        });
    }

    @Test
    @Tag("workflow-91")
    void
            given_an_experiment__then_its_runs_are_in_no_list_trend_comparison_or_summary_unless_asked_for() {
        var set = lab.setOf(room.story(), 2);
        room.uses("split").obliging();

        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        lab.ended(experiment);

        assertThat(room.owner.get("/workflow-runs").at("/items")).isEmpty();
        assertThat(room.owner.get("/workflow-runs?purpose=evaluation").at("/items")).hasSize(4);
        assertThat(runs("/evaluation/trend", "/weeks")).isZero();
        assertThat(runs("/evaluation/trend?include_evaluation=true", "/weeks")).isEqualTo(4);
        assertThat(runs("/evaluation/daily", "/days")).isZero();
        assertThat(runs("/evaluation/daily?include_evaluation=true", "/days")).isEqualTo(4);
        assertThat(room.owner.get("/evaluation/agents").at("/agents")).isEmpty();
        assertThat(room.owner.get("/evaluation/auditors").at("/auditors")).isEmpty();
        assertThat(room.owner.get("/evaluation/auditors?include_evaluation=true").at("/auditors"))
                .isNotEmpty();
        assertThat(room.owner.get("/evaluation/best/draft").at("/agents")).isEmpty();
        assertThat(room.owner.get("/evaluation/costs").at("/agents")).isEmpty();
        assertThat(room.owner.get("/evaluation/costs?include_evaluation=true").at("/agents"))
                .isNotEmpty();
        assertThat(room.owner.get("/evaluation/summary").at("/total_runs").asInt()).isZero();
        // Nor in what later runs of the same story are told of earlier ones.
        assertThat(room.run(room.start()).at("/iteration").asInt()).isEqualTo(1);
    }

    private int runs(String path, String list) {
        return room.owner
                .get(path)
                .at(list)
                .valueStream()
                .mapToInt(it -> it.path("runs").asInt())
                .sum();
    }

    @Test
    @Tag("workflow-91")
    void
            given_a_cap_below_what_all_cells_cost__then_the_experiment_stops_there_and_the_rest_is_skipped() {
        var set = lab.setOf(room.story(), 3);
        room.uses("split").obliging();
        var arms = Lab.arms(room.slug(), room.slug());
        var quote = lab.quote(set, arms, 1);
        assertThat(quote.at("/cells").asInt()).isEqualTo(6);
        assertThat(quote.at("/credits").asInt()).isEqualTo(6 * 7);
        var high = quote.at("/cost_usd/high").decimalValue();
        // Enough for a dear cell; what is left after any cell is not.
        var one = high.divide(BigDecimal.valueOf(6), 6, RoundingMode.UP);

        var byMoney = lab.ended(lab.start(set, arms, Map.of("max_cost_usd", one)));
        var byCredits = lab.ended(lab.start(set, arms, Map.of("max_credits", 15)));

        assertThat(byMoney.text("/status")).isEqualTo("complete");
        assertThat(byMoney.text("/stop_reason")).isEqualTo("cost_cap");
        assertThat(byMoney.at("/progress/done").asInt()).isEqualTo(1);
        assertThat(byMoney.at("/progress/skipped").asInt()).isEqualTo(5);
        assertThat(byMoney.at("/spent_usd").decimalValue()).isPositive().isLessThanOrEqualTo(one);
        assertThat(byCredits.text("/stop_reason")).isEqualTo("credit_cap");
        assertThat(byCredits.at("/progress/done").asInt()).isEqualTo(2);
        assertThat(byCredits.at("/progress/skipped").asInt()).isEqualTo(4);
        assertThat(byCredits.at("/spent_credits").asInt()).isEqualTo(14);
    }

    @Test
    void
            given_a_workspace_without_budget__when_a_cell_finds_no_room__then_the_rest_is_skipped_and_nothing_waits() {
        var set = lab.setOf(room.story(), 2);
        room.uses("split").obliging();
        room.owner.put("/settings/cost-caps", Map.of("daily_usd", "0.000001"));

        var ended = lab.ended(lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of()));

        assertThat(ended.text("/stop_reason")).isEqualTo("workspace_budget");
        assertThat(room.calls()).isEmpty();
    }

    @Test
    void
            given_an_experiment_under_way__when_it_is_cancelled__then_its_calls_end_and_what_has_not_begun_is_skipped() {
        var set = lab.setOf(room.story(), 6);
        room.uses("split")
                .says("processor", FakeAnswer.text(room.processed()).after(Duration.ofSeconds(30)))
                .obliging();
        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        room.awaitCall("processor", 1);
        assertThat(room.owner.post("/evaluation/sets/%s/cases".formatted(set), Lab.story(0)).code())
                .isEqualTo("evaluation.set_in_use");
        assertThat(room.owner.delete("/evaluation/experiments/" + experiment).code())
                .isEqualTo("evaluation.experiment_running");
        assertThat(lab.look(experiment).at("/progress/running").asInt()).isBetween(1, 4);

        var cancelled = lab.post("/experiments/%s/cancel".formatted(experiment), Map.of());

        assertThat(cancelled.text("/status")).isEqualTo("cancelled");
        assertThat(cancelled.at("/progress/running").asInt()).isZero();
        assertThat(cancelled.at("/progress/skipped").asInt()).isGreaterThanOrEqualTo(8);
        assertThat(room.owner.get("/workflow-runs?purpose=evaluation").at("/items").valueStream())
                .extracting(run -> run.path("status").asString())
                .containsOnly("aborted");
    }

    @Test
    void given_an_ended_experiment__when_it_is_deleted__then_only_what_it_cost_is_left() {
        var set = lab.setOf(room.story(), 1);
        room.uses("split").obliging();
        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        lab.ended(experiment);
        var before = room.owner.get("/evaluation/costs?include_evaluation=true").body();

        assertThat(room.owner.delete("/evaluation/experiments/" + experiment).status())
                .isEqualTo(204);

        assertThat(lab.look(experiment).code()).isEqualTo("evaluation.experiment_not_found");
        assertThat(room.owner.get("/workflow-runs?purpose=evaluation").at("/items")).isEmpty();
        assertThat(room.owner.get("/evaluation/costs?include_evaluation=true").body())
                .isEqualTo(before);
        assertThat(count("select count(*) from app.workflow_outputs where workspace_id = ?"))
                .isZero();
        assertThat(count("select count(*) from app.evaluation_results where workspace_id = ?"))
                .isZero();
    }

    @Test
    void
            given_two_nodes__when_one_starts_an_experiment_and_both_work_on_it__then_every_cell_has_one_run(
                    @TempDir Path folder) {
        var set = lab.set(6);
        room.uses("ask");
        try (var other = SecondNode.beside(database, folder)) {
            assertThat(other.port()).isPositive();
            var experiment =
                    lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of("repeats", 2));
            lab.ended(experiment);

            assertThat(lab.cells(experiment))
                    .hasSize(24)
                    .extracting(cell -> cell.path("run_id").asString())
                    .doesNotHaveDuplicates();
            assertThat(count("select count(*) from app.workflow_runs where workspace_id = ?"))
                    .isEqualTo(24);
        }
    }

    private long count(String sql) {
        return Maintenance.call(
                database,
                jdbc -> jdbc.sql(sql).param(room.owner.workspaceId()).query(Long.class).single());
    }

    /** One of the texts back from the hunks. */
    private static String joined(JsonNode known, String without) {
        var text = new StringBuilder();
        known.path("hunks")
                .valueStream()
                .filter(hunk -> !hunk.path("op").asString().equals(without))
                .forEach(hunk -> text.append(hunk.path("text").asString()));
        return text.toString();
    }

    private static String timeless(String json) {
        return json.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll("\"\\d{4}-\\d\\d-\\d\\dT[^\"]+\"", "TIME")
                .replaceAll("\"seconds\":[0-9.E-]+", "SECONDS")
                .replaceAll("\\{\"metric\":\"seconds\"[^}]+}", "SECONDS");
    }

    /** Seconds stand last but one in a row of cells, and in one row of the metrics. */
    private static String timelessFile(String file) {
        return file.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
                .replaceAll(",[0-9.E-]+,ID", ",SECONDS,ID")
                .replaceAll("\\| Seconds \\|.*", "| Seconds |");
    }
}
