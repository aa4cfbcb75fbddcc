package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import com.postmagiq.Maintenance;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workflow.budget.CostMeters;
import com.postmagiq.workflow.engine.Engine;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.TestPropertySource;
import org.springframework.transaction.support.TransactionTemplate;

/** Caps of runs, workspaces and the installation, with calls that cost all that was set aside. */
@RunsTest
@TestPropertySource(
        properties = {
            "postmagiq.budget.installation-daily-usd=" + BudgetTests.INSTALLATION_CAP,
            "postmagiq.budget.installation-monthly-usd=40"
        })
class BudgetTests {
    static final String INSTALLATION_CAP = "20";

    /**
     * Pieces of each text of {@link Newsroom#post}, which is what the provider counts as tokens.
     */
    private static final int TOKENS = Newsroom.post(0).split("(?<= )|(?<=\n)").length;

    private static final BigDecimal DRAFT = new BigDecimal("0.10");
    private static final Duration SLOW = Duration.ofMillis(150);

    private final Newsroom room;
    private final Database database;
    private final Engine engine;
    private final CostMeters meters;
    private final TransactionTemplate transactions;

    BudgetTests(
            @LocalServerPort int port,
            Database database,
            Engine engine,
            CostMeters meters,
            TransactionTemplate transactions) {
        this.room = Newsroom.open(port);
        this.database = database;
        this.engine = engine;
        this.meters = meters;
        this.transactions = transactions;
    }

    @Test
    @Tag("workflow-84")
    void
            given_six_drafts_at_once_on_two_nodes_that_cost_their_worst_case__then_no_cap_is_passed_at_any_read(
                    @TempDir Path folder) throws Exception {
        sixWriters(SLOW, TOKENS);
        caps("2.00", "3.00");
        try (var other =
                        SecondNode.beside(
                                database,
                                folder,
                                "postmagiq.budget.installation-daily-usd=" + INSTALLATION_CAP,
                                "postmagiq.budget.installation-monthly-usd=40");
                var watch = new MeterWatch(database, room.owner.workspaceId())) {
            assertThat(other.port()).isPositive();
            var runs = new ArrayList<String>();
            for (var i = 0; i < 6; i++) {
                // Room for three of a run's six drafts at a time beside what it has spent.
                runs.add(room.start(i == 0 ? Map.of("max_cost_usd", "0.35") : Map.of()));
            }
            runs.forEach(run -> settled(run));

            assertThat(room.run(runs.getFirst()).text("/error/code"))
                    .isEqualTo("breaker.hard_cost_limit");
            assertThat(runs.stream().map(room::run))
                    .filteredOn(run -> run.text("/status").equals("paused"))
                    .isNotEmpty()
                    .allSatisfy(
                            run ->
                                    assertThat(run.text("/pause_reason"))
                                            .isEqualTo("budget_exceeded"));
            assertThat(watch.reads()).isGreaterThan(20);
            assertThat(watch.passed()).isEmpty();
        }
        assertThat(number("select sum(held) from app.cost_meters where workspace_id = ?")).isZero();
        assertThat(held()).isZero();
        assertThat(spent("day"))
                .isLessThanOrEqualTo(new BigDecimal("2.00"))
                .isEqualByComparingTo(costOfCalls())
                .isEqualByComparingTo(spent("month"));
    }

    @Test
    @Tag("workflow-84")
    void
            given_room_for_two_drafts_that_turn_out_cheap__when_six_begin__then_the_others_wait_and_all_come() {
        sixWriters(SLOW, 10 * TOKENS);
        caps("2.10", null);
        var run = room.start();

        // Each sets a dollar aside and costs ten cents.
        room.awaitsPersonIn(run, "human-approval");

        assertThat(spent("day")).isLessThan(BigDecimal.ONE);
    }

