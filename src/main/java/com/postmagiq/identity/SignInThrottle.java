package com.postmagiq.identity;

import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.ProblemException;
import java.net.InetAddress;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Slows down guessing without ever locking anybody out. Each failed sign-in fills three leaky
 * buckets (GCRA, ITU-T I.371): this address from this network, this address from anywhere, this
 * network for any address. A try is paid for before the password is looked at, so that a thousand
 * tries at once get no further than a thousand in a row, and given back when the password was
 * right. All nodes share the buckets; when they cannot be reached nobody signs in.
 */
@Component
class SignInThrottle {
    /**
     * @param tries how many failures in a row
     * @param every how long until one of them is forgotten
     */
    private record Limit(String name, int tries, Duration every) {
        /** How far ahead a full bucket is of its empty state. */
        Duration depth() {
            return every.multipliedBy(tries - 1L);
        }
    }

    private static final Limit HERE = new Limit("here", 5, Duration.ofMinutes(3));
    private static final Limit ADDRESS = new Limit("address", 20, Duration.ofMinutes(3));
    private static final Limit NETWORK = new Limit("network", 100, Duration.ofSeconds(36));

    /** A browser of the person's own, apart from everybody else's failures. */
    private static final Limit DEVICE = new Limit("device", 5, Duration.ofMinutes(3));

    private record Bucket(Limit limit, String key) {
        byte[] hash() {
            return Sha256.of(limit.name() + "|" + key);
        }
    }

    private final JdbcClient jdbc;
    private final Clock clock;

    SignInThrottle(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /**
     * Takes one try.
     *
     * @param address what was typed as e-mail address, normalised; it need not exist
     * @param device a browser in which the person of this address signed in before, or null
     * @return whether this was the last one for now of this address from here
     * @throws ProblemException {@code auth.too_many_attempts} with the seconds to wait; nothing was
     *     taken then
     */
    @Transactional
    public boolean take(String address, Caller caller, @Nullable UUID device) {
        var now = clock.instant();
        var last = false;
        for (var bucket : buckets(address, caller, device)) {
            var emptyAt =
                    jdbc.sql(
                                    """
                                    insert into core.sign_in_throttles as b (bucket_hash, empty_at)
                                    values (:hash, :first)
                                    on conflict (bucket_hash) do update
                                       set empty_at = greatest(b.empty_at, :now) + cast(:every as interval)
                                     where b.empty_at <= :full
                                    returning empty_at
                                    """)
                            .param("hash", bucket.hash())
                            .param("first", Time.of(now.plus(bucket.limit().every())))
                            .param("now", Time.of(now))
                            .param("every", bucket.limit().every().toString())
                            .param("full", Time.of(now.plus(bucket.limit().depth())))
                            .query((row, _) -> Time.read(row, "empty_at"))
                            .optional()
                            .orElseThrow(() -> full(bucket, now));
            var near = bucket.limit().equals(HERE) || bucket.limit().equals(DEVICE);
            last |= near && emptyAt.isAfter(now.plus(bucket.limit().depth()));
        }
        return last;
    }

    /** Gives a try back, and clears the nearest count: somebody was signed in. */
    @Transactional
    public void giveBack(String address, Caller caller, @Nullable UUID device) {
        for (var bucket : buckets(address, caller, device)) {
            if (bucket.limit().equals(HERE) || bucket.limit().equals(DEVICE)) {
                jdbc.sql("delete from core.sign_in_throttles where bucket_hash = :hash")
                        .param("hash", bucket.hash())
                        .update();
            } else {
                lower(bucket);
            }
        }
    }

    /**
     * Gives a try back that did not fail, such as a right password whose second factor is still to
     * come: were the count cleared there, guessing codes would begin anew with each.
     */
    @Transactional
    public void refund(String address, Caller caller, @Nullable UUID device) {
        buckets(address, caller, device).forEach(this::lower);
    }

    private void lower(Bucket bucket) {
        jdbc.sql(
                        """
                        update core.sign_in_throttles set empty_at = empty_at - cast(:every as interval)
                         where bucket_hash = :hash
                        """)
                .param("every", bucket.limit().every().toString())
                .param("hash", bucket.hash())
                .update();
    }

    private ProblemException full(Bucket bucket, Instant now) {
        var free =
                jdbc.sql("select empty_at from core.sign_in_throttles where bucket_hash = :hash")
                        .param("hash", bucket.hash())
                        .query((row, _) -> freeAgain(row, bucket.limit()))
                        .optional()
                        .orElse(now);
        var seconds = Math.max(1, Duration.between(now, free).plusMillis(999).toSeconds());
        return new ProblemException(
                        IdentityProblem.TOO_MANY_ATTEMPTS,
                        "There were too many failed sign-ins; try again in %d %s."
                                .formatted(
                                        seconds < 120 ? seconds : (seconds + 59) / 60,
                                        seconds < 120 ? "seconds" : "minutes"))
                .with("retry_after", seconds);
    }

    private static Instant freeAgain(ResultSet row, Limit limit) throws SQLException {
        return Time.read(row, "empty_at").minus(limit.depth());
    }

    /** Always in the same order, so that two tries never wait for each other's rows. */
    private static List<Bucket> buckets(String address, Caller caller, @Nullable UUID device) {
        if (device != null) {
            return List.of(new Bucket(DEVICE, device.toString()));
        }
        var network = network(caller.address());
        return List.of(
                new Bucket(HERE, address + "|" + network),
                new Bucket(ADDRESS, address),
                new Bucket(NETWORK, network));
    }

    /** The /24 or /56 of an address: what one household or attacker cheaply moves inside of. */
    static String network(String address) {
        var bytes = InetAddress.ofLiteral(address).getAddress();
        return HexFormat.of().formatHex(Arrays.copyOf(bytes, bytes.length == 4 ? 3 : 7));
    }
}
