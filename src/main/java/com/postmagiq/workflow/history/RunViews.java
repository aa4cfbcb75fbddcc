package com.postmagiq.workflow.history;

import com.postmagiq.workflow.answer.Fabrication;
import com.postmagiq.workflow.run.Fork;
import com.postmagiq.workflow.run.RunError;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Schema;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The shapes runs are shown in. Money is absent for those without the right {@code usage:admin}.
 */
public final class RunViews {
    private RunViews() {}

    /** What a run waits for. */
    public record Awaiting(
            UUID decisionId,
            @Schema(
                            allowableValues = {
                                "approval",
                                "questions",
                                "final_feedback",
                                "circuit_break",
                                "audit_incomplete"
                            })
                    String kind) {}

    /**
     * A run in a list.
     *
     * @param forkOf the run it goes on from
     */
    public record RunSummary(
            UUID id,
            long number,
            String label,
            @Nullable UUID postId,
            @Nullable UUID forkOf,
            @Schema(allowableValues = {"post", "fork", "evaluation"}) String purpose,
            @Nullable String storyLabel,
            String storyKey,
            String configSlug,
            String tier,
            int iteration,
            @Schema(
                            allowableValues = {
                                "queued",
                                "running",
                                "paused",
                                "awaiting_human",
                                "complete",
                                "halted",
                                "failed",
                                "aborted"
                            })
                    String status,
            String currentState,
            @Nullable String finalState,
            @Nullable Awaiting awaiting,
            boolean offline,
            long totalTokens,
            @Nullable BigDecimal totalCostUsd,
            int creditsQuoted,
            @Nullable Integer creditsCharged,
            @Nullable Integer finalScore,
            @Nullable UUID startedBy,
            boolean forced,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt) {}

    /** The raw text a run works on. */
    @Schema(name = "RunStory")
    public record Story(UUID outputId, String text) {}

    /** What the circuit breaker has counted, beside its limits; a missing limit is switched off. */
    @Schema(name = "RunBreaker")
    public record Breaker(
            @Nullable Integer stateVisitLimit,
            @Nullable Integer transitionLimit,
            int transitions,
            @Nullable Integer timeoutS,
            @Nullable BigDecimal costLimitUsd,
            @Nullable BigDecimal maxCostUsd) {}

    /** How far a run has come on its forward path; percent 0 to 100. */
    @Schema(name = "RunProgress")
    public record Progress(int stateIndex, int statesTotalEstimate, int percent, String label) {}

    /** A run with everything a page about it needs first. */
    public record Run(
            UUID id,
            long number,
            String label,
            @Nullable String storyLabel,
            String storyKey,
            int iteration,
            String configSlug,
            @Nullable Integer configVersion,
            String configHash,
            String tier,
            @Schema(
                            allowableValues = {
                                "queued",
                                "running",
                                "paused",
                                "awaiting_human",
                                "complete",
                                "halted",
                                "failed",
                                "aborted"
                            })
                    String status,
            String currentState,
            @Nullable String finalState,
            @Nullable Awaiting awaiting,
            boolean offline,
            long totalTokens,
            long totalInputTokens,
            long totalOutputTokens,
            @Nullable BigDecimal totalCostUsd,
            @Nullable BigDecimal uncertainCostUsd,
            int creditsQuoted,
            @Nullable Integer creditsCharged,
            @Nullable Integer finalScore,
            @Nullable UUID startedBy,
            boolean forced,
            Instant createdAt,
            @Nullable Instant startedAt,
            @Nullable Instant completedAt,
            String platform,
            @Nullable String shape,
            boolean unattended,
            boolean skipQuestions,
            boolean pauseRequested,
            @Nullable String pauseReason,
            int attempt,
            @Nullable UUID parentRunId,
            double activeS,
            double wallS,
            @Nullable UUID finalOutputId,
            @Nullable UUID postId,
            @Nullable UUID forcedBy,
            @Nullable String forcedReason,
            Story story,
            @Nullable Decision openDecision,
            Breaker breaker,
            Progress progress,
            @Nullable RunError error,
            long lastSeq,
            @Nullable ForkOf forkOf) {}

    /**
     * Where a run goes on from, what that has cost already, and the post it is about.
     *
     * @param number of the run it goes on from; absent when that was deleted
     */
    public record ForkOf(
            UUID runId,
            @Nullable Long number,
            String state,
            int visit,
            @Nullable BigDecimal inheritedCostUsd,
            @Nullable UUID aboutPostId) {
        static ForkOf of(Fork fork, @Nullable Long number, boolean money) {
            return new ForkOf(
                    fork.of(),
                    number,
                    fork.state(),
                    fork.visit(),
                    money ? fork.costUsd() : null,
                    fork.aboutPostId());
        }
    }

    /** Who decided, by the name they had then. */
    @Schema(name = "PersonRef")
    public record Person(UUID id, String name) {}

