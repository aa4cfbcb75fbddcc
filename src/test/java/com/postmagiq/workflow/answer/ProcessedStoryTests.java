package com.postmagiq.workflow.answer;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.agents.Contract;
import com.postmagiq.workflow.answer.ProcessedStory.Shape;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProcessedStoryTests {
    private static final String STORY =
            """
            # Story: The queue that fed itself

            **Shape**: FULL
            **Cadence:** Field Note
            **Tags**: SYSTEM, failure-mode

            ## Raw Material
            The pager went off at two.

            ## Hook Options
            - **Sensory details**: the buzz on the nightstand
            - **Failure artifact:** one bad message
            - **Tangible consequence**: N/A for this shape
            - **Other characters**: Lee

            ## Elements
            **Failure**
            The consumer died on one message.

            **Misunderstanding:** We blamed the network.

            **AI Amplification**
            Not in source.

            **Fix**
            A side table.
            It took an hour.

            **Scar**
            I read logs first now.

            ## Quotable Lines
            - "Not the network"
            > \u201cI sleep\u201d

            ## Notes
            1. The date is vague.
            """;

    private static ProcessedStory story(String answer, Map<String, String> labels) {
        var read = AnswerReader.read(Contract.PROCESSED, answer, false, null, labels);
        assertThat(read).isInstanceOf(ReadAnswer.Processed.class);
        return ((ReadAnswer.Processed) read).story();
    }

    @Test
    void given_a_whole_answer__when_read__then_every_part_is_found() {
        var story = story(STORY, Map.of());

        assertThat(story.title()).isEqualTo("The queue that fed itself");
        assertThat(story.shape()).isEqualTo(Shape.FULL);
        assertThat(story.cadence()).isEqualTo("Field Note");
        assertThat(story.tags()).containsExactly("SYSTEM", "FAILURE-MODE");
        assertThat(story.rawMaterial()).isEqualTo("The pager went off at two.");
        assertThat(story.hooks())
                .isEqualTo(
                        new ProcessedStory.Hooks(
                                "the buzz on the nightstand", "one bad message", null, "Lee"));
        assertThat(story.elements())
                .containsEntry("failure", "The consumer died on one message.")
                .containsEntry("misunderstanding", "We blamed the network.")
                .containsEntry("fix", "A side table.\nIt took an hour.")
                .containsEntry("scar", "I read logs first now.");
        assertThat(story.quotes()).containsExactly("Not the network", "I sleep");
        assertThat(story.notes()).containsExactly("The date is vague.");
        assertThat(story.warnings()).isEmpty();
    }

    @Test
    void
            given_a_story_without_ai__when_read__then_the_amplification_is_absent_and_the_answer_good() {
        assertThat(story(STORY, Map.of()).elements())
                .containsKey("amplification")
                .containsEntry("amplification", null);
    }

    @Test
    void given_an_unknown_shape__when_read__then_partial_is_assumed_with_a_warning() {
        var story = story(STORY.replace("FULL", "EPIC"), Map.of());

        assertThat(story.shape()).isEqualTo(Shape.PARTIAL);
        assertThat(story.warnings()).singleElement().asString().contains("EPIC");
    }

    @Test
    void given_only_shape_and_elements__when_read__then_the_rest_is_absent() {
        var story = story("Shape: short (one idea)\n## Elements\n### Fix\nA side table.", Map.of());

        assertThat(story.shape()).isEqualTo(Shape.SHORT);
        assertThat(story.title()).isNull();
        assertThat(story.rawMaterial()).isNull();
        assertThat(story.quotes()).isEmpty();
        assertThat(story.elements()).containsEntry("fix", "A side table.");
        assertThat(story.warnings()).singleElement().asString().contains("1 of 5");
    }

    @Test
    void given_headings_of_the_workspace__when_read__then_labels_or_places_tell_the_elements() {
        var renamed =
                STORY.replace("**Failure**", "**What broke**")
                        .replace("**Misunderstanding:**", "**Wrong guess:**")
                        .replace("**AI Amplification**", "**What made it worse**")
                        .replace("**Fix**", "**What helped**")
                        .replace("**Scar**", "**What stays**");

        assertThat(story(renamed, Map.of()).elements())
                .isEqualTo(story(STORY, Map.of()).elements());
        assertThat(story(renamed, Map.of("scar", "What stays!")).elements())
                .containsEntry("scar", "I read logs first now.");
    }

    @Test
    void given_no_shape_or_elements__when_read__then_the_answer_is_malformed_and_says_so() {
        var read = AnswerReader.read(Contract.PROCESSED, "# Story: x\nJust text.", false, null);

        assertThat(((ReadAnswer.Malformed) read).errors())
                .containsExactly(
                        "The line **Shape** is missing.", "The section ## Elements is missing.");
    }

    @Test
    void given_a_fence_and_a_remark_around__when_read__then_they_are_taken_off() {
        var read =
                AnswerReader.read(
                        Contract.PROCESSED,
                        "Here is the processed text:\n\n```markdown\n" + STORY + "\n```",
                        false,
                        null);

        var processed = (ReadAnswer.Processed) read;
        assertThat(processed.text()).isEqualTo(STORY.strip());
        assertThat(processed.cleanups()).isEqualTo(List.of("leading_comment", "code_fence"));
        assertThat(processed.json().get("hooks").get("other_characters").stringValue())
                .isEqualTo("Lee");
    }
}
