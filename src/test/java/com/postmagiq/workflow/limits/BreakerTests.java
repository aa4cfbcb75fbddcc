package com.postmagiq.workflow.limits;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.workflow.config.WorkflowConfig;
import com.postmagiq.workflow.limits.Breaker.HardTrip;
import com.postmagiq.workflow.limits.Breaker.Proposed;
import com.postmagiq.workflow.limits.Breaker.Trip;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

class BreakerTests {
    private static final WorkflowConfig.Breaker LIMITS = limits("5.00", "10.00");

    private static WorkflowConfig.Breaker limits(String cost, String hardCost) {
        return new WorkflowConfig.Breaker(
                3, true, 20, 1800, new BigDecimal(cost), 50, 3600, new BigDecimal(hardCost));
    }

    private static List<SoftRule> trips(RunCounters counters, String from, String to) {
        return Breaker.soft(LIMITS, counters, new Proposed(from, to, false, false)).stream()
                .map(Trip::rule)
                .toList();
    }

    private static RunCounters counters(int transitions, long seconds, String cost) {
        return new RunCounters(
                transitions,
                Map.of(),
                List.of(),
                seconds * 1000,
                new BigDecimal(cost),
                RunCounters.Allowances.NONE);
    }

    @Test
    @Tag("workflow-31")
    void given_endless_retries__when_draft_would_be_entered_a_third_time__then_the_run_stops() {
        var counters = RunCounters.START.moved("process", "draft");
        assertThat(trips(counters, "draft", "audit")).isEmpty();
        counters = counters.moved("draft", "audit");
        assertThat(trips(counters, "audit", "draft")).isEmpty();
        counters = counters.moved("audit", "draft").moved("draft", "audit");

        assertThat(trips(counters, "audit", "draft"))
                .containsExactly(SoftRule.STATE_VISIT_LIMIT, SoftRule.CYCLE_DETECTION);
    }

    @Test
    @Tag("workflow-31")
    void given_feedback_for_ever__when_people_reset_the_soft_rules__then_the_hard_limit_holds() {
        var counters = RunCounters.START;
        var rounds = 0;
        while (Breaker.hardBeforeMove(LIMITS, counters).isEmpty()) {
            var before = counters;
            counters = counters.overridden(Set.of(SoftRule.values()), false).movedByHuman("draft");
            assertThat(counters.transitions()).isGreaterThan(before.transitions());
            rounds++;
        }

        assertThat(rounds).isEqualTo(50);
        assertThat(Breaker.hardBeforeMove(LIMITS, counters))
                .map(HardTrip::code)
                .contains("breaker.hard_transition_limit");
    }

    @Test
    void
            given_counters_of_active_time_only__when_a_person_waits_for_days__then_no_rule_has_a_clock() {
        var waited = counters(3, 100, "0.10");

        assertThat(trips(waited, "human", "draft")).isEmpty();
        assertThat(Breaker.hard(LIMITS, waited)).isEmpty();
    }

    @Test
    @Tag("workflow-33")
    void given_nineteen_transitions__when_the_next_one_ends_the_run__then_it_is_not_stopped() {
        var counters = counters(19, 99_999, "99");

        assertThat(Breaker.soft(LIMITS, counters, new Proposed("human", "complete", true, false)))
                .isEmpty();
        assertThat(trips(counters, "human", "draft")).contains(SoftRule.TRANSITION_LIMIT);
    }