    /** A question to a person. */
    public record Decision(
            UUID id,
            UUID runId,
            String state,
            int visit,
            @Schema(
                            allowableValues = {
                                "approval",
                                "questions",
                                "final_feedback",
                                "circuit_break",
                                "audit_incomplete"
                            })
                    String kind,
            @Schema(allowableValues = {"open", "decided", "cancelled", "expired"}) String status,
            @Nullable String prompt,
            @ArraySchema(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "approved",
                                                "feedback",
                                                "retry",
                                                "abort"
                                            }))
                    List<String> options,
            List<String> questions,
            List<UUID> contentOutputIds,
            @Nullable String contentHash,
            @Nullable UUID qualityReportId,
            @Nullable String rule,
            @Nullable String reviewerFeedback,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Schema(allowableValues = {"approved", "feedback", "retry", "abort"})
                    @Nullable String decision,
            @Nullable String feedback,
            @Nullable Person decidedBy,
            @Nullable Instant decidedAt) {}

    /** One agent place of a visit. */
    public record Slot(
            int slot,
            String agent,
            @Nullable String persona,
            String status,
            @Nullable UUID outputId,
            long tokens,
            @Nullable BigDecimal costUsd,
            @Nullable Double durationS,
            @Nullable String error,
            int attempts) {}

    /** One entry into a state. */
    public record Visit(
            UUID id,
            String state,
            String type,
            int visit,
            @Schema(allowableValues = {"running", "done"}) String status,
            @Nullable String transition,
            @Nullable String nextState,
            boolean hasFeedback,
            List<UUID> inputOutputIds,
            @Nullable Double durationS,
            Instant startedAt,
            @Nullable Instant completedAt,
            List<Slot> slots) {}

    /** A text of a run. */
    public record Output(
            UUID id,
            @Schema(
                            allowableValues = {
                                "input",
                                "review",
                                "processed",
                                "draft",
                                "audit",
                                "final",
                                "final_audit",
                                "other"
                            })
                    String outputType,
            String path,
            int version,
            boolean isLatest,
            @Nullable String state,
            @Nullable Integer visit,
            @Nullable Integer slot,
            @Nullable String agent,
            @Nullable String provider,
            @Nullable String model,
            boolean isLlm,
            @Schema(allowableValues = {"agent", "human"}) String author,
            int words,
            String content,
            String contentHash,
            List<String> cleanups,
            List<String> notes,
            Instant createdAt) {}

    /** A point of an auditor. */
    @Schema(name = "AuditIssue")
    public record Issue(
            String severity,
            String issue,
            @Nullable String fix,
            @Nullable String quote,
            @Nullable String lineReference) {}

    /** What an auditor said of one draft. */
    public record DraftVerdict(
            String agent,
            @Nullable Integer score,
            List<String> strengths,
            List<Fabrication> fabrications) {}

    /** What an auditor, or the server's checks, came to. */
    public record Verdict(
            UUID id,
            String state,
            int visit,
            int slot,
            String auditorAgent,
            @Nullable String auditorPersona,
            @Nullable Integer score,
            @Nullable String decision,
            @Nullable String statedDecision,
            boolean valid,
            @Nullable String invalidReason,
            String feedback,
            List<Issue> issues,
            List<Fabrication> fabrications,
            List<String> questions,
            @Nullable Integer hookScore,
            @Nullable Integer specificsScore,
            @Nullable Integer voiceScore,
            @Nullable Integer structureScore,
            List<DraftVerdict> drafts,
            boolean deterministic,
            Instant createdAt) {}

    /**
     * A call, as people may see it.
     *
     * @param billing metered by the provider, covered by a tool's flat subscription and listed at
     *     what others would pay, or free
     * @param contextUsedPercent prompt and answer of what the model takes at once; above 100 when
     *     the call was not made for that reason
     */
    public record Invocation(
            UUID id,
            String state,
            int visit,
            int slot,
            int attempt,
            String purpose,
            String agent,
            String plannedAgent,
            String provider,
            String model,
            String persona,
            String status,
            @Nullable Long inputTokens,
            @Nullable Long outputTokens,
            long totalTokens,
            boolean estimated,
            @Schema(allowableValues = {"metered", "subscription", "free"}) String billing,
            @Nullable BigDecimal costUsd,
            @Nullable Double durationS,
            boolean degraded,
            boolean isLlm,
            @Nullable BigDecimal contextUsedPercent,
            @Schema(allowableValues = {"healthy", "moderate", "warning", "critical"})
                    @Nullable String contextStatus,
            @Nullable String errorCode,
            @Nullable String error,
            Instant startedAt) {}

    /** An event; ephemeral ones have no number. */
    public record Event(
            @Nullable Long seq,
            String type,
            UUID runId,
            UUID workspaceId,
            Instant at,
            @Nullable String state,
            @Nullable Integer visit,
            Map<String, Object> data) {}

    /** A list that has no second page. */
    public record Items<T>(List<T> items) {}
}
