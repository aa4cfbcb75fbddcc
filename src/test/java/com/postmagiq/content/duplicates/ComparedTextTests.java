package com.postmagiq.content.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ComparedTextTests {
    private static final List<String> WORDS =
            Arrays.asList(
                    ("river bridge team meeting budget captain lantern copper office winter story lesson client"
                                    + " harbour ticket engine failure question answer morning")
                            .split(" "));

    @Test
    void given_addresses_names_tags_and_pictures__then_only_words_are_compared() {
        var text = "Read https://example.com/a?b=c @ana #team 🚒 The Captain’s 3 rules, NOW!";

        assertThat(ComparedText.of(text).line()).isEqualTo("read the captain's 3 rules now");
    }

    @Test
    void given_words_behind_a_picture__then_their_places_are_those_of_the_text() {
        var text = "🚒 Fire";

        assertThat(ComparedText.of(text).words())
                .containsExactly(new ComparedText.Word("fire", 3, 7));
    }

    @Test
    @Tag("content-41")
    void
            given_every_tenth_word_changed__when_laid_into_drawers__then_nearly_all_texts_meet_and_are_near() {
        var met = 0;
        for (var seed = 0; seed < 50; seed++) {
            var random = new Random(seed);
            var words =
                    new ArrayList<>(
                            IntStream.range(0, 200)
                                    .mapToObj(i -> WORDS.get(random.nextInt(WORDS.size())) + i % 37)
                                    .toList());
            var one = ComparedText.of(String.join(" ", words));
            for (var i = 0; i < words.size(); i += 10) {
                words.set(i, "changed" + i);
            }
            var other = ComparedText.of(String.join(" ", words));
            var similarity = ComparedText.similarity(one.shingles(), other.shingles());

            assertThat(Level.of(Kind.CONTENT, one, other, similarity))
                    .isIn(Level.DUPLICATE, Level.NEAR);
            met += meet(one, other) ? 1 : 0;
        }
        // 97 of 100 by the formula; the seeds are fixed, so the number is too.
        assertThat(met).isGreaterThanOrEqualTo(47);
    }

    @Test
    void given_texts_of_other_words__then_they_share_no_drawer() {
        var one = ComparedText.of("one two three four five six seven eight nine ten eleven twelve");
        var other = ComparedText.of("un deux trois quatre cinq six sept huit neuf dix onze douze");

        assertThat(meet(one, other)).isFalse();
    }

    @Test
    void given_topics__then_equal_words_count_and_two_words_are_too_few_to_be_alike() {
        assertThat(topics("How we lost the client", "how WE lost the client!"))
                .isEqualTo(Level.SAME_TOPIC);
        assertThat(topics("The fire company in winter", "Fire company the in summer")).isNull();
        assertThat(topics("The fire company in winter", "In winter the fire company"))
                .isEqualTo(Level.SAME_TOPIC);
    }

    @Test
    void given_a_shared_sentence__then_it_is_shown_with_its_place() {
        var text = "Yesterday. We rowed across the river at night! And then?";
        var fragments =
                SharedFragments.of(
                        text,
                        ComparedText.of(text),
                        ComparedText.of("Others say we rowed across the river at night, quietly."));

        assertThat(fragments).hasSize(1);
        var only = fragments.getFirst();
        assertThat(only.text()).isEqualTo("We rowed across the river at night");
        assertThat(text.substring(only.start(), only.end())).isEqualTo(only.text());
    }

    private static @Nullable Level topics(String one, String other) {
        var first = ComparedText.of(one);
        var second = ComparedText.of(other);
        return Level.of(
                Kind.TOPIC,
                first,
                second,
                ComparedText.similarity(Kind.TOPIC.parts(first), Kind.TOPIC.parts(second)));
    }

    private static boolean meet(ComparedText one, ComparedText other) {
        var first = MinHash.bands(one.shingles());
        var second = MinHash.bands(other.shingles());
        return IntStream.range(0, first.length).anyMatch(band -> first[band] == second[band]);
    }
}
