package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/**
 * What people do before and after an experiment: agree to its price, and read its texts blindly.
 */
@RunsTest
class BlindReadingTests {
    private final Newsroom room;
    private final Lab lab;

    BlindReadingTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
        this.lab = new Lab(room.owner);
    }

    @Test
    void
            given_a_finished_experiment__when_pairs_are_judged_blindly__then_arms_are_named_after_the_last() {
        var set = lab.set(2);
        room.uses("ask");
        var experiment = lab.start(set, Lab.arms(room.slug(), room.slug()), Map.of());
        lab.ended(experiment);
        var path = "/experiments/%s/preferences".formatted(experiment);
        var pairs = room.owner.get("/evaluation/experiments/%s/pairs".formatted(experiment));
        assertThat(pairs.at("/items")).hasSize(2);
        assertThat(pairs.at("/named").asBoolean()).isFalse();
        assertThat(pairs.at("/items/0").has("left_arm")).isFalse();

        var first = lab.post(path, choice(pairs, 0, "left"));
        assertThat(first.at("/items/0").has("left_arm")).isFalse();
        assertThat(first.text("/items/0/choice")).isEqualTo("left");
        assertThat(lab.post(path, choice(pairs, 0, "right")).code())
                .isEqualTo("evaluation.preference_given");
        assertThat(lab.post(path, choice(pairs, 1, "middle")).status()).isEqualTo(422);
        var last = lab.post(path, choice(pairs, 1, "tie"));

        assertThat(last.at("/named").asBoolean()).isTrue();
        var left = last.text("/items/0/left_arm");
        assertThat(left).isIn("a", "b");
        var shares = lab.report(experiment).at("/preferences");
        assertThat(shares.path(left).asInt()).isEqualTo(1);
        assertThat(shares.path("ties").asInt()).isEqualTo(1);
        assertThat(shares.path("share_b").asDouble()).isEqualTo(left.equals("b") ? 1 : 0);
        assertThat(shares.path("high").asDouble() - shares.path("low").asDouble()).isPositive();
    }

    @Test
    void given_a_price__when_set_or_configuration_change__then_no_experiment_starts_with_it() {
        var set = lab.set(1);
        room.uses("ask");
        var arms = Lab.arms(room.slug(), room.slug());
        var quote = lab.quote(set, arms, 1).text("/quote_id");
        lab.add(set, Lab.story(1));

        var refused = lab.tryStart(set, arms, Map.of("quote_id", quote));

        assertThat(refused.code()).isEqualTo("run.quote_changed");
        assertThat(lab.tryStart(set, arms, Map.of("max_cost_usd", -1)).status()).isEqualTo(422);
        var empty = lab.set(0);
        assertThat(lab.quote(empty, arms, 1).code()).isEqualTo("evaluation.set_empty");
        assertThat(lab.quote(set, Lab.arms("no-such", room.slug()), 1).status()).isEqualTo(404);
        assertThat(
                        lab.quote(
                                        set,
                                        Map.of(
                                                "a",
                                                        Map.of(
                                                                "config_slug",
                                                                room.slug(),
                                                                "version",
                                                                99),
                                                "b", Map.of("config_slug", room.slug())),
                                        1)
                                .code())
                .isEqualTo("fork.invalid_changes");
        await().untilAsserted(
                        () ->
                                assertThat(room.owner.get("/evaluation/experiments").at("/items"))
                                        .isEmpty());
    }

    private static Map<String, Object> choice(Api.Answer pairs, int number, String choice) {
        return Map.of(
                "case_id", pairs.text("/items/%d/case_id".formatted(number)), "choice", choice);
    }
}
