package com.postmagiq.workflow.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiersAndPricesTests {

    @ParameterizedTest
    @CsvSource({
        "legacy-claude, standard, 7",
        "legacy-claude, premium, 24",
        "groq-production, standard, 7",
        "groq-production, premium, 7",
        "ollama-local, standard, 0",
        "offline, standard, 0",
        "offline, premium, 0"
    })
    void given_a_shipped_file_and_a_tier__when_priced__then_the_listed_credits_come_out(
            String slug, String tier, int credits) {
        var effective = TierResolver.effective(Configs.valid(Configs.shipped(slug)), tier);

        var quote = CreditPrice.quote(effective, Configs.FREE);

        assertThat(quote.total()).isEqualTo(credits);
        assertThat(quote.breakdown().stream().mapToInt(CreditPrice.Item::weight).sum())
                .isEqualTo(credits);
        assertThat(quote.warnings()).isEmpty();
    }

    @Test
    void given_a_premium_run__when_resolved__then_the_roles_of_the_auditors_stay() {
        var effective =
                TierResolver.effective(Configs.valid(Configs.shipped("legacy-claude")), "premium");

        assertThat(((State.FanOut) Configs.state(effective, "draft")).slots())
                .extracting(State.Slot::agent)
                .containsExactly("claude-sonnet", "gemini-3-pro", "claude-opus", "gpt-5.2-high");
        assertThat(((State.FanOut) Configs.state(effective, "cross-audit")).slots())
                .containsExactly(
                        new State.Slot("claude-opus", "fabrication-auditor"),
                        new State.Slot("gpt-5.2-high", "style-auditor"));
    }

    @Test
    void given_fewer_tier_agents_than_roles__when_resolved__then_they_take_turns() {
        assertThat(TierResolver.cast(List.of("a", "b"), 3, true)).containsExactly("a", "b", "a");
        assertThat(TierResolver.cast(List.of("a", "b", "c"), 2, true)).containsExactly("a", "b");
        assertThat(TierResolver.cast(List.of("a", "b", "c"), 2, false))
                .containsExactly("a", "b", "c");
    }

    @Test
    void given_a_state_that_keeps_its_agents__when_resolved__then_the_tier_leaves_it() {
        var yaml =
                Configs.shipped("legacy-claude")
                        .replace(
                                "    output_type: draft",
                                "    output_type: draft\n    tier_override: false");

        var effective = TierResolver.effective(Configs.valid(yaml), "premium");

        assertThat(((State.FanOut) Configs.state(effective, "draft")).slots()).hasSize(3);
        assertThat(CreditPrice.quote(effective, Configs.FREE).total()).isEqualTo(2 + 3 + 10);
    }

    @Test
    void given_limits_of_a_tier__when_resolved__then_they_refine_the_general_ones() {
        var yaml =
                Configs.shipped("groq-production")
                        .replace(
                                "  premium:\n",
                                """
                                  premium:
                                    circuit_breaker:
                                      rules: [{name: transition_limit, limit: 30}]
                                      safety_limits: {max_transitions_hard: 80}
                                """);

        var effective = TierResolver.effective(Configs.valid(yaml), "premium");

        assertThat(effective.breaker())
                .returns(30, WorkflowConfig.Breaker::transitionLimit)
                .returns(80, WorkflowConfig.Breaker::maxTransitionsHard)
                .returns(3, WorkflowConfig.Breaker::stateVisitLimit)
                .returns(true, WorkflowConfig.Breaker::cycleDetection);
    }

    @Test
    void given_a_name_without_agent__when_only_a_tier_adds_agents__then_the_collision_is_found() {
        var yaml =
                Configs.around(
                        """
                                type: fan-out
                                agents: [offline]
                                persona: writer
                                output: draft.md
                                output_type: draft
                                next: other""",
                        "tiers: {premium: {draft_agents: [offline, offline-scene]}}");

        assertThat(Configs.validate(yaml).errors())
                .extracting(Issue::code)
                .containsExactly("state.output_collision");
    }

    @ParameterizedTest
    @CsvSource({
        "story-review, gemini, 1",
        "story-process, claude, 1",
        "draft, claude-opus, 5",
        "draft, claude-sonnet, 1",
        "cross-audit, gpt-5.2-high, 5",
        "synthesize, claude, 2",
        "final-audit, claude-opus, 0"
    })
    void given_a_completed_step__when_settled_early__then_it_has_earned_its_points(
            String state, String agent, int points) {
        var config = Configs.valid(Configs.shipped("legacy-claude"));

        var earned =
                CreditPrice.deduction(
                        config, (State.Asking) Configs.state(config, state), agent, Configs.FREE);

        assertThat(earned).isEqualTo(points);
    }

    @Test
    void given_an_agent_in_no_list__when_priced__then_it_counts_one_with_a_warning() {
        var yaml =
                Configs.shipped("groq-production")
                        .replace("  standard: [groq-llama-70b, groq-llama-8b, groq-mixtral]\n", "");

        var quote = CreditPrice.quote(Configs.valid(yaml), Configs.FREE);

        assertThat(quote.total()).isEqualTo(7);
        assertThat(quote.warnings()).hasSize(3).first().asString().contains("groq-llama-70b");
    }

    @Test
    void given_a_weight_of_its_own__when_priced__then_it_wins_even_for_a_free_provider() {
        var yaml =
                Configs.shipped("ollama-local")
                        .replace(
                                "  base_cost: 0", "  base_cost: 0\n  weights: {ollama-mistral: 3}");

        assertThat(CreditPrice.quote(Configs.valid(yaml), Configs.FREE).total()).isEqualTo(6);
    }

    @ParameterizedTest
    @CsvSource({
        "free, standard, true",
        "team, premium, false",
        "agency, premium, true",
        "self_hosted, enterprise, true",
        "individual, team, false",
        "team, unheard_of, false"
    })
    void given_a_plan__when_a_tier_is_required__then_the_rank_decides(
            String plan, String required, boolean qualifies) {
        assertThat(WorkflowTier.qualifies(plan, required)).isEqualTo(qualifies);
    }
}
