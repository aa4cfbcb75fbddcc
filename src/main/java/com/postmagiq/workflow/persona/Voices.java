package com.postmagiq.workflow.persona;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.voice.VoiceProfiles;
import com.postmagiq.voice.VoiceText;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** The voices a run can be made in: the product's, then the workspace's own profiles. */
@Component
public class Voices {
    private final SystemPersonas system;
    private final VoiceProfiles profiles;

    Voices(SystemPersonas system, VoiceProfiles profiles) {
        this.system = system;
        this.profiles = profiles;
    }

    /** Slugs and names; without texts. */
    public List<VoiceText> all() {
        return Stream.concat(
                        system.voices().values().stream()
                                .map(it -> new VoiceText(it.slug(), it.name(), "", it.version())),
                        profiles.names().stream())
                .toList();
    }

    public boolean exists(String slug) {
        return system.voices().containsKey(slug) || profiles.exists(slug);
    }

    /**
     * @throws ProblemException {@code persona.unknown_voice}
     */
    public void check(String slug) {
        if (!exists(slug)) {
            throw new ProblemException(
                    PersonaProblem.UNKNOWN_VOICE,
                    "There is no voice '%s'; choose one of %s."
                            .formatted(
                                    slug,
                                    String.join(
                                            ", ", all().stream().map(VoiceText::slug).toList())));
        }
    }
}
