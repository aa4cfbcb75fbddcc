package com.postmagiq.workflow.persona;

import java.util.List;

/**
 * A prompt ready to be sent.
 *
 * @param system role, rules and voice; instructions stand here and nowhere else
 * @param user the materials in their fences, then context, feedback last
 * @param removedCharacters invisible characters taken out of outside texts
 * @param hash SHA-256 of both texts with the random boundary left out, so that equal prompts have
 *     equal hashes
 * @param parts what the system text was made of, in order
 * @param canary must not occur in an answer
 */
public record Composed(
        String system,
        String user,
        int removedCharacters,
        String hash,
        List<Part> parts,
        String canary) {

    public Composed {
        parts = List.copyOf(parts);
    }

    /**
     * One part of the system text.
     *
     * @param kind rules, voice or persona
     * @param contentHash SHA-256 of its text
     */
    public record Part(String kind, String slug, int version, String contentHash) {}

    /** Whether an answer gives the prompt away; such an answer is withheld. */
    public boolean leakedBy(String answer) {
        return answer.contains(canary);
    }
}
