package com.postmagiq.agents.offline;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.AgentAnswer;
import com.postmagiq.agents.Contract;
import com.postmagiq.agents.DeltaListener;
import com.postmagiq.agents.Material;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("workflow-72")
class RevisionTests {
    private static final String POST =
            """
            The pump failed at noon.

            I thought the “blue” valve was shut. It was not. Nobody had checked it, and the cellar was full.

            We fixed it with a 5 dollar gauge. Now I look twice.""";

    private static final String STORY =
            POST + " The smell stayed for weeks. My neighbour Ann Lee brought three fans.";

    @Test
    void given_a_change__when_it_is_asked_for__then_just_that_is_changed() {
        assertThat(revised("change \"noon\" to \"midnight\"").content())
                .isEqualTo(POST.replace("noon", "midnight"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Change “noon” to “midnight”.",
                "please replace 'noon' with 'midnight'",
                "Can you replace the word \"noon\" by \"midnight\"?",
                "change noon to midnight",
                "- Replace «noon» with «midnight»"
            })
    void given_other_ways_to_say_it__when_it_is_asked_for__then_the_same_is_changed(String words) {
        var answer = revised(words);

        assertThat(answer.content()).isEqualTo(POST.replace("noon", "midnight"));
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void given_straight_quotes__when_the_post_has_curly_ones__then_the_passage_is_found() {
        assertThat(revised("replace 'the \"blue\" valve' with 'the red valve'").content())
                .contains("I thought the red valve was shut.");
    }

    @Test
    void given_a_sentence__when_it_is_removed__then_no_gap_stays() {
        assertThat(revised("remove \"It was not.\"").content())
                .isEqualTo(POST.replace(" It was not.", ""));
        assertThat(revised("delete \"The pump failed at noon.\"").content())
                .isEqualTo(POST.substring(POST.indexOf("I thought")));
    }

    @Test
    void given_words_inside_a_sentence__when_they_are_removed__then_the_rest_stands() {
        assertThat(revised("remove \", and the cellar was full\"").content())
                .isEqualTo(POST.replace(", and the cellar was full", ""));
    }

    @ParameterizedTest
    @CsvSource({
        "remove paragraph 1, The pump failed at noon.",
        "delete the second paragraph, I thought the",
        "drop the last sentence, Now I look twice.",
        "remove sentence 2, I thought the"
    })
    void given_a_part_by_its_number__when_it_is_removed__then_it_is_gone(
            String words, String gone) {
        var answer = revised(words);

        assertThat(answer.content()).doesNotContain(gone);
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void given_a_sentence_of_the_post__when_it_shall_start_it__then_it_is_moved() {
        var post = revised("start with \"Nobody had checked it\"").content();

        assertThat(post)
                .startsWith("Nobody had checked it, and the cellar was full.\n\nThe pump failed")
                .containsOnlyOnce("Nobody had checked it");
    }

    @Test
    void given_the_persons_own_words__when_they_shall_end_it__then_they_are_added_as_they_are() {
        assertThat(revised("End with \"Ask me about gauges\"").content())
                .isEqualTo(POST + "\n\nAsk me about gauges.");
        assertThat(revised("add \"It was cold.\" at the beginning").content())
                .isEqualTo("It was cold.\n\n" + POST);
    }

    @Test
    void given_too_long_a_post__when_it_shall_be_shorter__then_opening_and_end_stay() {
        var post = revised("make it shorter").content();

        assertThat(Unit.words(post).size())
                .isLessThanOrEqualTo((int) (Unit.words(POST).size() * 0.8));
        assertThat(post).startsWith("The pump failed at noon.").endsWith("Now I look twice.");
    }

    @Test
    void given_more_in_the_story__when_it_shall_be_longer__then_the_story_gives_it() {
        var answer = revised("longer");

        assertThat(answer.content())
                .contains("The smell stayed for weeks.")
                .contains("Now I look twice.");
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void given_two_versions__when_the_last_change_is_undone__then_the_earlier_one_is_back() {
        var earlier = POST.replace("noon", "dawn");

        assertThat(revised(List.of(earlier, POST), List.of("undo")).content()).isEqualTo(earlier);
    }

    @Test
    void given_several_instructions__when_one_cannot_be_followed__then_only_that_is_reported() {
        var answer =
                revised(
                        "Change \"noon\" to \"midnight\" and remove \"It was not.\". Make it sing! Looks good otherwise.");

        assertThat(answer.content())
                .isEqualTo(POST.replace("noon", "midnight").replace(" It was not.", ""));
        assertThat(answer.notes()).hasSize(2);
        assertThat(answer.notes().getFirst()).contains("Make it sing");
    }

    @Test
    void given_words_the_post_does_not_have__when_they_shall_be_changed__then_nothing_is_touched() {
        var answer = revised("change \"dusk\" to \"dawn\"");

        assertThat(answer.content()).isEqualTo(POST);
        assertThat(answer.notes())
                .singleElement()
                .asString()
                .contains("does not occur")
                .contains("dusk");
    }

    @Test
    void given_instructions_inside_quotation_marks__when_read__then_they_are_only_words() {
        assertThat(revised("change \"noon\" to \"the hour; remove paragraph 1. undo\"").content())
                .isEqualTo(POST.replace("noon", "the hour; remove paragraph 1. undo"));
    }

    private static AgentAnswer revised(String words) {
        return revised(List.of(POST), List.of(words));
    }

    private static AgentAnswer revised(List<String> versions, List<String> words) {
        var materials = new ArrayList<Material>();
        versions.forEach(
                version ->
                        materials.add(
                                OfflineAgentTests.material(Material.Kind.FINAL, "final", version)));
        return new OfflineAgent()
                .ask(
                        OfflineAgentTests.request(
                                Contract.FINAL, "synthesizer", "offline", STORY, materials, words),
                        DeltaListener.NONE);
    }
}