    @Test
    @Tag("workflow-37")
    void given_two_rounds_of_questions__when_a_person_answers__then_it_is_no_cycle() {
        var counters = RunCounters.START.moved("initial", "review");
        for (var round = 0; round < 2; round++) {
            assertThat(trips(counters, "review", "human")).isEmpty();
            counters = counters.moved("review", "human");
            assertThat(Breaker.soft(LIMITS, counters, new Proposed("human", "review", false, true)))
                    .isEmpty();
            counters = counters.movedByHuman("review");
        }
        assertThat(trips(counters, "review", "process")).isEmpty();
        assertThat(counters.transitions()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource({
        "18,0,0,",
        "19,0,0,TRANSITION_LIMIT",
        "0,1799,0,",
        "0,1800,0,TIMEOUT",
        "0,0,4.99,",
        "0,0,5.00,COST_LIMIT"
    })
    void given_counters__when_a_limit_is_reached__then_its_rule_trips_and_an_override_widens_it(
            int transitions, long seconds, String cost, SoftRule rule) {
        var counters = counters(transitions, seconds, cost);
        var expected = rule == null ? List.<SoftRule>of() : List.of(rule);

        assertThat(trips(counters, "a", "b")).isEqualTo(expected);
        assertThat(trips(counters.overridden(expected, false), "a", "b")).isEmpty();
    }

    @Test
    void given_an_override__when_the_allowance_is_used_up__then_the_rule_trips_again() {
        var all = Set.of(SoftRule.TRANSITION_LIMIT, SoftRule.TIMEOUT, SoftRule.COST_LIMIT);

        assertThat(trips(counters(28, 2699, "7.49").overridden(all, false), "a", "b")).isEmpty();
        assertThat(trips(counters(29, 2700, "7.50").overridden(all, false), "a", "b"))
                .containsExactly(SoftRule.TRANSITION_LIMIT, SoftRule.TIMEOUT, SoftRule.COST_LIMIT);
    }

    @Test
    void given_a_cost_limit_of_zero__when_work_is_free__then_nothing_trips_until_the_first_cent() {
        var none = limits("0", "0");
        var move = new Proposed("a", "b", false, false);

        assertThat(Breaker.soft(none, RunCounters.START, move)).isEmpty();
        assertThat(Breaker.hard(none, RunCounters.START)).isEmpty();
        assertThat(Breaker.hardBeforeCall(none, RunCounters.START, BigDecimal.ZERO)).isEmpty();
        assertThat(Breaker.hardBeforeCall(none, RunCounters.START, new BigDecimal("0.000001")))
                .map(HardTrip::code)
                .contains("breaker.hard_cost_limit");
        var spent = RunCounters.START.spent(new BigDecimal("0.01"));
        assertThat(Breaker.soft(none, spent, move))
                .extracting(Trip::rule)
                .containsExactly(SoftRule.COST_LIMIT);
        assertThat(Breaker.hard(none, spent)).isPresent();
    }

    @ParameterizedTest
    @CsvSource({"9.00,1.00,false", "9.00,1.01,true", "0,10.01,true"})
    void given_a_worst_case__when_it_would_pass_the_hard_cost__then_the_call_is_not_made(
            String cost, String worst, boolean stopped) {
        assertThat(
                        Breaker.hardBeforeCall(LIMITS, counters(0, 0, cost), new BigDecimal(worst))
                                .isPresent())
                .isEqualTo(stopped);
    }

    @Test
    void given_rules_switched_off__when_far_beyond__then_only_hard_limits_hold() {
        var off =
                new WorkflowConfig.Breaker(null, false, null, null, null, 50, 3600, BigDecimal.TEN);
        var counters = counters(50, 3600, "1");

        assertThat(Breaker.soft(off, counters, new Proposed("a", "b", false, false))).isEmpty();
        assertThat(Breaker.hard(off, counters))
                .map(HardTrip::code)
                .contains("breaker.hard_timeout");
    }

    @Test
    void given_counters__when_stored_as_json__then_they_come_back() {
        var counters =
                RunCounters.START
                        .moved("a", "b")
                        .spent(new BigDecimal("0.125"))
                        .active(1234)
                        .overridden(Set.of(SoftRule.TRANSITION_LIMIT), true);
        var mapper = JsonMapper.shared();

        assertThat(mapper.readValue(mapper.writeValueAsString(counters), RunCounters.class))
                .isEqualTo(counters);
    }

    @ParameterizedTest
    @CsvSource({
        "3,3,1,all_success",
        "2,3,1,partial_success",
        "2,3,3,all_failure",
        "0,3,1,all_failure",
        "1,1,1,all_success",
        "0,1,1,all_failure"
    })
    void given_a_fan_out__when_slots_end__then_the_result_counts_the_valid_ones(
            int valid, int slots, int min, String key) {
        assertThat(FanOutResult.of(valid, slots, min).key()).isEqualTo(key);
    }
}
