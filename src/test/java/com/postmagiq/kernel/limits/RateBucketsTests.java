package com.postmagiq.kernel.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.postmagiq.PostmagiqTest;
import com.postmagiq.SettableClock;
import com.postmagiq.kernel.limits.RateBuckets.Bucket;
import com.postmagiq.kernel.settings.Installation;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@PostmagiqTest
class RateBucketsTests {
    private static final RateLimitSettings ON =
            new RateLimitSettings(true, 300, 120, 60, 300, 20_000);

    private final SettableClock clock = new SettableClock();
    private final JdbcClient jdbc;
    private final RateBuckets node;
    private final RateBuckets otherNode;

    RateBucketsTests(JdbcClient jdbc) {
        this.jdbc = jdbc;
        this.node = new RateBuckets(jdbc, ON, clock);
        this.otherNode = new RateBuckets(jdbc, ON, clock);
    }

    @Test
    void given_two_nodes__when_they_take_in_turns__then_they_share_one_count() {
        var bucket = bucket(3);

        assertThat(node.take(List.of(bucket)).left()).isEqualTo(2);
        assertThat(otherNode.take(List.of(bucket)).left()).isEqualTo(1);
        assertThat(node.take(List.of(bucket)).left()).isZero();
        assertThat(otherNode.take(List.of(bucket)).isOver()).isTrue();
        assertThat(node.take(List.of(bucket)).isOver()).isTrue();
    }

    @Test
    void given_a_full_bucket__when_its_window_ends__then_everything_is_back_at_once() {
        var bucket = bucket(2);
        IntStream.range(0, 3).forEach(_ -> node.take(List.of(bucket)));
        clock.pass(Duration.ofSeconds(59));
        var refused = node.take(List.of(bucket));

        assertThat(refused.isOver()).isTrue();
        assertThat(refused.secondsToWait()).isOne();
        clock.pass(Duration.ofSeconds(1));
        assertThat(node.take(List.of(bucket)).left()).isEqualTo(1);
    }

    @Test
    void given_a_bucket_of_a_day__when_midnight_comes_in_utc__then_everything_is_back() {
        var bucket = new Bucket("t:" + UUID.randomUUID(), 1, RateBuckets.DAY);
        var midnight = clock.instant().truncatedTo(ChronoUnit.DAYS).plus(RateBuckets.DAY);
        node.take(List.of(bucket));
        clock.pass(Duration.between(clock.instant(), midnight).minusSeconds(1));

        assertThat(node.take(List.of(bucket)).secondsToWait()).isOne();
        clock.pass(Duration.ofSeconds(1));
        assertThat(node.take(List.of(bucket)).isOver()).isFalse();
    }

    @Test
    void given_a_refusal__when_the_node_is_asked_again__then_it_remembers_and_does_not_count() {
        var bucket = bucket(1);
        IntStream.range(0, 50).forEach(_ -> node.take(List.of(bucket)));

        var used =
                jdbc.sql("select used from core.rate_limit_buckets where bucket_key = :key")
                        .param("key", bucket.key())
                        .query(Integer.class)
                        .single();

        assertThat(used).isEqualTo(2);
    }

    @Test
    void given_several_buckets__when_one_is_tighter__then_it_speaks_for_all() {
        var wide = bucket(100);
        var tight = bucket(2);

        assertThat(node.take(List.of(wide, tight)).bucket()).isEqualTo(tight);
        node.take(List.of(wide, tight));
        assertThat(node.take(List.of(wide, tight)).isOver()).isTrue();
        assertThat(node.take(List.of(wide)).left()).isEqualTo(96);
    }

    @Test
    void given_fifty_takes_at_once__when_all_are_answered__then_exactly_the_limit_passed()
            throws Exception {
        var bucket = bucket(20);
        Callable<Boolean> attempt = () -> !node.take(List.of(bucket)).isOver();

        try (var threads = Executors.newFixedThreadPool(8)) {
            var passed =
                    threads
                            .invokeAll(IntStream.range(0, 50).mapToObj(_ -> attempt).toList())
                            .stream()
                            .filter(Future::resultNow)
                            .count();
            assertThat(passed).isEqualTo(20);
        }
    }

    @Test
    void given_ended_windows__when_they_are_swept__then_only_those_go() {
        var ended = bucket(5);
        var running = new Bucket("test:" + UUID.randomUUID(), 5, Duration.ofHours(1));
        node.take(List.of(ended, running));
        clock.pass(Duration.ofMinutes(2));

        node.sweep();

        assertThat(exists(ended)).isFalse();
        assertThat(exists(running)).isTrue();
    }

    @Test
    void given_production__when_counting_is_switched_off__then_it_does_not_start() {
        var off = new RateLimitSettings(false, 300, 120, 60, 300, 20_000);
        var production =
                new Installation(
                        Path.of("var"),
                        Installation.Environment.PRODUCTION,
                        "https://app.example.com");

        assertThatIllegalStateException()
                .isThrownBy(() -> off.requireSafe(production))
                .withMessageContaining("postmagiq.rate-limit.enabled is false");
        assertThatThrownBy(() -> new RateLimitSettings(true, 0, 120, 60, 300, 20_000))
                .hasMessageContaining("postmagiq.rate-limit.member-per-minute is 0");
        assertThat(new RateBuckets(jdbc, off, clock).take(List.of(bucket(1))).isOver()).isFalse();
    }

    private boolean exists(Bucket bucket) {
        return jdbc.sql(
                        "select exists (select from core.rate_limit_buckets where bucket_key = :key)")
                .param("key", bucket.key())
                .query(Boolean.class)
                .single();
    }

    private static Bucket bucket(int limit) {
        return new Bucket("test:" + UUID.randomUUID(), limit, Duration.ofMinutes(1));
    }
}
