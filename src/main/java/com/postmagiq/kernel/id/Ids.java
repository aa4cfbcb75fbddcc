package com.postmagiq.kernel.id;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.UUID;

/**
 * Ids of everything we store: UUID version 7 (RFC 9562), so that later ids sort after earlier ones.
 */
public final class Ids {
    private Ids() {}

    /** A new id; strictly greater than every id this process made before. */
    public static UUID next() {
        return UuidCreator.getTimeOrderedEpochPlus1();
    }
}
