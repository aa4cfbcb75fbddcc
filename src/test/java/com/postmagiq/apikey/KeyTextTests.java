package com.postmagiq.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyTextTests {
    private static final String RANDOM_PART = "qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    @Test
    void given_the_known_example__then_its_checksum_is_the_known_one() {
        assertThat(KeyText.checksum(RANDOM_PART)).isEqualTo("4TAwlO");
        assertThat(KeyText.isSound(RANDOM_PART + "4TAwlO")).isTrue();
    }

    @Test
    void given_new_keys__then_each_is_sound_and_another() {
        var keys = IntStream.range(0, 1000).mapToObj(_ -> KeyText.next()).toList();

        assertThat(keys).doesNotHaveDuplicates().allMatch(KeyText::isSound);
        assertThat(keys).allMatch(key -> key.matches("\\bqx_[0-9A-Za-z]{42}\\b"));
        assertThat(KeyText.prefix(keys.getFirst())).hasSize(11);
        assertThat(keys.getFirst()).endsWith(KeyText.lastFour(keys.getFirst())).hasSize(45);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "qx_",
                "qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlP",
                "qx_1023456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlO",
                "qx_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlO ",
                "qy_0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ4TAwlO"
            })
    void given_a_mistyped_key__then_it_is_found_out(String text) {
        assertThat(KeyText.isSound(text)).isFalse();
    }
}
