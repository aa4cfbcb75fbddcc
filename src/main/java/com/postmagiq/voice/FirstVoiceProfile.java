package com.postmagiq.voice;

import java.util.UUID;

/** The first profile of a workspace was learned; published inside the transaction that made it. */
public record FirstVoiceProfile(UUID id) {}
