package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Composes every persona once, as a run would, and says which ones could not be used. */
@Component
public class PersonaCheck {
    private static final int LONG = 20_000;

    private final SystemPersonas system;
    private final OwnPersonas own;
    private final Personas personas;

    PersonaCheck(SystemPersonas system, OwnPersonas own, Personas personas) {
        this.system = system;
        this.own = own;
        this.personas = personas;
    }

    /** Something wrong with a persona. */
    public record Finding(String slug, String message) {}

    /** Of the product's personas and, inside a workspace, of its own. */
    public List<Finding> findings() {
        var findings = new ArrayList<Finding>();
        system.personas().values().forEach(it -> check(it, Personas.Source.SYSTEM, null, findings));
        if (CurrentWorkspace.idOrNull() != null) {
            own.all()
                    .forEach(
                            row ->
                                    check(
                                            row.persona(),
                                            Personas.Source.OWN,
                                            row.voice(),
                                            findings));
        }
        return findings;
    }

    private void check(
            Persona persona,
            Personas.Source source,
            @Nullable String voice,
            List<Finding> findings) {
        var unknown = PersonaTemplate.unknownVariables(persona.template());
        if (!unknown.isEmpty()) {
            findings.add(
                    new Finding(
                            persona.slug(), "uses the unknown variables %s".formatted(unknown)));
            return;
        }
        var shipped = system.find(persona.slug());
        if (shipped.isPresent() && shipped.get().outputKind() != persona.outputKind()) {
            findings.add(
                    new Finding(
                            persona.slug(),
                            "answers with %s, where configurations expect %s"
                                    .formatted(
                                            persona.outputKind().code(),
                                            shipped.get().outputKind().code())));
        }
        try {
            var parts = personas.parts(persona, source, voice);
            var length =
                    PromptComposer.sections(
                                    persona, parts.rules(), parts.voice(), PlatformFacts.LINKEDIN)
                            .stream()
                            .mapToInt(section -> section.text().length())
                            .sum();
            if (length > 2 * LONG) {
                findings.add(
                        new Finding(
                                persona.slug(),
                                "makes a prompt of %d characters before any text of a run"
                                        .formatted(length)));
            }
        } catch (PersonaUnavailable e) {
            findings.add(new Finding(persona.slug(), String.valueOf(e.getMessage())));
        }
    }
}
