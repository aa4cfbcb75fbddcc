package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.FakeLlm;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/**
 * The same scripted answers lead one story the same way to the same texts, however the agents are
 * reached. What must come out stands here once; each mode has an application of its own.
 */
abstract class OneStoryInAnyMode {
    final Newsroom room;

    OneStoryInAnyMode(int port) {
        this.room = Newsroom.open(port);
    }

    /** Lets one agent answer every call with this text. */
    abstract void answers(String agent, String text);

    @Test
    @Tag("workflow-62")
    void given_the_same_answers__when_a_story_is_told__then_way_and_texts_are_the_same() {
        room.uses("split");
        answers("reviewer", FakeLlm.APPROVAL);
        answers("checker-a", FakeLlm.APPROVAL);
        answers("checker-b", FakeLlm.APPROVAL);
        answers("processor", room.processed());
        answers("writer-a", Newsroom.post(0));
        answers("writer-b", Newsroom.post(2));
        answers("writer-c", Newsroom.post(5));
        answers("synthesizer", Newsroom.post(0));

        var run = room.start();
        room.awaitsPersonIn(run, "human-approval");

        assertThat(
                        room.list(run, "states").stream()
                                .map(
                                        visit ->
                                                visit.path("state").asString()
                                                        + " "
                                                        + visit.path("transition").asString("")))
                .containsExactly(
                        "story-review proceed",
                        "story-process success",
                        "draft all_success",
                        "cross-audit proceed",
                        "synthesize success",
                        "final-audit proceed",
                        "human-approval ");
        assertThat(texts(run, "draft"))
                .containsExactlyInAnyOrder(Newsroom.post(0), Newsroom.post(2), Newsroom.post(5));
        assertThat(texts(run, "final")).containsExactly(Newsroom.post(0));
        room.decide(run, "approved");
        room.awaits(run, "complete");
        calledAsTheModeSays();
    }

    abstract void calledAsTheModeSays();

    private List<String> texts(String run, String type) {
        return room.list(run, "outputs").stream()
                .filter(output -> output.path("output_type").asString("").equals(type))
                .map(output -> content(run, output))
                .toList();
    }

    private String content(String run, JsonNode output) {
        return room.owner
                .get("/workflow-runs/%s/outputs/%s".formatted(run, output.path("id").asString()))
                .text("/content");
    }
}
