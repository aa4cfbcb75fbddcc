package com.postmagiq.voice;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Optional;

/** Questions that make people write the way they talk. */
final class VoicePrompts {
    /** Answers to a question are short: people shall tell one thing. */
    static final int LONGEST_ANSWER = 500;

    /**
     * A question.
     *
     * @param reveals what the answer shows about its author
     */
    @Schema(name = "VoicePrompt")
    record Prompt(String id, String prompt, String reveals) {}

    static final List<Prompt> ALL =
            List.of(
                    new Prompt(
                            "crisis",
                            "Tell about a day when something important broke and people looked at you. What did you do first, and what did you only understand later?",
                            "How you sound under pressure"),
                    new Prompt(
                            "lesson",
                            "Describe a mistake of your own that still makes you wince. What exactly happened, and what do you do differently now?",
                            "How you learn from failure"),
                    new Prompt(
                            "contrarian",
                            "Which rule of your field does almost everybody follow that you think is wrong? Where did you see it fail?",
                            "How you disagree with your field"),
                    new Prompt(
                            "mentor",
                            "Think of somebody who made you better at your work. What did they do or say in one particular moment?",
                            "How you give credit to others"),
                    new Prompt(
                            "proud",
                            "What piece of work are you quietly proud of that hardly anybody noticed? What was hard about it?",
                            "What you value"),
                    new Prompt(
                            "abandoned",
                            "Tell about something you once believed in at work and gave up. What changed your mind?",
                            "How you change your mind"),
                    new Prompt(
                            "convince",
                            "You have two minutes with somebody who is about to decide against your proposal. What do you tell them?",
                            "How you persuade"),
                    new Prompt(
                            "explain",
                            "Explain the hardest part of your work to a neighbour who has never heard of it.",
                            "How you teach a layperson"),
                    new Prompt(
                            "detail",
                            "Which small detail in your work do you care about more than is reasonable? What happens when it is wrong?",
                            "How you care for your craft"),
                    new Prompt(
                            "aha",
                            "When did something you had known for years suddenly make sense? What were you doing at that moment?",
                            "What makes you curious"));

    private VoicePrompts() {}

    static Optional<Prompt> find(String id) {
        return ALL.stream().filter(it -> it.id().equals(id)).findFirst();
    }
}
