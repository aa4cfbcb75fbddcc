package com.postmagiq.archive;

import java.util.UUID;

/**
 * The ids of rows that come in: UUIDs of version 7 that follow from the import, the part and the
 * place in it. So nothing need be remembered, rows may point to ones that are not there yet, an
 * import that goes on after a crash gives the same ids, and within a part they sort as before.
 */
final class NewIds {
    private static final int TIME = 16;
    private static final long VERSION_7 = 0x7000L;
    private static final long VARIANT = 0x8000000000000000L;
    private static final int CHANCE_BITS = 36;
    private static final long CHANCE = (1L << CHANCE_BITS) - 1;

    /** Places fit into 26 bits, parts into 12. */
    static final int MOST_ROWS = (1 << 26) - 1;

    static final int PEOPLE = 4_000;
    static final int GONE = 4_001;

    private final UUID seed;

    /**
     * @param seed of the import: a version 7 id, whose time and chance go into all others
     */
    NewIds(UUID seed) {
        this.seed = seed;
    }

    /**
     * @param place from 1
     */
    UUID of(int part, int place) {
        var time = seed.getMostSignificantBits() >>> TIME << TIME;
        return new UUID(
                time | VERSION_7 | part,
                VARIANT | (long) place << CHANCE_BITS | (seed.getLeastSignificantBits() & CHANCE));
    }
}
