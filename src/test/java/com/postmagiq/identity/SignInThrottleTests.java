package com.postmagiq.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SettableClock;
import com.postmagiq.kernel.problem.ProblemException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

@PostmagiqTest
class SignInThrottleTests {
    private static final AtomicInteger NETWORKS = new AtomicInteger();

    private final SettableClock clock = new SettableClock();
    private final SignInThrottle throttle;
    private final TransactionTemplate transaction;
    private final Api stranger;

    SignInThrottleTests(
            JdbcClient jdbc, TransactionTemplate transaction, @LocalServerPort int port) {
        this.throttle = new SignInThrottle(jdbc, clock);
        this.transaction = transaction;
        this.stranger = Api.at(port);
    }

    @Test
    @Tag("tenancy-5")
    void given_five_wrong_passwords__when_the_right_one_comes__then_it_has_to_wait() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 5; i++) {
            assertThat(login(ada.email(), "another wooden table").status()).isEqualTo(401);
        }

        var sixth = login(ada.email(), Api.PASSWORD);

        assertThat(sixth.status()).isEqualTo(429);
        assertThat(sixth.code()).isEqualTo("auth.too_many_attempts");
        assertThat(Integer.parseInt(sixth.header("Retry-After").orElseThrow())).isBetween(1, 180);
        assertThat(ada.get("/permissions").status()).isEqualTo(200);
    }

    @Test
    @Tag("tenancy-5")
    void given_an_unknown_address__when_it_is_tried_six_times__then_it_has_to_wait_as_well() {
        var nobody = Api.newEmail();
        for (var i = 0; i < 5; i++) {
            assertThat(login(nobody, Api.PASSWORD).status()).isEqualTo(401);
        }

        assertThat(login(nobody, Api.PASSWORD).code()).isEqualTo("auth.too_many_attempts");
    }

    @Test
    @Tag("tenancy-5")
    void given_a_stranger_who_guesses__when_the_owner_uses_their_browser__then_they_get_in() {
        var browser = stranger.with("X-Client", "web");
        var email = Api.newEmail();
        var registered =
                browser.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                email,
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Ada Lovelace"));
        var device =
                registered.raw().headers().allValues("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith("pm_device="))
                        .findFirst()
                        .orElseThrow();
        for (var i = 0; i < 6; i++) {
            login(email, "another wooden table");
        }
        var own = browser.with("Cookie", device.substring(0, device.indexOf(';')));
        var credentials = Map.of("email", email, "password", Api.PASSWORD);

        assertThat(login(email, Api.PASSWORD).status()).isEqualTo(429);
        assertThat(own.post("/api/v1/auth/login", credentials).status()).isEqualTo(200);
        assertThat(device).contains("HttpOnly", "SameSite=Strict", "Max-Age=15552000");
        var wrong = Map.of("email", email, "password", "another wooden table");
        for (var i = 0; i < 5; i++) {
            assertThat(own.post("/api/v1/auth/login", wrong).status()).isEqualTo(401);
        }
        assertThat(own.post("/api/v1/auth/login", credentials).status()).isEqualTo(429);
    }

    @Test
    void given_a_device_of_one_person__when_it_tries_another__then_it_has_no_allowance_there() {
        var browser = stranger.with("X-Client", "web");
        var registered =
                browser.post(
                        "/api/v1/auth/register",
                        Map.of(
                                "email",
                                Api.newEmail(),
                                "password",
                                Api.PASSWORD,
                                "full_name",
                                "Mallory"));
        var device =
                registered.raw().headers().allValues("Set-Cookie").stream()
                        .filter(cookie -> cookie.startsWith("pm_device="))
                        .map(cookie -> cookie.substring(0, cookie.indexOf(';')))
                        .findFirst()
                        .orElseThrow();
        var ada = stranger.signUp("Ada Lovelace");
        for (var i = 0; i < 5; i++) {
            login(ada.email(), "another wooden table");
        }

        var withDevice =
                browser.with("Cookie", device)
                        .post(
                                "/api/v1/auth/login",
                                Map.of("email", ada.email(), "password", "another wooden table"));

        assertThat(withDevice.status()).isEqualTo(429);
    }

    @Test
    void given_four_wrong_passwords__when_the_right_one_comes__then_the_count_begins_anew() {
        var ada = stranger.signUp("Ada Lovelace");
        for (var round = 0; round < 2; round++) {
            for (var i = 0; i < 4; i++) {
                assertThat(login(ada.email(), "another wooden table").status()).isEqualTo(401);
            }
            assertThat(login(ada.email(), Api.PASSWORD).status()).isEqualTo(200);
        }
    }

    @Test
    void given_a_full_bucket__when_three_minutes_have_passed__then_one_more_try_is_free() {
        var email = Api.newEmail();
        var home = from(someNetwork());
        IntStream.range(0, 5).forEach(_ -> take(email, home));
        assertRefused(email, home, 180);

        clock.pass(Duration.ofMinutes(3));

        take(email, home);
        assertRefused(email, home, 180);
        clock.pass(Duration.ofMinutes(15));
        IntStream.range(0, 5).forEach(_ -> take(email, home));
    }

    @Test
    void given_tries_from_many_networks__when_twenty_failed__then_the_address_has_to_wait() {
        var email = Api.newEmail();
        var networks = RandomGenerator.of("L64X128MixRandom").ints(20, 1, 1 << 16).toArray();
        for (var network : networks) {
            take(email, from("2001:db8:%x:1ff::1".formatted(network)));
        }

        assertRefused(email, from(someNetwork()), 180);
    }

    @Test
    void given_tries_for_many_addresses__when_a_hundred_failed__then_the_network_has_to_wait() {
        var attacker = from("2001:db8:beef:100::1");
        var neighbour = from("2001:db8:beef:1ff::2");
        IntStream.range(0, 100).forEach(_ -> take(Api.newEmail(), attacker));

        assertRefused(Api.newEmail(), neighbour, 36);
        take(Api.newEmail(), from("2001:db8:beef:200::1"));
    }

    @Test
    void given_a_refused_try__when_the_network_is_asked_again__then_it_cost_nothing_there() {
        var email = Api.newEmail();
        var home = from(someNetwork());
        IntStream.range(0, 5).forEach(_ -> take(email, home));

        IntStream.range(0, 200).forEach(_ -> assertRefused(email, home, 180));

        take(Api.newEmail(), home);
    }

    @Test
    void given_fifty_tries_at_once__when_all_are_answered__then_no_more_than_five_were_let_through()
            throws Exception {
        var email = Api.newEmail();
        var home = from(someNetwork());
        Callable<Boolean> attempt =
                () -> {
                    try {
                        take(email, home);
                        return true;
                    } catch (ProblemException _) {
                        return false;
                    }
                };

        try (var threads = Executors.newFixedThreadPool(8)) {
            var taken =
                    threads
                            .invokeAll(IntStream.range(0, 50).mapToObj(_ -> attempt).toList())
                            .stream()
                            .filter(Future::resultNow)
                            .count();
            assertThat(taken).isEqualTo(5);
        }
    }

    @Test
    void given_addresses_of_one_household__when_the_network_is_named__then_it_is_the_same() {
        assertThat(SignInThrottle.network("192.0.2.1"))
                .isEqualTo(SignInThrottle.network("192.0.2.254"));
        assertThat(SignInThrottle.network("192.0.2.1"))
                .isNotEqualTo(SignInThrottle.network("192.0.3.1"));
        assertThat(SignInThrottle.network("2001:db8:1:ff00::1"))
                .isEqualTo(SignInThrottle.network("2001:db8:1:ffff::1"));
        assertThat(SignInThrottle.network("2001:db8:1:fe00::1"))
                .isNotEqualTo(SignInThrottle.network("2001:db8:1:ff00::1"));
        assertThat(SignInThrottle.network("::ffff:192.0.2.1"))
                .isEqualTo(SignInThrottle.network("192.0.2.9"));
    }

    private void take(String email, Caller caller) {
        transaction.executeWithoutResult(_ -> throttle.take(email, caller, null));
    }

    private void assertRefused(String email, Caller caller, long seconds) {
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> take(email, caller))
                .returns(IdentityProblem.TOO_MANY_ATTEMPTS, ProblemException::problem)
                .satisfies(e -> assertThat(e.properties()).containsEntry("retry_after", seconds));
    }

    private Api.Answer login(String email, String password) {
        return stranger.post("/api/v1/auth/login", Map.of("email", email, "password", password));
    }

    /** An address whose network no other test uses. */
    private static String someNetwork() {
        return "10.77.%d.1".formatted(NETWORKS.getAndIncrement());
    }

    private static Caller from(String address) {
        return new Caller(false, false, null, address, null);
    }
}
