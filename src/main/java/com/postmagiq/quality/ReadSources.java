package com.postmagiq.quality;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.List;

/**
 * The sources read last. The texts of a run are checked against the same sources one after another,
 * and reading those takes longer than checking a text.
 */
final class ReadSources {
    private static final Duration KEPT = Duration.ofMinutes(1);

    /** What is kept takes some thirty bytes for each character. */
    private static final long MOST_CHARACTERS = 300_000;

    private final Cache<List<Source>, SourceFacts> read =
            Caffeine.newBuilder()
                    .expireAfterAccess(KEPT)
                    .maximumWeight(MOST_CHARACTERS)
                    .weigher((List<Source> sources, SourceFacts _) -> characters(sources))
                    .build();

    SourceFacts of(List<Source> sources) {
        return read.get(List.copyOf(sources), SourceFacts::new);
    }

    private static int characters(List<Source> sources) {
        return sources.stream().mapToInt(source -> source.text().length()).sum();
    }
}
