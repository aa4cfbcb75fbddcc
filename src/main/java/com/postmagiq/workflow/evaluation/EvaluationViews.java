package com.postmagiq.workflow.evaluation;

import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What is said about many runs at once. Scores are 1 to 10 with two digits, rates are percent with
 * one digit, money is USD with two digits; what is not known is absent, never 0. Money is also
 * absent for those without the right {@code usage:admin}.
 */
public final class EvaluationViews {
    private EvaluationViews() {}

    /**
     * An agent by what auditors said of its drafts beside others.
     *
     * @param avgQualityScore what the server's own checks gave these drafts
     * @param selectedRate of the comparisons with other drafts, how many its draft led
     * @param sampleSize number of scores
     */
    @Schema(name = "AgentComparison")
    public record Agent(
            String name,
            @Nullable BigDecimal avgScore,
            @Nullable BigDecimal avgHook,
            @Nullable BigDecimal avgSpecifics,
            @Nullable BigDecimal avgVoice,
            @Nullable BigDecimal avgStructure,
            @Nullable BigDecimal avgQualityScore,
            @Nullable BigDecimal selectedRate,
            long sampleSize) {}

    /** Agents, best first. */
    @Schema(name = "AgentComparisons")
    public record Agents(int periodDays, List<Agent> agents) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of(
                            "name",
                            "avg_score",
                            "avg_hook",
                            "avg_specifics",
                            "avg_voice",
                            "avg_structure",
                            "avg_quality_score",
                            "selected_rate",
                            "sample_size"),
                    agents.stream()
                            .map(
                                    agent ->
                                            Sheet.row(
                                                    agent.name(),
                                                    agent.avgScore(),
                                                    agent.avgHook(),
                                                    agent.avgSpecifics(),
                                                    agent.avgVoice(),
                                                    agent.avgStructure(),
                                                    agent.avgQualityScore(),
                                                    agent.selectedRate(),
                                                    agent.sampleSize()))
                            .toList());
        }
    }

    /**
     * What one agent, provider, model, configuration or state cost.
     *
     * @param invocations calls of every outcome
     * @param avgCost per call, four digits
     * @param percentage of the total; these add up to 100.0, or are all 0
     */
    @Schema(name = "CostLine")
    public record Cost(
            String name,
            long invocations,
            long totalTokens,
            BigDecimal totalCost,
            @Nullable BigDecimal avgCost,
            BigDecimal percentage) {}

    /** Costs of every run, whatever became of it, dearest first. */
    @Schema(name = "CostBreakdown")
    public record Costs(BigDecimal totalCostUsd, List<Cost> agents) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of(
                            "name",
                            "invocations",
                            "total_tokens",
                            "total_cost",
                            "avg_cost",
                            "percentage"),
                    agents.stream()
                            .map(
                                    line ->
                                            Sheet.row(
                                                    line.name(),
                                                    line.invocations(),
                                                    line.totalTokens(),
                                                    line.totalCost(),
                                                    line.avgCost(),
                                                    line.percentage()))
                            .toList());
        }
    }

    /**
     * The complete runs of one ISO week.
     *
     * @param week such as 2026-W03
     */
    @Schema(name = "TrendWeek")
    public record Week(
            String week,
            long runs,
            @Nullable BigDecimal avgQuality,
            @Nullable BigDecimal totalCost,
            long totalTokens) {}

    /** Weeks without a gap, oldest first. */
    @Schema(name = "QualityTrend")
    public record Trend(List<Week> weeks) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of("week", "runs", "avg_quality", "total_cost", "total_tokens"),
                    weeks.stream()
                            .map(
                                    week ->
                                            Sheet.row(
                                                    week.week(),
                                                    week.runs(),
                                                    week.avgQuality(),
                                                    week.totalCost(),
                                                    week.totalTokens()))
                            .toList());
        }
    }

    /** The complete runs of one day. */
    @Schema(name = "DailyRuns")
    public record Day(
            LocalDate day,
            long runs,
            @Nullable BigDecimal avgScore,
            @Nullable BigDecimal totalCost) {}

    /** Days without a gap, oldest first. */
    @Schema(name = "DailyTrend")
    public record Daily(int periodDays, List<Day> days) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of("day", "runs", "avg_score", "total_cost"),
                    days.stream()
                            .map(
                                    day ->
                                            Sheet.row(
                                                    day.day(),
                                                    day.runs(),
                                                    day.avgScore(),
                                                    day.totalCost()))
                            .toList());
        }
    }

    /**
     * One run of a story.
     *
     * @param improvements what changed since the iteration before; absent for the first
     */
    @Schema(name = "StoryIteration")
    public record Iteration(
            int iteration,
            UUID runId,
            @Nullable Instant startedAt,
            @Nullable Integer finalScore,
            @Nullable BigDecimal totalCost,
            @Nullable String improvements) {}

    /**
     * The runs of one story.
     *
     * @param story its label
     * @param trend points gained per iteration (slope of the least-squares line through the known
     *     scores), two digits; absent with fewer than two scores
     */
    @Schema(name = "StoryIterations")
    public record Story(
            String story, String storyKey, List<Iteration> iterations, @Nullable BigDecimal trend)
            implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of(
                            "iteration",
                            "run_id",
                            "started_at",
                            "final_score",
                            "total_cost",
                            "improvements"),
                    iterations.stream()
                            .map(
                                    one ->
                                            Sheet.row(
                                                    one.iteration(),
                                                    one.runId(),
                                                    one.startedAt(),
                                                    one.finalScore(),
                                                    one.totalCost(),
                                                    one.improvements()))
                            .toList());
        }
    }

    /** How good an agent's texts of one state were, as the auditors said. */
    @Schema(name = "BestAgent")
    public record Best(String name, @Nullable BigDecimal avgScore, long sampleSize) {}

    /** The agents of a state, best first. */
    @Schema(name = "BestAgents")
    public record BestOfState(String state, List<Best> agents) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of("name", "avg_score", "sample_size"),
                    agents.stream()
                            .map(
                                    agent ->
                                            Sheet.row(
                                                    agent.name(),
                                                    agent.avgScore(),
                                                    agent.sampleSize()))
                            .toList());
        }
    }

    /**
     * A period in one line.
     *
     * @param totalRuns runs of every status
     * @param successRate complete ones among those that ended
     * @param totalCostUsd of the complete runs, like tokens and score
     * @param humanRevisionRate complete runs that a person sent back or edited
     * @param breakerTrips how often a limit stopped a run, over all runs
     */
    @Schema(name = "EvaluationSummary")
    public record Summary(
            long totalRuns,
            long completedRuns,
            @Nullable BigDecimal successRate,
            @Nullable BigDecimal totalCostUsd,
            long totalTokens,
            @Nullable BigDecimal avgFinalScore,
            @Nullable BigDecimal humanRevisionRate,
            long breakerTrips)
            implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of(
                            "total_runs",
                            "completed_runs",
                            "success_rate",
                            "total_cost_usd",
                            "total_tokens",
                            "avg_final_score",
                            "human_revision_rate",
                            "breaker_trips"),
                    List.of(
                            Sheet.row(
                                    totalRuns,
                                    completedRuns,
                                    successRate,
                                    totalCostUsd,
                                    totalTokens,
                                    avgFinalScore,
                                    humanRevisionRate,
                                    breakerTrips)));
        }
    }

    /**
     * An auditor in one role.
     *
     * @param verdicts asked for, readable or not
     * @param malformedRate verdicts that nobody could use
     * @param retryRate usable verdicts that sent the text back or stopped it
     * @param agreesWithHuman where a person decided about exactly the text it had judged
     */
    @Schema(name = "AuditorAgreement")
    public record Auditor(
            String name,
            String persona,
            long verdicts,
            @Nullable BigDecimal malformedRate,
            @Nullable BigDecimal retryRate,
            @Nullable BigDecimal agreesWithHuman) {}

    /** Auditors by name. */
    @Schema(name = "AuditorAgreements")
    public record Auditors(List<Auditor> auditors) implements Sheet.Tabular {
        @Override
        public Sheet sheet() {
            return new Sheet(
                    List.of(
                            "name",
                            "persona",
                            "verdicts",
                            "malformed_rate",
                            "retry_rate",
                            "agrees_with_human"),
                    auditors.stream()
                            .map(
                                    auditor ->
                                            Sheet.row(
                                                    auditor.name(),
                                                    auditor.persona(),
                                                    auditor.verdicts(),
                                                    auditor.malformedRate(),
                                                    auditor.retryRate(),
                                                    auditor.agreesWithHuman()))
                            .toList());
        }
    }
}
