package com.postmagiq.kernel.limits;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Buckets with interval refill: everything taken comes back at once, one window after the first
 * take, or at midnight. All nodes share them; one statement takes from all buckets of a request. A
 * node that was refused remembers it until the window ends and asks no more.
 */
public class RateBuckets {
    /** The only window that ends with the clock. */
    public static final Duration DAY = Duration.ofDays(1);

    private static final int REMEMBERED_REFUSALS = 20_000;
    private static final int SWEPT_AT_ONCE = 500;

    // Sorted, so that two requests never wait for each other's rows.
    private static final String TAKE =
            """
            insert into core.rate_limit_buckets as b (bucket_key, used, window_ends)
            select key, 1, ends from unnest(:keys::text[], :ends::timestamptz[]) as t (key, ends) order by key
            on conflict (bucket_key) do update
               set used = case when b.window_ends <= :now then 1 else b.used + 1 end,
                   window_ends = case when b.window_ends <= :now then excluded.window_ends else b.window_ends end
            returning bucket_key, used, window_ends
            """;

    private static final String SWEEP =
            """
            delete from core.rate_limit_buckets
             where bucket_key in (select bucket_key from core.rate_limit_buckets
                                   where window_ends <= :now
                                   order by window_ends limit :batch for update skip locked)
            """;

    /**
     * One count.
     *
     * @param key who is counted for what, such as {@code u:{id}:m}
     * @param limit takes per window
     * @param window of a {@link #DAY} ends at midnight in UTC, any other one that long after its
     *     first take
     */
    public record Bucket(String key, int limit, Duration window) {
        Instant end(Instant now) {
            return window.equals(DAY)
                    ? now.truncatedTo(ChronoUnit.DAYS).plus(DAY)
                    : now.plus(window);
        }
    }

    /**
     * What taking came to, by the bucket that has least left.
     *
     * @param left takes left in this window; negative when this one was too many
     */
    public record Turn(Bucket bucket, int left, Instant windowEnds, Instant now) {
        /** Whether the request must not be served. */
        public boolean isOver() {
            return left < 0;
        }

        /** Seconds until the window ends, at least 1. */
        public long secondsToWait() {
            return Math.max(1, Duration.between(now, windowEnds).plusMillis(999).toSeconds());
        }

        /** The refusal, with the seconds to wait. */
        public ProblemException refusal() {
            return new ProblemException(
                            GeneralProblem.TOO_MANY_REQUESTS,
                            "There were more than %d requests within %s; go on in %d seconds."
                                    .formatted(bucket.limit(), span(), secondsToWait()))
                    .with("limit", bucket.limit())
                    .with("window", bucket.window().toSeconds())
                    .with("retry_after", secondsToWait());
        }

        private String span() {
            return switch ((int) bucket.window().toSeconds()) {
                case 60 -> "a minute";
                case 3600 -> "an hour";
                case 86_400 -> "a day";
                default -> bucket.window().toSeconds() + " seconds";
            };
        }
    }

    private record Count(int used, Instant ends) {}

    private final JdbcClient jdbc;
    private final boolean enabled;
    private final Clock clock;
    private final Cache<String, Instant> refused =
            Caffeine.newBuilder().maximumSize(REMEMBERED_REFUSALS).build();

    RateBuckets(JdbcClient jdbc, RateLimitSettings settings, Clock clock) {
        this.jdbc = jdbc;
        this.enabled = settings.enabled();
        this.clock = clock;
    }

    /**
     * Takes one from each bucket. Switched off, everything is within its limits.
     *
     * @param buckets at least one, each with a key of its own
     */
    public Turn take(List<Bucket> buckets) {
        var now = clock.instant();
        if (!enabled) {
            var first = buckets.getFirst();
            return new Turn(first, first.limit(), first.end(now), now);
        }
        for (var bucket : buckets) {
            var until = refused.getIfPresent(bucket.key());
            if (until != null && until.isAfter(now)) {
                return new Turn(bucket, -1, until, now);
            }
        }
        var counts = counted(buckets, now);
        var tightest =
                buckets.stream()
                        .map(
                                bucket -> {
                                    var count = Objects.requireNonNull(counts.get(bucket.key()));
                                    return new Turn(
                                            bucket,
                                            bucket.limit() - count.used(),
                                            count.ends(),
                                            now);
                                })
                        .min(Comparator.comparingInt(Turn::left))
                        .orElseThrow();
        if (tightest.isOver()) {
            refused.put(tightest.bucket().key(), tightest.windowEnds());
        }
        return tightest;
    }

    /** Whether anything is counted. */
    public boolean isEnabled() {
        return enabled;
    }

    /** Drops buckets whose window has ended. */
    void sweep() {
        int rows;
        do {
            rows =
                    jdbc.sql(SWEEP)
                            .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                            .param("batch", SWEPT_AT_ONCE)
                            .update();
        } while (rows == SWEPT_AT_ONCE);
    }

    private Map<String, Count> counted(List<Bucket> buckets, Instant now) {
        var counts = new HashMap<String, Count>();
        jdbc.sql(TAKE)
                .param("keys", buckets.stream().map(Bucket::key).toArray(String[]::new))
                .param(
                        "ends",
                        buckets.stream()
                                .map(bucket -> bucket.end(now).toString())
                                .toArray(String[]::new))
                .param("now", now.atOffset(ZoneOffset.UTC))
                .query(
                        (row, _) ->
                                counts.put(
                                        row.getString("bucket_key"),
                                        new Count(
                                                row.getInt("used"),
                                                row.getObject("window_ends", OffsetDateTime.class)
                                                        .toInstant())))
                .list();
        return counts;
    }
}
