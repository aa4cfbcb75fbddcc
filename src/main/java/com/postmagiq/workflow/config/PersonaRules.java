package com.postmagiq.workflow.config;

import com.postmagiq.agents.Contract;
import com.postmagiq.workflow.config.StateForm.SlotForm;
import java.util.Locale;

/** Rules about personas: present, known, answering what the state needs. */
final class PersonaRules {
    private final ConfigForm form;
    private final PersonaKnowledge personas;
    private final Issues issues;

    PersonaRules(ConfigForm form, PersonaKnowledge personas, Issues issues) {
        this.form = form;
        this.personas = personas;
        this.issues = issues;
    }

    void check() {
        form.aliases()
                .slugs()
                .forEach((alias, slug) -> known(slug, YamlNode.child("/personas", alias)));
        var orchestrator = form.orchestrator();
        if (orchestrator != null && orchestrator.persona() != null) {
            known(orchestrator.persona(), "/orchestrator/persona");
        }
        for (var state : form.states().values()) {
            state.slots().forEach(slot -> slot(state, slot));
        }
    }

    private void slot(StateForm state, SlotForm slot) {
        var persona = slot.persona();
        if (persona == null) {
            if (state.prompt() == null) {
                issues.error(
                        "persona.required",
                        slot.path(),
                        "Agent '%s' has no role in '%s'; add 'persona'."
                                .formatted(slot.agent(), state.name()));
            }
            return;
        }
        known(persona, slot.personaPath());
        personas.answers(persona)
                .filter(answer -> !serves(answer, state.work().outputType()))
                .ifPresent(
                        answer ->
                                issues.warning(
                                        "persona.contract_mismatch",
                                        slot.personaPath(),
                                        "Persona '%s' answers with %s, but '%s' needs %s; choose"
                                                        .formatted(
                                                                persona,
                                                                word(answer),
                                                                state.name(),
                                                                word(state.work().outputType()))
                                                + " another persona or output_type."));
    }

    private void known(String slug, String path) {
        if (!personas.known(slug)) {
            issues.error(
                    "persona.unknown",
                    path,
                    "There is no persona '%s'; correct the name or create it.".formatted(slug));
        }
    }

    /** Drafts and finals are the same kind of text; anything may serve a free analysis. */
    private static boolean serves(Contract answer, OutputType wanted) {
        return switch (wanted) {
            case REVIEW -> answer == Contract.REVIEW;
            case AUDIT, FINAL_AUDIT -> answer == Contract.AUDIT;
            case PROCESSED -> answer == Contract.PROCESSED;
            case DRAFT, FINAL -> answer == Contract.DRAFT || answer == Contract.FINAL;
            case ANALYSIS, OTHER -> true;
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
