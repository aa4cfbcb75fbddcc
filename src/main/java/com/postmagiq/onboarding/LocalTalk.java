package com.postmagiq.onboarding;

import com.postmagiq.content.strategy.Goal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A talk without a model: the product's own questions, one after the other. */
@Component
class LocalTalk {
    private static final int SUMMARY_AFTER = 4;
    private static final int SUBJECT = 80;

    /** What a chat asks for, needed things first. */
    private static final List<Checklist.Item> ASKED =
            List.of(
                    Checklist.Item.POSITIONING,
                    Checklist.Item.TARGET_AUDIENCE,
                    Checklist.Item.CONTENT_STYLE,
                    Checklist.Item.POSTS_PER_WEEK,
                    Checklist.Item.SIGNATURE_THESIS,
                    Checklist.Item.INTELLECTUAL_ENEMIES,
                    Checklist.Item.CHAPTER_THEMES,
                    Checklist.Item.SERIES_LENGTH_WEEKS,
                    Checklist.Item.VOICE_CONSTRAINTS);

    private final LocalPlan sentences;

    LocalTalk(LocalPlan sentences) {
        this.sentences = sentences;
    }

    String first(String mode) {
        return mode.equals(Conversation.DEEP) ? deep(1) : question(Checklist.Item.POSITIONING);
    }

    /** What is said when the person wants no more questions. */
    String enough() {
        return sentences.text("chat.done");
    }

    /**
     * The talk after its last answer was understood as far as rules can, with the next question.
     *
     * @param heard the talk as it was when the person had answered
     */
    Conversation answered(Conversation talk, Conversation heard, Instant now) {
        if (talk.mode().equals(Conversation.DEEP)) {
            return talk.said(nextDeep(heard), now).understood(talk.extracted(), false);
        }
        var answer = heard.messages().getLast().content();
        var known =
                asked(heard)
                        .flatMap(
                                item ->
                                        Checklist.said(item, answer)
                                                .map(value -> Map.of(item.code(), value)))
                        .map(found -> Checklist.merged(talk.extracted(), talk.edited(), found))
                        .orElse(talk.extracted());
        var understood = talk.understood(known, false);
        return understood.said(nextQuestion(understood), now);
    }

    private String nextDeep(Conversation heard) {
        var turns = heard.userTurns();
        var summary =
                sentences.text("deep.summary", Words.cut(Planner.longestAnswer(heard), SUBJECT));
        if (turns >= Conversation.ENOUGH_TURNS) {
            return summary;
        }
        return turns == SUMMARY_AFTER ? summary + "\n\n" + deep(turns + 1) : deep(turns + 1);
    }

    private String deep(int number) {
        return sentences.text("deep." + number);
    }

    /** What the question before the last answer asked for. */
    private Optional<Checklist.Item> asked(Conversation heard) {
        var messages = heard.messages();
        var before = messages.size() < 2 ? "" : messages.get(messages.size() - 2).content();
        return ASKED.stream().filter(item -> question(item).equals(before)).findFirst();
    }

    private String nextQuestion(Conversation talk) {
        var asked = talk.messages().stream().map(Goal.Turn::content).toList();
        return ASKED.stream()
                .filter(item -> !talk.extracted().containsKey(item.code()))
                .filter(item -> Checklist.NEEDED.contains(item) || !asked.contains(question(item)))
                .findFirst()
                .map(this::question)
                .orElseGet(this::enough);
    }

    private String question(Checklist.Item item) {
        return sentences.text("chat." + item.code());
    }
}
