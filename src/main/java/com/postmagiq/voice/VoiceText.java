package com.postmagiq.voice;

/**
 * A voice as those who write are told it: exactly these words become part of their prompts.
 *
 * @param slug unique among the workspace's profiles and the voices that ship
 * @param version counts changes of the text
 */
public record VoiceText(String slug, String name, String text, int version) {}
