package com.postmagiq.workflow.config;

import com.postmagiq.agents.Contract;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What a validation has to know about personas. */
public interface PersonaKnowledge {
    boolean known(String slug);

    /** What the persona answers with, if that is known. */
    Optional<Contract> answers(String slug);

    /**
     * Changes whenever an answer of the two methods would; the same knowledge gives the same
     * judgement of a configuration.
     */
    String fingerprint();

    /**
     * Any slug will do. For configurations that were judged before: whether there is such a persona
     * shows when it is needed.
     */
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

            @Override
            public String fingerprint() {
                return "unjudged";
            }
        };
    }

    /** Slugs with what they answer. */
    static PersonaKnowledge of(Map<String, Contract> answers) {
        var known = new TreeMap<>(answers);
        var fingerprint = ContentHash.of(known.toString());
        return new PersonaKnowledge() {
            @Override
            public boolean known(String slug) {
                return known.containsKey(slug);
            }

            @Override
            public Optional<Contract> answers(String slug) {
                return Optional.ofNullable(known.get(slug));
            }

            @Override
            public String fingerprint() {
                return fingerprint;
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

            @Override
            public String fingerprint() {
                return ContentHash.of(new TreeSet<>(slugs).toString());
            }
        };
    }
}
