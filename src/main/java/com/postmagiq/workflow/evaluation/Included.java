package com.postmagiq.workflow.evaluation;

import java.util.Map;

/**
 * Which runs count beside ordinary ones. Each is left out unless asked for.
 *
 * @param offline runs and agents without a language model
 * @param forks runs that began inside another one
 * @param evaluation runs of experiments
 */
public record Included(boolean offline, boolean forks, boolean evaluation) {
    /** Ordinary runs only. */
    public static final Included ORDINARY = new Included(false, false, false);

    /** Keeps rows of {@code r}, a run, out that do not count. */
    static final String PURPOSES =
            """
            (:forks or r.purpose <> 'fork') and (:evaluation or r.purpose <> 'evaluation')
            """;

    /** The same for answers about whole runs. */
    static final String RUNS = "(:offline or not r.offline) and " + PURPOSES;

    Map<String, Object> parameters() {
        return Map.of("offline", offline, "forks", forks, "evaluation", evaluation);
    }
}
