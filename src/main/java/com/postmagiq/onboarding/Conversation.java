package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.Goal;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A way to a strategy, from the first question to the approved plan. It is its owner's alone.
 *
 * @param mode quick, deep or chat
 * @param status open, ready, plan_generated, approved or abandoned
 * @param answers what was answered besides the talk, such as the style of the plan
 * @param extracted what the talk has brought, by name
 * @param edited names of {@code extracted} that the person wrote; no model changes them
 * @param missing names a chat still needs
 * @param planSource model, or fallback for the product's own plan
 */
@Schema(name = "OnboardingConversation")
record Conversation(
        UUID id,
        String mode,
        String status,
        Map<String, Object> answers,
        List<Goal.Turn> messages,
        int userTurns,
        boolean forced,
        Map<String, Object> extracted,
        List<String> edited,
        List<String> missing,
        @Nullable Plan plan,
        @Nullable String planSource,
        @Nullable UUID goalId,
        Advisor.Used modelUsage,
        int revision,
        Instant createdAt,
        Instant updatedAt) {
    static final String QUICK = "quick";
    static final String DEEP = "deep";
    static final String OPEN = "open";
    static final String READY = "ready";
    static final String PLANNED = "plan_generated";
    static final String APPROVED = "approved";
    static final String ABANDONED = "abandoned";

    /** A deep talk is long enough after as many answers, whoever has not noticed. */
    static final int ENOUGH_TURNS = 12;

    static Conversation begin(UUID id, String mode, Instant now) {
        return new Conversation(
                id,
                mode,
                OPEN,
                Map.of(),
                List.of(),
                0,
                false,
                Map.of(),
                List.of(),
                List.of(),
                null,
                null,
                null,
                Advisor.Used.NOTHING,
                1,
                now,
                now);
    }

    boolean ended() {
        return status.equals(APPROVED) || status.equals(ABANDONED);
    }

    boolean isReady() {
        return status.equals(READY) || status.equals(PLANNED);
    }

    Conversation heard(String words, Instant at) {
        return with(status, turns("user", words, at), userTurns + 1, forced, extracted, edited);
    }

    Conversation said(String words, Instant at) {
        return with(status, turns("assistant", words, at), userTurns, forced, extracted, edited);
    }

    /** After the person said that it is enough. */
    Conversation enough() {
        return with(READY, messages, userTurns, true, extracted, edited);
    }

    /**
     * After an answer was understood.
     *
     * @param enough whether the model thinks it knows enough
     */
    Conversation understood(Map<String, Object> known, boolean enough) {
        var ready =
                mode.equals(DEEP)
                        ? enough || userTurns >= ENOUGH_TURNS
                        : Checklist.missing(known).isEmpty();
        return with(
                status.equals(OPEN) && ready ? READY : status,
                messages,
                userTurns,
                forced,
                known,
                edited);
    }

    Conversation corrected(Map<String, Object> known, List<String> byThem) {
        return with(status, messages, userTurns, forced, known, byThem).understood(known, false);
    }

    Conversation planned(Plan made, String source, Map<String, Object> choices) {
        return new Conversation(
                id,
                mode,
                PLANNED,
                choices,
                messages,
                userTurns,
                forced,
                extracted,
                edited,
                missing,
                made,
                source,
                goalId,
                modelUsage,
                revision,
                createdAt,
                updatedAt);
    }

    Conversation approved(UUID goal) {
        return new Conversation(
                id,
                mode,
                APPROVED,
                answers,
                messages,
                userTurns,
                forced,
                extracted,
                edited,
                missing,
                plan,
                planSource,
                goal,
                modelUsage,
                revision,
                createdAt,
                updatedAt);
    }

    Conversation used(Advisor.Used more) {
        return new Conversation(
                id,
                mode,
                status,
                answers,
                messages,
                userTurns,
                forced,
                extracted,
                edited,
                missing,
                plan,
                planSource,
                goalId,
                modelUsage.plus(more),
                revision,
                createdAt,
                updatedAt);
    }

    private List<Goal.Turn> turns(String role, String words, Instant at) {
        var all = new ArrayList<>(messages);
        all.add(new Goal.Turn(role, words, at));
        return List.copyOf(all);
    }

    private Conversation with(
            String newStatus,
            List<Goal.Turn> newMessages,
            int newTurns,
            boolean newForced,
            Map<String, Object> known,
            List<String> byThem) {
        return new Conversation(
                id,
                mode,
                newStatus,
                answers,
                newMessages,
                newTurns,
                newForced,
                known,
                byThem,
                mode.equals(QUICK) ? List.of() : Checklist.missing(known),
                plan,
                planSource,
                goalId,
                modelUsage,
                revision,
                createdAt,
                updatedAt);
    }
}
