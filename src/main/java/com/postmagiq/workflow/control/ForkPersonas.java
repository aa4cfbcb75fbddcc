package com.postmagiq.workflow.control;

import com.postmagiq.workflow.persona.OwnPersonas;
import com.postmagiq.workflow.persona.Persona;
import com.postmagiq.workflow.persona.SystemPersonas;
import org.springframework.stereotype.Component;

/** Finds the text a role had in one of its versions. */
@Component
public class ForkPersonas {
    private final OwnPersonas own;
    private final SystemPersonas system;

    ForkPersonas(OwnPersonas own, SystemPersonas system) {
        this.own = own;
        this.system = system;
    }

    /**
     * The text of a version of the workspace's own persona, else of the product's.
     *
     * @throws com.postmagiq.kernel.problem.ProblemException {@code fork.invalid_changes} when there
     *     is no such version
     */
    public String template(String slug, int version) {
        var found =
                own.find(slug).isPresent()
                        ? own.version(slug, version).map(OwnPersonas.Version::persona)
                        : system.version(slug, version);
        return found.map(Persona::template)
                .orElseThrow(
                        () ->
                                ChangedConfigs.invalid(
                                        "Persona '%s' has no version %d; look its versions up and name one of them."
                                                .formatted(slug, version)));
    }
}
