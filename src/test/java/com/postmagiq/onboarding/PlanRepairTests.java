package com.postmagiq.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes a plan of what models answer. */
class PlanRepairTests {
    private static final int PER_WEEK = 2;

    @Test
    @Tag("content-51")
    void
            given_json_in_a_fence_with_prose__when_it_is_read__then_it_is_a_plan_without_foreign_keys() {
        var plan =
                PlanRepair.plan(
                                """
                                Sure! Here is your plan (I hope {you} like it):
                                ```json
                                {"signature_thesis": "Look twice", "mood": "sunny",
                                 "chapters": [{"chapter_number": 7, "title": "Mistakes", "theme": "Errors",
                                   "posts": [{"topic": "The sticker", "shape": "full", "cadence": "Field note"},
                                             {"topic": "The sticker", "shape": "EPIC", "cadence": "loud"},
                                             {"topic": "", "shape": "FULL"}, "A bare topic"]},
                                  {"title": " ", "posts": [{"topic": "Later", "shape": "SHORT", "cadence": "teaching"}]},
                                  {"title": "Empty", "posts": []}]}
                                ```
                                Let me know what you think.
                                """,
                                PER_WEEK)
                        .orElseThrow();

        assertThat(plan.signatureThesis()).isEqualTo("Look twice");
        assertThat(plan.chapters()).hasSize(2);
        var first = plan.chapters().getFirst();
        assertThat(first.chapterNumber()).isEqualTo(1);
        assertThat(first.posts()).extracting(Plan.Post::postNumber).containsExactly(1, 2, 3);
        assertThat(first.posts())
                .extracting(Plan.Post::shape)
                .containsExactly("FULL", "OBSERVATION", "SHORT");
        assertThat(first.posts())
                .extracting(Plan.Post::cadence)
                .containsExactly("field_note", "field_note", "teaching");
        assertThat(first.posts().get(1).duplicate()).isTrue();
        assertThat(first.posts().get(2).topic()).isEqualTo("A bare topic");
        assertThat(plan.chapters().get(1).title()).isEqualTo("Chapter 2");
        assertThat(first.weeksStart()).isEqualTo(1);
        assertThat(first.weeksEnd()).isEqualTo(2);
        assertThat(plan.chapters().get(1).weeksStart()).isEqualTo(2);
    }

    @Test
    @Tag("content-51")
    void given_garbage__when_it_is_read__then_there_is_no_plan() {
        assertThat(PlanRepair.plan("I cannot help with that.", PER_WEEK)).isEmpty();
        assertThat(PlanRepair.plan("{\"chapters\": \"many\"}", PER_WEEK)).isEmpty();
        assertThat(PlanRepair.plan("{\"chapters\": [{\"title\": \"No posts\"}]}", PER_WEEK))
                .isEmpty();
    }

    @Test
    void given_far_too_much__when_it_is_read__then_it_is_cut_and_kept_within_the_rules() {
        var posts =
                IntStream.range(0, 30)
                        .mapToObj(
                                i ->
                                        "{\"topic\": \"Topic %d\", \"shape\": \"%s\"}"
                                                .formatted(i, i % 2 == 0 ? "FULL" : "REVERSAL"))
                        .collect(Collectors.joining(","));
        var chapters =
                IntStream.range(0, 20)
                        .mapToObj(i -> "{\"title\": \"C%d\", \"posts\": [%s]}".formatted(i, posts))
                        .collect(Collectors.joining(","));

        var plan = PlanRepair.plan("{\"chapters\": [%s]}".formatted(chapters), 3).orElseThrow();

        assertThat(plan.chapters()).hasSize(Plan.MOST_CHAPTERS);
        assertThat(plan.chapters())
                .allSatisfy(chapter -> assertThat(chapter.posts()).hasSize(Plan.MOST_POSTS));
        var shapes =
                plan.chapters().stream()
                        .flatMap(chapter -> chapter.posts().stream())
                        .map(Plan.Post::shape)
                        .toList();
        assertThat(shapes.stream().filter("FULL"::equals).count())
                .isLessThanOrEqualTo(shapes.size() / 2);
        assertThat(plan.chapters().getFirst().posts())
                .filteredOn(post -> post.shape().equals("REVERSAL"))
                .hasSize(1);
        var before = 0;
        for (var chapter : plan.chapters()) {
            assertThat(chapter.weeksStart()).isEqualTo(before / 3 + 1);
            before += chapter.posts().size();
            assertThat(chapter.weeksEnd()).isEqualTo((before - 1) / 3 + 1);
        }
    }
}
