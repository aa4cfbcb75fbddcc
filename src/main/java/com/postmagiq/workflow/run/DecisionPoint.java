package com.postmagiq.workflow.run;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question to a person that stops a run.
 *
 * @param contentHash hash of the text that is decided on
 * @param rule the breaker rule, for kind circuit_break
 * @param context where the run came from and was going
 */
public record DecisionPoint(
        UUID id,
        UUID runId,
        String state,
        int visit,
        Kind kind,
        String status,
        @Nullable String prompt,
        List<String> options,
        List<String> questions,
        List<UUID> contentOutputIds,
        @Nullable String contentHash,
        @Nullable UUID qualityReportId,
        @Nullable String rule,
        Context context,
        Instant createdAt,
        @Nullable Instant expiresAt,
        @Nullable String decision,
        @Nullable String feedback,
        @Nullable UUID decidedBy,
        @Nullable String decidedByName,
        @Nullable Instant decidedAt,
        @Nullable String requestHash) {

    /** What is asked. */
    public enum Kind {
        APPROVAL,
        QUESTIONS,
        FINAL_FEEDBACK,
        CIRCUIT_BREAK,
        AUDIT_INCOMPLETE;

        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Kind of(String code) {
            return valueOf(code.toUpperCase(Locale.ROOT));
        }
    }

    /**
     * The transition that was about to be taken.
     *
     * @param key the result that named it
     * @param target where it would have led
     * @param reviewer the reviewers' points, handed on together with a person's feedback
     */
    public record Context(@Nullable String key, @Nullable String target, String reviewer) {
        public static final Context NONE = new Context(null, null, "");
    }
}
