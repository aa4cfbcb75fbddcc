package com.postmagiq.onboarding;

import com.postmagiq.agents.AgentRequest;
import com.postmagiq.content.strategy.Goal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Makes plans: by a model where one answers, else the product's own. Holds no transaction. */
@Component
class Planner {
    static final String BY_MODEL = "model";
    static final String OWN = "fallback";

    private static final String USUAL_SIZE = "Plan 4 to 6 chapters with 4 to 6 posts each.";
    private static final int FEWEST_CHAPTERS = 4;
    private static final int MOST_CHAPTERS = 8;

    private final Advisor advisor;
    private final LocalPlan local;
    private final JsonMapper json;

    Planner(Advisor advisor, LocalPlan local, JsonMapper json) {
        this.advisor = advisor;
        this.local = local;
        this.json = json;
    }

    /**
     * A plan and where it came from.
     *
     * @param source {@link #BY_MODEL} or {@link #OWN}
     */
    record Made(Plan plan, String source, Advisor.Used used) {}

    /**
     * What a plan is made from.
     *
     * @param said everything the person told
     * @param subject what they are known for, for a plan without a model
     * @param weeks null for a plan of the usual size
     */
    record Wish(
            String said,
            String subject,
            String audience,
            String style,
            int postsPerWeek,
            @Nullable Integer weeks) {}

    Made plan(Wish wish) {
        var advice =
                advisor.ask(
                        Prompts.PLAN,
                        Prompts.material(
                                wish.said(),
                                "Style: %s. %d posts a week. %s"
                                        .formatted(wish.style(), wish.postsPerWeek(), size(wish))),
                        answer -> PlanRepair.plan(answer, wish.postsPerWeek()));
        return advice.value()
                .map(plan -> new Made(plan, BY_MODEL, advice.used()))
                .orElseGet(
                        () ->
                                new Made(
                                        local.plan(
                                                wish.subject(),
                                                wish.audience(),
                                                wish.style(),
                                                wish.postsPerWeek()),
                                        OWN,
                                        advice.used()));
    }

    /** The same plan with one chapter made anew. */
    Made again(Plan plan, int chapterNumber, String instruction, int postsPerWeek) {
        var old = plan.chapters().get(chapterNumber - 1);
        var advice =
                advisor.ask(
                        Prompts.CHAPTER,
                        Prompts.material(
                                json.writeValueAsString(plan),
                                "Make chapter %d anew. %s".formatted(chapterNumber, instruction)),
                        PlanRepair::chapter);
        var chapter = advice.value().orElseGet(() -> local.again(old));
        var chapters =
                plan.chapters().stream().map(each -> each.equals(old) ? chapter : each).toList();
        return new Made(
                PlanRules.applied(new Plan(plan.signatureThesis(), chapters), postsPerWeek),
                advice.value().isPresent() ? BY_MODEL : OWN,
                advice.used());
    }

    /** What a talk has brought, as a wish for a plan. */
    Wish wish(Conversation talk, String style, int postsPerWeek, @Nullable Integer weeks) {
        var known = talk.extracted();
        var said = new StringBuilder("What is known: " + json.writeValueAsString(known) + "\n");
        talk.messages()
                .forEach(
                        turn ->
                                said.append('\n')
                                        .append(turn.role())
                                        .append(": ")
                                        .append(turn.content()));
        return new Wish(
                said.toString(),
                text(known, "positioning").orElseGet(() -> longestAnswer(talk)),
                text(known, "target_audience").orElse(local.text("audience.unknown")),
                style,
                postsPerWeek,
                talk.mode().equals("chat") ? weeks : null);
    }

    /** The turns of a talk as a model reads them. */
    static List<AgentRequest.Message> turns(List<Goal.Turn> talk) {
        return talk.stream()
                .map(
                        turn ->
                                new AgentRequest.Message(
                                        turn.role().equals("user")
                                                ? AgentRequest.Message.Role.USER
                                                : AgentRequest.Message.Role.ASSISTANT,
                                        turn.content()))
                .toList();
    }

    /** What the person said most about; empty before they said anything. */
    static String longestAnswer(Conversation talk) {
        return talk.messages().stream()
                .filter(turn -> turn.role().equals("user"))
                .map(Goal.Turn::content)
                .max(Comparator.comparingInt(String::length))
                .orElse("");
    }

    private static String size(Wish wish) {
        if (wish.weeks() == null) {
            return USUAL_SIZE;
        }
        var posts = Math.min(wish.weeks() * wish.postsPerWeek(), MOST_CHAPTERS * Plan.MOST_POSTS);
        return "Plan %d posts in all over %d to %d chapters."
                .formatted(posts, FEWEST_CHAPTERS, MOST_CHAPTERS);
    }

    private static Optional<String> text(Map<String, Object> known, String name) {
        return known.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }
}
