package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.NewStrategy;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The guided setup of a strategy. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/onboarding")
class OnboardingController {
    private static final List<String> STYLES =
            List.of("narrative", "teaching", "informational", "mixed");
    private static final int USUAL_POSTS_PER_WEEK = 3;

    /**
     * Something to choose from or to answer.
     *
     * @param length of a post of this shape, in words
     */
    @Schema(name = "OnboardingChoice")
    record Choice(String id, String name, String description, @Nullable String length) {}

    /**
     * A plan, before anything of it is a strategy.
     *
     * @param planSource model, or fallback for the product's own plan
     */
    @Schema(name = "QuickPlan")
    record QuickPlan(UUID conversationId, Plan plan, String planSource) {}

    /** As {@link QuickPlan}, of a talk. */
    @Schema(name = "TalkPlan")
    record TalkPlan(Plan plan, String planSource) {}

    /**
     * @param restart leaves an open conversation of this kind behind
     */
    @Schema(name = "BeginConversation")
    record BeginRequest(
            @NotNull @Pattern(regexp = "deep|chat") String mode, @Nullable Boolean restart) {}

    /**
     * @param message may be left out where {@code forceReady} is set
     * @param forceReady ends the questions
     */
    @Schema(name = "ConversationMessage")
    record MessageRequest(
            @Nullable @Size(min = 1, max = 5000) String message, @Nullable Boolean forceReady) {}

    /**
     * What was answered.
     *
     * @param missing what a chat still needs
     */
    @Schema(name = "ConversationReply")
    record Reply(
            String message,
            int userTurns,
            boolean isReady,
            Map<String, Object> extracted,
            List<String> missing) {}

    /**
     * @param extracted values by name; null takes one away
     */
    @Schema(name = "ConversationCorrection")
    record CorrectionRequest(@NotNull Map<String, @Nullable Object> extracted) {}

    /** How a plan shall be. */
    @Schema(name = "TalkPlanRequest")
    record PlanRequest(
            @NotNull @Pattern(regexp = "narrative|teaching|informational|mixed")
                    String contentStyle,
            @Nullable @Min(1) @Max(14) Integer postsPerWeek,
            @Nullable @Min(1) @Max(52) Integer weeks) {}

    /**
     * @param postsPerWeek the plan's weeks are counted by; 3 where it is left out
     */
    @Schema(name = "RegenerateChapterRequest")
    record ChapterRequest(
            @NotNull Plan plan,
            @NotNull @Min(1) Integer chapterNumber,
            @Nullable @Size(max = 1000) String instruction,
            @Nullable @Min(1) @Max(14) Integer postsPerWeek) {}

    private final LocalPlan sentences;
    private final QuickStart quickStart;
    private final Talks talks;
    private final Planner planner;
    private final Approval approval;

    OnboardingController(
            LocalPlan sentences,
            QuickStart quickStart,
            Talks talks,
            Planner planner,
            Approval approval) {
        this.sentences = sentences;
        this.quickStart = quickStart;
        this.talks = talks;
        this.planner = planner;
        this.approval = approval;
    }

    @GetMapping("/content-styles")
    @RequiresScope(Scope.CONTENT_READ)
    Page<Choice> contentStyles() {
        return new Page<>(
                STYLES.stream()
                        .map(id -> choice("style." + id, id, ".name", ".description", null))
                        .toList(),
                null);
    }

    @GetMapping("/post-shapes")
    @RequiresScope(Scope.CONTENT_READ)
    Page<Choice> postShapes() {
        return new Page<>(
                PlanRules.SHAPES.stream()
                        .map(
                                id ->
                                        choice(
                                                "shape." + id,
                                                id,
                                                ".name",
                                                ".description",
                                                sentences.text("shape.%s.length".formatted(id))))
                        .toList(),
                null);
    }

