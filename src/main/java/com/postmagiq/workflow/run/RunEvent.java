package com.postmagiq.workflow.run;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One fact about a run, as the live stream tells it.
 *
 * @param seq gap-free per run; 0 until it is stored
 */
public record RunEvent(
        long seq,
        String type,
        @Nullable String state,
        @Nullable Integer visit,
        Instant at,
        Map<String, Object> data) {

    /** An event to be stored; null values are left out. */
    public static RunEvent of(
            String type,
            @Nullable String state,
            @Nullable Integer visit,
            Instant at,
            Map<String, @Nullable Object> data) {
        var present = new LinkedHashMap<String, Object>();
        data.forEach(
                (name, value) -> {
                    if (value != null) {
                        present.put(name, value);
                    }
                });
        return new RunEvent(0, type, state, visit, at, present);
    }
}
