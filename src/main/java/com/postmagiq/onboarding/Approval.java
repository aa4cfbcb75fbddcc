package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.NewStrategy;
import com.postmagiq.content.strategy.Strategies;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Turns a plan into a strategy: all of it in one transaction, and once. */
@Service
class Approval {
    private static final int USUAL_POSTS_PER_WEEK = 3;

    private final StoredTalks conversations;
    private final Strategies strategies;

    Approval(StoredTalks conversations, Strategies strategies) {
        this.conversations = conversations;
        this.strategies = strategies;
    }

    /**
     * A plan as the person wants it.
     *
     * @param conversationId where it came from; null for one written by hand
     * @param strategyType series where it is left out
     * @param postsPerWeek where it is left out, what the conversation has brought
     * @param startsOn needed for a campaign, as is {@code endsOn}
     */
    @Schema(name = "PlanApproval")
    record Wish(
            @Nullable UUID conversationId,
            @NotNull Plan plan,
            @Nullable @Size(max = 120) String name,
            @Nullable UUID platformId,
            @NotNull @Size(max = 500) String positioning,
            @NotNull @Size(max = 1000) String targetAudience,
            @NotNull @Pattern(regexp = "narrative|teaching|informational|mixed")
                    String contentStyle,
            @Nullable @Pattern(regexp = "series|daily|campaign") String strategyType,
            @NotNull @Pattern(regexp = "quick|deep|chat|manual") String onboardingMode,
            @Nullable @Min(1) @Max(14) Integer postsPerWeek,
            @Nullable LocalDate startsOn,
            @Nullable LocalDate endsOn) {}

    /**
     * @throws ProblemException {@code not_found}, {@code onboarding.already_approved}, {@code
     *     onboarding.conversation_closed}, {@code validation_failed}, {@code platform.not_found},
     *     {@code goal.campaign_dates_required}, {@code goal.limit}
     */
    @Transactional
    public NewStrategy.Made approve(Actor actor, Wish wish) {
        var talk =
                wish.conversationId() == null
                        ? null
                        : conversations.locked(actor.userId(), wish.conversationId());
        if (talk != null) {
            requireOpen(talk);
        }
        var made = strategies.create(actor, strategy(wish, talk));
        if (talk != null) {
            conversations.save(talk.approved(made.goalId()));
        }
        return made;
    }

    private static void requireOpen(Conversation talk) {
        if (talk.status().equals(Conversation.APPROVED)) {
            throw new ProblemException(
                    OnboardingProblem.ALREADY_APPROVED,
                    "This plan has been approved already; its strategy is there. Begin again for another one.");
        }
        if (talk.ended()) {
            throw new ProblemException(
                    OnboardingProblem.CONVERSATION_CLOSED,
                    "You began anew since; approve the plan of the newer attempt.");
        }
    }

    private static NewStrategy strategy(Wish wish, @Nullable Conversation talk) {
        return new NewStrategy(
                GivenText.of("name", wish.name()),
                wish.platformId(),
                wish.strategyType() == null ? "series" : wish.strategyType(),
                GivenText.required("positioning", wish.positioning()),
                GivenText.of("plan.signature_thesis", wish.plan().signatureThesis()),
                GivenText.required("target_audience", wish.targetAudience()),
                wish.contentStyle(),
                pace(wish, talk),
                wish.startsOn(),
                wish.endsOn(),
                wish.onboardingMode(),
                talk == null ? null : talk.messages(),
                PlanCheck.chapters(wish.plan()));
    }

    private static int pace(Wish wish, @Nullable Conversation talk) {
        if (wish.postsPerWeek() != null) {
            return wish.postsPerWeek();
        }
        return talk != null && talk.answers().get("posts_per_week") instanceof Integer known
                ? known
                : USUAL_POSTS_PER_WEEK;
    }
}
