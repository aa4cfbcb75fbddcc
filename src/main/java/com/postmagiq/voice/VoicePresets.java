package com.postmagiq.voice;

import java.util.List;

/** The voices that ship with the product; whoever keeps them tells them here. */
public interface VoicePresets {
    /** In alphabetical order of their slugs. */
    List<VoiceText> all();
}
