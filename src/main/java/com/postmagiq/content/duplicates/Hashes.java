package com.postmagiq.content.duplicates;

/**
 * Hashes that are the same on every node and in every release: they are stored. FNV-1a over UTF-16
 * units, finished by the mixer of MurmurHash3 (public domain).
 */
final class Hashes {
    static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private Hashes() {}

    static long add(long hash, String word) {
        var result = hash;
        for (var i = 0; i < word.length(); i++) {
            result = (result ^ word.charAt(i)) * PRIME;
        }
        // Words are told apart where they meet.
        return (result ^ 0x1f) * PRIME;
    }

    static long mix(long hash) {
        var result = hash;
        result = (result ^ (result >>> 33)) * 0xff51afd7ed558ccdL;
        result = (result ^ (result >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return result ^ (result >>> 33);
    }
}
