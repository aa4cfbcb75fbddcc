package com.postmagiq.voice;

/** A profile is gone; whoever chose it falls back to the usual voice, in the same transaction. */
public record VoiceProfileDeleted(String slug) {}
