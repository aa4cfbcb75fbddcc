package com.postmagiq.workflow.persona;

import com.postmagiq.agents.Contract;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.voice.VoiceText;
import com.postmagiq.workflow.config.PersonaKnowledge;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Which text a role has in the bound workspace: its own where it has one that is switched on, else
 * the product's.
 */
@Component
public class Personas {
    private final SystemPersonas system;
    private final OwnPersonas own;
    private final WorkspaceVoice voices;
    private final VoiceProfiles profiles;

    Personas(
            SystemPersonas system, OwnPersonas own, WorkspaceVoice voices, VoiceProfiles profiles) {
        this.system = system;
        this.own = own;
        this.voices = voices;
        this.profiles = profiles;
    }

    /** Who wrote a role. */
    public enum Source {
        SYSTEM,
        OWN,
        /** A text in the configuration itself. */
        CONFIG
    }

    /**
     * Everything the system text of a prompt is made of.
     *
     * @param rules empty exactly when the role needs none
     * @param voice empty exactly when the role needs none
     */
    public record Parts(
            Persona persona,
            Source source,
            Optional<PromptText> rules,
            Optional<PromptText> voice) {}

    /**
     * The parts as they are now.
     *
     * @param visit of the run whose voice counts where the role asks for none
     * @throws PersonaUnavailable when there is no such role, or a part it needs is missing
     */
    Parts current(String slug, UUID visit) {
        var written = own.find(slug).filter(OwnPersonas.Row::enabled);
        if (written.isPresent()) {
            return parts(written.get().persona(), Source.OWN, written.get().voice(), visit);
        }
        return parts(
                system.find(slug)
                        .orElseThrow(
                                () ->
                                        new PersonaUnavailable(
                                                "There is no persona '%s'; create it or name another."
                                                        .formatted(slug))),
                Source.SYSTEM,
                null,
                visit);
    }

    /**
     * The parts around a role that may not be stored at all.
     *
     * @param voice slug of the voice it asks for; null takes the workspace's
     */
    public Parts parts(Persona persona, Source source, @Nullable String voice) {
        return parts(persona, source, voice, null);
    }

    /**
     * @param visit of the run whose voice counts before the workspace's; null outside of runs
     */
    Parts parts(Persona persona, Source source, @Nullable String voice, @Nullable UUID visit) {
        return new Parts(
                persona,
                source,
                system.rules(persona.needsRules()),
                persona.needsVoice() ? Optional.of(voice(voice, visit)) : Optional.empty());
    }

    /** A voice of a version that a visit began with; empty when it is gone. */
    Optional<PromptText> voice(String slug, int version) {
        return system.voice(slug, version)
                .or(() -> profiles.text(slug, version).map(Personas::prompt));
    }

    private static PromptText prompt(VoiceText text) {
        return new PromptText(text.slug(), text.name(), text.text(), text.version());
    }

    private PromptText voice(@Nullable String wanted, @Nullable UUID visit) {
        var chosen =
                wanted != null
                        ? Optional.of(wanted)
                        : visit == null ? voices.chosen() : voices.chosenFor(visit);
        var slug = chosen.orElse(WorkspaceVoice.PRESET);
        return Optional.ofNullable(system.voices().get(slug))
                .or(() -> profiles.text(slug).map(Personas::prompt))
                .orElseThrow(
                        () ->
                                new PersonaUnavailable(
                                        "There is no voice '%s'; choose another.".formatted(slug)));
    }

    /** For the validation of configurations; outside a workspace the product's roles alone. */
    public PersonaKnowledge knowledge() {
        var answers = new LinkedHashMap<String, Contract>();
        system.personas().forEach((slug, persona) -> answers.put(slug, persona.outputKind()));
        if (CurrentWorkspace.idOrNull() != null) {
            own.answering().forEach(it -> answers.put(it.slug(), it.kind()));
        }
        return PersonaKnowledge.of(answers);
    }
}
