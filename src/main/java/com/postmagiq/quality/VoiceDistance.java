package com.postmagiq.quality;

/**
 * How far a post is from its author's voice, as the voice profile measures it.
 *
 * @param distance of this post, in the profile's own unit
 * @param limit the 95th percentile of the author's own texts
 */
public record VoiceDistance(double distance, double limit) {}
