package com.postmagiq.workflow.persona;

import com.postmagiq.voice.VoicePresets;
import com.postmagiq.voice.VoiceText;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the voices that ship to those who keep profiles. */
@Component
class ShippedVoices implements VoicePresets {
    private final SystemPersonas system;

    ShippedVoices(SystemPersonas system) {
        this.system = system;
    }

    @Override
    public List<VoiceText> all() {
        return system.voices().values().stream()
                .map(it -> new VoiceText(it.slug(), it.name(), it.text(), it.version()))
                .toList();
    }
}
