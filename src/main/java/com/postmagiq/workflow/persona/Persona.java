package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import com.postmagiq.workflow.config.ContentHash;
import java.util.Optional;

/**
 * A role for an agent.
 *
 * @param template its text, which may use the variables of {@link PersonaTemplate}
 * @param outputKind what it answers with
 * @param modelTier writer, auditor or coder, where a kind of model suits the role
 * @param version 1 for what shipped; counts edits of a workspace's own
 */
public record Persona(
        String slug,
        String name,
        String description,
        String template,
        RulesTier needsRules,
        boolean needsVoice,
        Contract outputKind,
        Optional<String> modelTier,
        int version) {

    private static final int CANARY_DIGITS = 20;

    /**
     * @throws PersonaUnavailable when the template is blank: an empty role is no role
     */
    public Persona {
        if (template.isBlank()) {
            throw new PersonaUnavailable(
                    "Persona '%s' has an empty text; restore an earlier version.".formatted(slug));
        }
    }

    /** SHA-256 of the template. */
    public String contentHash() {
        return ContentHash.of(template);
    }

    /** SHA-256 of everything a version keeps; equal versions have equal ones. */
    public String factsHash() {
        return ContentHash.of(
                String.join(
                        "\0",
                        name,
                        description,
                        template,
                        needsRules.code(),
                        String.valueOf(needsVoice),
                        outputKind.code(),
                        modelTier.orElse("")));
    }

    /** The same as another version. */
    public Persona inVersion(int number) {
        return new Persona(
                slug,
                name,
                description,
                template,
                needsRules,
                needsVoice,
                outputKind,
                modelTier,
                number);
    }

    /** A mark that stands in prompts of this template and has no business in any answer. */
    public String canary() {
        return "mark-"
                + ContentHash.of("canary:" + slug + ":" + template).substring(0, CANARY_DIGITS);
    }
}
