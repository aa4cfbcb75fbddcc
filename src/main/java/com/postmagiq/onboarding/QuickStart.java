package com.postmagiq.onboarding;

import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.web.GivenText;
import com.postmagiq.workspace.Actor;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Five answers and a plan. */
@Service
class QuickStart {
    /** The five questions, in their order. */
    static final List<String> QUESTIONS =
            List.of(
                    "professional_role",
                    "known_for",
                    "target_audience",
                    "content_style",
                    "posts_per_week");

    private final Planner planner;
    private final LocalPlan sentences;
    private final StoredTalks conversations;
    private final TransactionTemplate transaction;
    private final Clock clock;

    QuickStart(
            Planner planner,
            LocalPlan sentences,
            StoredTalks conversations,
            TransactionTemplate transaction,
            Clock clock) {
        this.planner = planner;
        this.sentences = sentences;
        this.conversations = conversations;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** The five answers. */
    @Schema(name = "QuickAnswers")
    record Answers(
            @NotNull @Size(min = 2, max = 200) String professionalRole,
            @NotNull @Size(min = 2, max = 300) String knownFor,
            @NotNull @Size(min = 2, max = 300) String targetAudience,
            @NotNull @Pattern(regexp = "narrative|teaching|informational|mixed")
                    String contentStyle,
            @NotNull @Min(1) @Max(7) Integer postsPerWeek) {
        /** By the names of the questions. */
        private Map<String, Object> values() {
            var values = new LinkedHashMap<String, Object>();
            values.put("professional_role", text("professional_role", professionalRole));
            values.put("known_for", text("known_for", knownFor));
            values.put("target_audience", text("target_audience", targetAudience));
            values.put("content_style", contentStyle);
            values.put("posts_per_week", postsPerWeek);
            return values;
        }

        private static String text(String field, String given) {
            return GivenText.required(field, given);
        }
    }

    /** Stores the answers with a plan made of them; what an earlier attempt brought is left. */
    Conversation plan(Actor actor, Answers given) {
        var answers = given.values();
        var talk = Conversation.begin(Ids.next(), Conversation.QUICK, clock.instant());
        for (var question : QUESTIONS) {
            talk =
                    talk.said(sentences.text("question." + question), clock.instant())
                            .heard(String.valueOf(answers.get(question)), clock.instant());
        }
        var made =
                planner.plan(
                        new Planner.Wish(
                                "Role: %s\nWants to be known for: %s\nReaders: %s"
                                        .formatted(
                                                answers.get("professional_role"),
                                                answers.get("known_for"),
                                                answers.get("target_audience")),
                                String.valueOf(answers.get("known_for")),
                                String.valueOf(answers.get("target_audience")),
                                given.contentStyle(),
                                given.postsPerWeek(),
                                null));
        var planned = talk.planned(made.plan(), made.source(), answers).used(made.used());
        return Objects.requireNonNull(
                transaction.execute(
                        _ -> {
                            conversations.abandonOpen(actor.userId(), Conversation.QUICK);
                            conversations.insert(actor.userId(), planned);
                            return conversations.get(actor.userId(), planned.id());
                        }));
    }
}
