package com.postmagiq.agents;

/**
 * A server that works on few calls at a time, whoever asks.
 *
 * @param address a hash of where it is
 * @param atOnce calls it takes at the same time
 */
public record SharedServer(String provider, String address, int atOnce) {}