    @GetMapping("/questions")
    @RequiresScope(Scope.CONTENT_READ)
    Page<Choice> questions() {
        return new Page<>(
                QuickStart.QUESTIONS.stream()
                        .map(id -> choice("question." + id, id, "", ".help", null))
                        .toList(),
                null);
    }

    private Choice choice(
            String key, String id, String name, String description, @Nullable String length) {
        return new Choice(
                id, sentences.text(key + name), sentences.text(key + description), length);
    }

    /** May take minutes where a model is asked. */
    @PostMapping("/quick")
    @RequiresScope(Scope.STRATEGY_WRITE)
    QuickPlan quick(Actor actor, @Valid @RequestBody QuickStart.Answers body) {
        var made = quickStart.plan(actor, body);
        return new QuickPlan(made.id(), plan(made), source(made));
    }

    /** The person's open conversation of this kind, or a new one. */
    @PostMapping("/conversations")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    Conversation begin(Actor actor, @Valid @RequestBody BeginRequest body) {
        return talks.begin(actor, body.mode(), Boolean.TRUE.equals(body.restart()));
    }

    @GetMapping("/conversations/{conversation_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    Conversation conversation(Actor actor, @PathVariable("conversation_id") UUID id) {
        return talks.get(actor, id);
    }

    @PatchMapping("/conversations/{conversation_id}")
    @RequiresScope(Scope.STRATEGY_WRITE)
    Conversation correct(
            Actor actor,
            @PathVariable("conversation_id") UUID id,
            @Valid @RequestBody CorrectionRequest body) {
        return talks.correct(actor, id, body.extracted());
    }

    /** May take minutes where a model is asked. */
    @PostMapping("/conversations/{conversation_id}/messages")
    @RequiresScope(Scope.STRATEGY_WRITE)
    Reply message(
            Actor actor,
            @PathVariable("conversation_id") UUID id,
            @Valid @RequestBody MessageRequest body) {
        var talk = talks.hear(actor, id, body.message(), Boolean.TRUE.equals(body.forceReady()));
        return new Reply(
                talk.messages().getLast().content(),
                talk.userTurns(),
                talk.isReady(),
                talk.extracted(),
                talk.missing());
    }

    /** May take minutes where a model is asked. */
    @PostMapping("/conversations/{conversation_id}/plan")
    @RequiresScope(Scope.STRATEGY_WRITE)
    TalkPlan plan(
            Actor actor,
            @PathVariable("conversation_id") UUID id,
            @Valid @RequestBody PlanRequest body) {
        var made = talks.plan(actor, id, body.contentStyle(), body.postsPerWeek(), body.weeks());
        return new TalkPlan(plan(made), source(made));
    }

    /** May take minutes where a model is asked. Stores nothing. */
    @PostMapping("/plan/regenerate-chapter")
    @RequiresScope(Scope.STRATEGY_WRITE)
    TalkPlan regenerateChapter(@Valid @RequestBody ChapterRequest body) {
        PlanCheck.chapters(body.plan());
        if (body.chapterNumber() > body.plan().chapters().size()) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "chapter_number",
                    "is none of the plan's %d chapters".formatted(body.plan().chapters().size()));
        }
        var instruction = GivenText.of("instruction", body.instruction());
        var made =
                planner.again(
                        body.plan(),
                        body.chapterNumber(),
                        instruction == null ? "" : instruction,
                        body.postsPerWeek() == null ? USUAL_POSTS_PER_WEEK : body.postsPerWeek());
        return new TalkPlan(made.plan(), made.source());
    }

    @PostMapping("/approve")
    @RequiresScope(Scope.STRATEGY_WRITE)
    @ResponseStatus(HttpStatus.CREATED)
    NewStrategy.Made approve(Actor actor, @Valid @RequestBody Approval.Wish body) {
        return approval.approve(actor, body);
    }

    private static Plan plan(Conversation made) {
        return Objects.requireNonNull(made.plan());
    }

    private static String source(Conversation made) {
        return Objects.requireNonNull(made.planSource());
    }
}
