package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Who reads and who sets what a workspace lets its calls cost. */
@PostmagiqTest
class CostCapSettingsTests {
    private static final String CAPS = "/settings/cost-caps";

    private final Api owner;
    private final Database database;
    private final int port;

    CostCapSettingsTests(@LocalServerPort int port, Database database) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
        this.database = database;
        this.port = port;
    }

    @Test
    void given_caps__when_they_are_read_and_set__then_amounts_are_checked() {
        var fresh = owner.get(CAPS);
        assertThat(fresh.at("/daily_usd").decimalValue()).isEqualByComparingTo("5");
        assertThat(fresh.at("/monthly_usd").decimalValue()).isEqualByComparingTo("50");
        assertThat(fresh.at("/revision").asInt()).isZero();

        var set = owner.put(CAPS, Map.of("daily_usd", 1.5));
        assertThat(set.at("/daily_usd").decimalValue()).isEqualByComparingTo("1.50");
        assertThat(set.body().has("monthly_usd")).isFalse();
        assertThat(set.text("/meters/0/scope")).isEqualTo("workspace_day");
        assertThat(set.header("ETag")).contains("\"1\"");
        assertThat(owner.put(CAPS, Map.of("daily_usd", -1)).status()).isEqualTo(422);
        assertThat(owner.put(CAPS, Map.of("weekly_usd", 1)).code()).isEqualTo("unknown_field");
    }

    @Test
    void
            given_an_editor__then_the_caps_are_readable_without_what_was_spent_and_not_theirs_to_set() {
        var editor = join("editor");

        var read = editor.get(CAPS);
        assertThat(read.status()).as(read.raw().body()).isEqualTo(200);
        assertThat(read.at("/daily_usd").decimalValue()).isEqualByComparingTo("5");
        assertThat(read.body().has("meters")).isFalse();
        assertThat(editor.put(CAPS, Map.of("daily_usd", 1)).status()).isEqualTo(403);
        assertThat(join("viewer").get(CAPS).status()).isEqualTo(403);
    }

    @Test
    void given_two_people_who_read_the_same_caps__when_both_set_them__then_the_second_is_told()
            throws Exception {
        try (var people = Executors.newVirtualThreadPerTaskExecutor()) {
            var statuses =
                    people
                            .invokeAll(
                                    IntStream.rangeClosed(1, 2)
                                            .<Callable<Integer>>mapToObj(
                                                    usd -> () -> set("0", usd).status())
                                            .toList())
                            .stream()
                            .map(CostCapSettingsTests::answer)
                            .toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 412);
        }
        var stale = set("0", 3);
        assertThat(stale.code()).isEqualTo("stale_revision");
        assertThat(stale.at("/current_revision").asInt()).isEqualTo(1);
        assertThat(set("7", 3).status()).isEqualTo(412);
        assertThat(set("1", 3).at("/revision").asInt()).isEqualTo(2);
    }

    private Api.Answer set(String revision, int usd) {
        return owner.with("If-Match", "\"%s\"".formatted(revision))
                .put(CAPS, Map.of("daily_usd", usd));
    }

    private static Integer answer(Future<Integer> asked) {
        try {
            return asked.get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new AssertionError(failed);
        }
    }

    private Api join(String role) {
        return Maintenance.join(
                database, Api.at(port).signUp("Ed " + role), owner.workspaceId(), role);
    }
}
