package com.postmagiq.voice;

import java.util.Optional;

/** Which voice the current strategy speaks in; whoever keeps strategies tells it here. */
public interface DefaultVoice {
    /** The id of a profile, or the slug of a voice that ships; empty without a choice. */
    Optional<String> reference();
}
