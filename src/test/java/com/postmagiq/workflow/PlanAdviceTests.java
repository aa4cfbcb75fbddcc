package com.postmagiq.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.FakeAnswer;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The way to a strategy where a model helps. */
@RunsTest
class PlanAdviceTests {
    private static final String PLAN =
            """
            With pleasure, here it is:
            ```json
            {"signature_thesis": "Calm is a skill", "chapters": [
              {"title": "Nights", "posts": [{"topic": "The first alarm", "shape": "FULL", "cadence": "field_note"},
                                            {"topic": "The second alarm", "shape": "SHORT", "cadence": "teaching"}]},
              {"title": "Days", "posts": [{"topic": "The review", "shape": "SHORT", "cadence": "teaching"}]}]}
            ```
            """;

    private final Newsroom room;
    private final Api owner;

    PlanAdviceTests(@LocalServerPort int port) {
        this.room = Newsroom.open(port);
        this.owner = room.owner;
    }

    @Test
    @Tag("content-51")
    void given_a_model_that_wraps_its_json__when_a_plan_is_asked_for__then_it_is_taken() {
        Newsroom.LLM.when(call -> call.user().contains(room.mark), FakeAnswer.text(PLAN));

        var plan = owner.post("/onboarding/quick", answers());

        assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
        assertThat(plan.text("/plan_source")).isEqualTo("model");
        assertThat(plan.text("/plan/chapters/0/posts/1/topic")).isEqualTo("The second alarm");
        assertThat(
                        owner.get("/onboarding/conversations/" + plan.text("/conversation_id"))
                                .at("/model_usage/calls")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    @Tag("content-51")
    void given_a_model_that_answers_garbage_twice__when_a_plan_is_asked_for__then_it_is_our_own() {
        Newsroom.LLM.when(
                call -> call.user().contains(room.mark), FakeAnswer.text("I would rather not."));

        var plan = owner.post("/onboarding/quick", answers());

        assertThat(plan.text("/plan_source")).isEqualTo("fallback");
        assertThat(plan.at("/plan/chapters")).hasSize(4);
        assertThat(Newsroom.LLM.calls().stream().filter(call -> call.user().contains(room.mark)))
                .hasSize(2);
    }

    @Test
    void given_a_talk_with_a_model__when_it_understands__then_corrections_of_the_person_stay() {
        Newsroom.LLM.when(
                call -> call.user().contains(room.mark),
                FakeAnswer.text(
                        """
                        {"message": "Who reads you?", "ready": true,
                         "extracted": {"positioning": "from the model", "target_audience": "on call", "mood": "x"}}
                        """),
                FakeAnswer.text("Just prose: and what else?"));
        var begun = owner.post("/onboarding/conversations", Map.of("mode", "deep"));
        var path = "/onboarding/conversations/" + begun.text("/id");
        owner.patch(path, Map.of("extracted", Map.of("positioning", "from me")));

        var first = owner.post(path + "/messages", Map.of("message", "It was " + room.mark));
        var second = owner.post(path + "/messages", Map.of("message", "And then"));

        assertThat(first.status()).as(first.raw().body()).isEqualTo(200);
        assertThat(first.text("/message")).isEqualTo("Who reads you?");
        assertThat(first.at("/is_ready").asBoolean()).isTrue();
        assertThat(first.text("/extracted/positioning")).isEqualTo("from me");
        assertThat(first.text("/extracted/target_audience")).isEqualTo("on call");
        assertThat(first.at("/extracted").has("mood")).isFalse();
        assertThat(second.text("/message")).isEqualTo("Just prose: and what else?");
    }

    @Test
    void given_a_chapter_and_a_wish__when_it_is_made_anew__then_the_model_hears_the_wish() {
        Newsroom.LLM.when(
                call -> call.user().contains("Less theory " + room.mark),
                FakeAnswer.text(
                        "{\"title\": \"Anew\", \"posts\": [{\"topic\": \"Other\", \"shape\": \"SHORT\"}]}"));
        Newsroom.LLM.when(call -> call.user().contains(room.mark), FakeAnswer.text(PLAN));
        var plan = owner.post("/onboarding/quick", answers());

        var made =
                owner.post(
                        "/onboarding/plan/regenerate-chapter",
                        Map.of(
                                "plan",
                                plan.at("/plan"),
                                "chapter_number",
                                1,
                                "instruction",
                                "Less theory " + room.mark));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(200);
        assertThat(made.text("/plan_source")).isEqualTo("model");
        assertThat(made.text("/plan/chapters/0/title")).isEqualTo("Anew");
        assertThat(made.text("/plan/chapters/1/title"))
                .isEqualTo(plan.text("/plan/chapters/1/title"));
    }

    private Map<String, Object> answers() {
        return Map.of(
                "professional_role", "Operations lead",
                "known_for", "Calm incident work " + room.mark,
                "target_audience", "People on call",
                "content_style", "mixed",
                "posts_per_week", 3);
    }
}
