package com.postmagiq.workflow.persona;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What a prompt says about the place the post is for.
 *
 * @param platform such as LinkedIn
 * @param language in words, such as English
 * @param contentGoal what the author's posts are for, if that is known
 * @param elements the parts of a story, as the workspace names them
 * @param minWords shortest post
 * @param maxWords longest post
 */
public record PlatformFacts(
        String platform,
        String language,
        Optional<String> contentGoal,
        List<Element> elements,
        int minWords,
        int maxWords) {

    public static final PlatformFacts LINKEDIN =
            new PlatformFacts("LinkedIn", "English", Optional.empty(), Element.STANDARD, 250, 400);

    public PlatformFacts {
        elements = List.copyOf(elements);
        if (minWords < 1 || maxWords < minWords) {
            throw new IllegalArgumentException(
                    "A post of %d to %d words cannot be written.".formatted(minWords, maxWords));
        }
    }

    /**
     * A part of a story.
     *
     * @param key fixed: failure, misunderstanding, amplification, fix or scar
     * @param label what the workspace calls it
     */
    public record Element(String key, String label, String meaning, boolean optional) {
        public static final List<Element> STANDARD =
                List.of(
                        new Element("failure", "Failure", "what broke", false),
                        new Element(
                                "misunderstanding",
                                "Misunderstanding",
                                "the wrong assumption behind it",
                                false),
                        new Element(
                                "amplification",
                                "Amplification",
                                "how AI, or another circumstance, made it worse",
                                true),
                        new Element("fix", "Fix", "what helped", false),
                        new Element(
                                "scar",
                                "Scar",
                                "what stays, and what is done differently now",
                                false));
    }

    String elementList() {
        return elements.stream()
                .map(
                        element ->
                                "- %s (`%s`): %s%s"
                                        .formatted(
                                                element.label(),
                                                element.key(),
                                                element.meaning(),
                                                element.optional() ? "; may be absent" : ""))
                .collect(Collectors.joining("\n"));
    }
}
