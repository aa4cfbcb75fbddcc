package com.postmagiq.workflow.config;

import com.postmagiq.agents.Contract;
import java.util.Optional;
import java.util.Set;

/** What a validation has to know about personas. */
public interface PersonaKnowledge {
    boolean known(String slug);

    /** What the persona answers with, if that is known. */
    Optional<Contract> answers(String slug);

    /** Any slug will do: whether there is such a persona shows when it is needed. */
    static PersonaKnowledge unjudged() {
        return new PersonaKnowledge() {
            @Override
            public boolean known(String slug) {
                return true;
            }

            @Override
            public Optional<Contract> answers(String slug) {
                return Optional.empty();
            }
        };
    }

    /** Slugs alone; what the personas answer is not judged. */
    static PersonaKnowledge of(Set<String> slugs) {
        return new PersonaKnowledge() {
            @Override
            public boolean known(String slug) {
                return slugs.contains(slug);
            }

            @Override
            public Optional<Contract> answers(String slug) {
                return Optional.empty();
            }
        };
    }
}
