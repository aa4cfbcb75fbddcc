package com.postmagiq.agents;

import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Spreads calls over what providers allow, for all nodes: a bucket for each provider and key fills
 * evenly and each call takes its part at once, also what has not flowed in yet, so that turns are
 * given in the order they are asked for and nobody starves. Time is the database's.
 */
@Component
public class RateLimits {
    private static final Duration LONGEST_UNUSED_TURN = Duration.ofMinutes(15);
    private static final double SECONDS_PER_MINUTE = 60;

    private final JdbcClient jdbc;

    RateLimits(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    private record Level(double requests, double tokens, Instant now) {}

    /**
     * Takes a turn. A call larger than the whole bucket takes all of it, so it goes alone.
     *
     * @param tokens the call's likely size
     * @param waiting who asks: a turn too late to wait for in place is kept under this name
     * @param inPlace the longest wait for which the turn need not be kept
     * @return how long to wait before the call; beyond {@code inPlace} come back then and ask again
     */
    @Transactional
    public Duration turn(Allowance allowance, long tokens, String waiting, Duration inPlace) {
        var level = level(allowance);
        var kept = kept(allowance, waiting);
        if (kept != null) {
            var left = Duration.between(level.now(), kept);
            if (left.compareTo(inPlace) <= 0) {
                forget(allowance, waiting);
            }
            return left.isNegative() ? Duration.ZERO : left;
        }
        var size = Math.min(tokens, allowance.tokensPerMinute());
        var requests = level.requests() - (allowance.requestsPerMinute() > 0 ? 1 : 0);
        var rest = level.tokens() - size;
        jdbc.sql(
                        "update core.provider_buckets set requests = ?, tokens = ?, filled_at = ? where provider = ? and credential = ?")
                .params(
                        requests,
                        rest,
                        Timestamp.from(level.now()),
                        allowance.provider(),
                        allowance.credential())
                .update();
        var wait =
                longer(
                        untilFull(requests, allowance.requestsPerMinute()),
                        untilFull(rest, allowance.tokensPerMinute()));
        if (wait.compareTo(inPlace) > 0) {
            keep(allowance, waiting, level.now().plus(wait));
        }
        return wait;
    }

    /** Gives back what a call did not need, or takes what it needed more. */
    @Transactional
    public void settle(Allowance allowance, long taken, long used) {
        var limit = allowance.tokensPerMinute();
        var back = Math.min(taken, limit) - Math.min(used, limit);
        if (back != 0) {
            jdbc.sql(
                            "update core.provider_buckets set tokens = least(?, tokens + ?) where provider = ? and credential = ?")
                    .params(limit, back, allowance.provider(), allowance.credential())
                    .update();
        }
    }

    /** What is in the bucket now; holds its row until the end of the transaction. */
    private Level level(Allowance allowance) {
        jdbc.sql(
                        """
                        insert into core.provider_buckets (provider, credential, requests, tokens, filled_at)
                        values (?, ?, ?, ?, clock_timestamp()) on conflict do nothing
                        """)
                .params(
                        allowance.provider(),
                        allowance.credential(),
                        (double) allowance.requestsPerMinute(),
                        (double) allowance.tokensPerMinute())
                .update();
        return jdbc.sql(
                        """
                        select b.*, clock_timestamp() as now
                          from core.provider_buckets b
                         where provider = ? and credential = ?
                           for update
                        """)
                .params(allowance.provider(), allowance.credential())
                .query(
                        (row, _) -> {
                            var now = row.getTimestamp("now").toInstant();
                            var passed =
                                    Math.max(
                                            0,
                                            Duration.between(
                                                                    row.getTimestamp("filled_at")
                                                                            .toInstant(),
                                                                    now)
                                                            .toMillis()
                                                    / 1000.0);
                            return new Level(
                                    filled(
                                            row.getDouble("requests"),
                                            allowance.requestsPerMinute(),
                                            passed),
                                    filled(
                                            row.getDouble("tokens"),
                                            allowance.tokensPerMinute(),
                                            passed),
                                    now);
                        })
                .single();
    }

    private static double filled(double level, int perMinute, double seconds) {
        return Math.min(perMinute, level + seconds * perMinute / SECONDS_PER_MINUTE);
    }

    /** Until a level below zero is back at zero. */
    private static Duration untilFull(double level, int perMinute) {
        return perMinute == 0 || level >= 0
                ? Duration.ZERO
                : Duration.ofMillis(
                        (long) Math.ceil(-level * SECONDS_PER_MINUTE * 1000 / perMinute));
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    private @Nullable Instant kept(Allowance allowance, String waiting) {
        return jdbc.sql(
                        "select due_at from core.provider_turns where provider = ? and credential = ? and waiting = ?")
                .params(allowance.provider(), allowance.credential(), waiting)
                .query((row, _) -> row.getTimestamp(1).toInstant())
                .optional()
                .orElse(null);
    }

    private void keep(Allowance allowance, String waiting, Instant due) {
        jdbc.sql(
                        "delete from core.provider_turns where due_at < clock_timestamp() - cast(? as interval)")
                .param(LONGEST_UNUSED_TURN.toSeconds() + " seconds")
                .update();
        jdbc.sql(
                        "insert into core.provider_turns (provider, credential, waiting, due_at) values (?, ?, ?, ?)")
                .params(allowance.provider(), allowance.credential(), waiting, Timestamp.from(due))
                .update();
    }

    private void forget(Allowance allowance, String waiting) {
        jdbc.sql(
                        "delete from core.provider_turns where provider = ? and credential = ? and waiting = ?")
                .params(allowance.provider(), allowance.credential(), waiting)
                .update();
    }
}