    @Test
    @Tag("workflow-84")
    void
            given_an_installation_cap__when_two_workspaces_ask_for_room_at_once__then_no_more_is_held_than_it_allows()
                    throws Exception {
        var anotherDay = Instant.parse("2031-03-01T10:00:00Z");
        var granted = new AtomicInteger();
        caps("1000", "1000");
        var other = Newsroom.of(room.owner.stranger().signUp("Bob Moses"));
        other.owner.put("/settings/cost-caps", Map.of());
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var i = 0; i < 30; i++) {
                var workspace = (i % 2 == 0 ? room : other).owner.workspaceId();
                threads.execute(
                        () ->
                                CurrentWorkspace.run(
                                        workspace,
                                        () ->
                                                transactions.executeWithoutResult(
                                                        status -> {
                                                            if (meters.hold(
                                                                            new BigDecimal("1.5"),
                                                                            anotherDay)
                                                                    .isEmpty()) {
                                                                granted.incrementAndGet();
                                                            } else {
                                                                status.setRollbackOnly();
                                                            }
                                                        })));
            }
        }

        assertThat(granted).hasValue(13);
    }

    @Test
    @Tag("workflow-85")
    void
            given_a_run_that_found_no_room__when_the_cap_is_raised__then_it_goes_on_and_pays_nothing_twice() {
        sixWriters(Duration.ZERO, TOKENS);
        caps("0.25", "50");
        var run = room.start();
        room.awaits(run, "paused");
        var drafted = drafts(run);

        assertThat(drafted).isEqualTo(2);
        var exceeded = room.events(run, "budget.exceeded").getLast().path("data");
        assertThat(exceeded.path("scope").asString()).isEqualTo("workspace_day");
        assertThat(exceeded.path("limit").decimalValue()).isEqualByComparingTo("0.25");
        assertThat(room.events(run, "budget.warning")).hasSize(1);
        room.post(run, "resume");
        room.awaits(run, "paused");
        assertThat(drafts(run)).as("there is no room yet").isEqualTo(drafted);

        caps("5", "50");
        room.post(run, "resume");

        room.awaitsPersonIn(run, "human-approval");
        assertThat(drafts(run)).isEqualTo(6);
        assertThat(spent("day")).isEqualByComparingTo(costOfCalls());
    }

    @Test
    @Tag("workflow-85")
    void given_money_spent__when_the_cap_is_lowered_below_it__then_nothing_new_begins() {
        sixWriters(Duration.ZERO, TOKENS);
        var first = room.start();
        room.awaitsPersonIn(first, "human-approval");
        var calls = room.calls().size();

        caps("0.01", "50");
        var second = room.start();

        assertThat(room.awaits(second, "paused").text("/pause_reason"))
                .isEqualTo("budget_exceeded");
        assertThat(room.calls()).hasSize(calls);
        assertThat(room.list(second, "invocations")).isEmpty();
    }

    @Test
    @Tag("workflow-84")
    void
            given_a_call_whose_node_is_gone__when_its_answer_comes_late__then_its_worst_case_counts_until_then() {
        room.uses("split")
                .says(
                        "synthesizer",
                        FakeAnswer.text(Newsroom.post(3)).after(Duration.ofSeconds(2)),
                        FakeAnswer.text(Newsroom.post(0)))
                .obliging();
        var run = room.start();
        room.awaitCall("synthesizer", 1);

        engine.advance(room.owner.workspaceId(), UUID.fromString(run));

        room.awaitsPersonIn(run, "human-approval");
        assertThat(held()).isZero();
        await().atMost(Newsroom.PATIENCE)
                .untilAsserted(
                        () ->
                                assertThat(room.list(run, "invocations"))
                                        .extracting(call -> call.path("status").asString())
                                        .contains("late"));
        assertThat(spent("day")).isEqualByComparingTo(costOfCalls());
        assertThat(
                        number(
                                "select sum(uncertain_cost_usd) from app.workflow_runs where workspace_id = ?"))
                .isZero();
    }

    @Test
    void given_an_abort_during_a_call__then_nothing_stays_held() {
        room.uses("split")
                .says("processor", FakeAnswer.text(room.processed()).after(Duration.ofSeconds(1)))
                .obliging();
        var run = room.start();
        room.awaitCall("processor", 1);

        room.post(run, "abort");

        room.awaits(run, "aborted");
        await().atMost(Newsroom.PATIENCE)
                .untilAsserted(() -> assertThat(spent("day")).isEqualByComparingTo(costOfCalls()));
        assertThat(held()).isZero();
    }

    @Test
    void given_a_provider_that_bills_more_than_was_set_aside__then_all_of_it_is_booked_and_told() {
        room.uses(
                        "split",
                        "model: m-writer-a-%s, max_tokens: 1000, cost_per_1k: {input: 0.001"
                                .formatted(room.mark),
                        "model: m-writer-a-%s, max_tokens: 5, cost_per_1k: {input: 0"
                                .formatted(room.mark))
                .obliging();
        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");

        assertThat(room.events(run, "budget.estimate_low")).isNotEmpty();
        assertThat(spent("day")).isEqualByComparingTo(costOfCalls());
        assertThat(held()).isZero();
    }

    /**
     * Six writers whose calls cost ten cents each: with as many tokens, exactly their worst case.
     */
    private void sixWriters(Duration delay, int maxTokens) {
        var cheap = "max_tokens: 1000, cost_per_1k: {input: 0.001, output: 0.002}";
        var dear =
                "max_tokens: %d, cost_per_1k: {input: 0, output: %s}".formatted(maxTokens, price());
        var changes = new ArrayList<String>();
        var extra = new StringBuilder();
        for (var writer : List.of("a", "b", "c", "d", "e", "f")) {
            var model = "model: m-writer-%s-%s, ".formatted(writer, room.mark);
            if (writer.compareTo("d") < 0) {
                changes.addAll(List.of(model + cheap, model + dear));
            } else {
                extra.append(
                        "  writer-%s: {provider: openai, %s%s}%n".formatted(writer, model, dear));
            }
        }
        changes.addAll(List.of("  checker-a: {provider", extra + "  checker-a: {provider"));
        changes.addAll(
                List.of(
                        "agents: [writer-a, writer-b, writer-c]",
                        "agents: [writer-a, writer-b, writer-c, writer-d, writer-e, writer-f]"));
        room.uses("split", changes.toArray(String[]::new));
        var texts = List.of(0, 2, 5, 3, 1, 4);
        for (var i = 0; i < texts.size(); i++) {
            room.says(
                    "writer-" + (char) ('a' + i),
                    FakeAnswer.text(Newsroom.post(texts.get(i))).after(delay));
        }
        room.obliging();
    }

    private static String price() {
        return DRAFT.multiply(BigDecimal.valueOf(1000))
                .divide(BigDecimal.valueOf(TOKENS), 9, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private Api.Answer caps(String daily, @Nullable String monthly) {
        var body = new HashMap<String, Object>();
        body.put("daily_usd", new BigDecimal(daily));
        body.put("monthly_usd", monthly == null ? null : new BigDecimal(monthly));
        var answer = room.owner.put("/settings/cost-caps", body);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        return answer;
    }

    private int drafts(String run) {
        return (int)
                room.list(run, "outputs").stream()
                        .filter(output -> output.path("output_type").asString().equals("draft"))
                        .count();
    }

    private void settled(String run) {
        await().atMost(Newsroom.PATIENCE)
                .pollInterval(Duration.ofMillis(50))
                .until(
                        () ->
                                List.of("paused", "halted", "awaiting_human", "failed")
                                        .contains(room.status(run)));
    }

    private BigDecimal held() {
        return number("select sum(held) from app.cost_meters where workspace_id = ?")
                .add(
                        number(
                                "select sum(held_cost_usd) from app.workflow_runs where workspace_id = ?"));
    }

    private BigDecimal spent(String scope) {
        return number(
                "select spent from app.cost_meters where scope = '%s' and workspace_id = ?"
                        .formatted(scope));
    }

    private BigDecimal costOfCalls() {
        return number("select sum(cost_usd) from app.agent_invocations where workspace_id = ?");
    }

    private BigDecimal number(String sql) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(sql)
                                .param(room.owner.workspaceId())
                                .query(BigDecimal.class)
                                .single());
    }
}
