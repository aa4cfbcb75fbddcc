package com.postmagiq.onboarding;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

/** The way to a strategy without any model. */
@PostmagiqTest
class OnboardingTests {
    private static final Map<String, Object> ANSWERS =
            Map.of(
                    "professional_role", "Operations lead",
                    "known_for", "Calm incident work",
                    "target_audience", "People on call",
                    "content_style", "teaching",
                    "posts_per_week", 3);

    private final Database database;
    private final Api owner;

    OnboardingTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    @Tag("content-49")
    void
            given_no_model__when_five_questions_are_answered__then_there_is_a_plan_of_the_products_own() {
        var plan = owner.post("/onboarding/quick", ANSWERS);
        var again = owner.post("/onboarding/quick", ANSWERS);

        assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
        assertThat(plan.text("/plan_source")).isEqualTo("fallback");
        assertThat(plan.at("/plan/chapters")).hasSize(4);
        for (var chapter : plan.at("/plan/chapters")) {
            assertThat(chapter.path("posts")).hasSize(4);
        }
        assertThat(plan.text("/plan/chapters/0/posts/0/topic")).contains("Calm incident work");
        assertThat(plan.at("/plan/chapters/3/weeks_end").asInt()).isEqualTo(6);
        assertThat(again.at("/plan")).isEqualTo(plan.at("/plan"));
        assertThat(shapes(plan.at("/plan")).stream().filter("FULL"::equals).count())
                .isLessThanOrEqualTo(8);
        for (var wrong : List.of(0, 8)) {
            var body = new HashMap<>(ANSWERS);
            body.put("posts_per_week", wrong);
            var refused = owner.post("/onboarding/quick", body);
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.text("/errors/0/field")).isEqualTo("posts_per_week");
        }
        assertThat(owner.get("/goals").at("/items")).as("nothing is written yet").isEmpty();
    }

    @Test
    @Tag("content-50")
    void given_a_plan__when_it_is_approved__then_all_of_it_is_there_once() {
        var quick = owner.post("/onboarding/quick", ANSWERS);
        var body = approval(quick);

        var approved = owner.post("/onboarding/approve", body);
        var again = owner.post("/onboarding/approve", body);

        assertThat(approved.status()).as(approved.raw().body()).isEqualTo(201);
        assertThat(approved.at("/chapters")).hasSize(4);
        assertThat(approved.at("/post_count").asInt()).isEqualTo(16);
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("onboarding.already_approved");
        var goal = owner.get("/goals/" + approved.text("/goal_id") + "?expand=chapters");
        assertThat(goal.text("/onboarding_mode")).isEqualTo("quick");
        assertThat(goal.at("/posts_per_week").asInt()).isEqualTo(3);
        assertThat(goal.text("/signature_thesis")).contains("Calm incident work");
        assertThat(goal.at("/onboarding_transcript")).hasSize(10);
        assertThat(goal.at("/chapters")).hasSize(4);
        assertThat(goal.at("/post_count").asInt()).isEqualTo(16);
        var posts = owner.get("/posts?limit=200").at("/items");
        assertThat(posts.valueStream().map(it -> it.path("status").asString()))
                .hasSize(16)
                .containsOnly("not_started");
        assertThat(owner.get("/onboarding/strategy").text("/goal/id"))
                .isEqualTo(approved.text("/goal_id"));
        assertThat(owner.delete("/onboarding/strategy").code()).isEqualTo("confirmation_mismatch");
        assertThat(owner.delete("/onboarding/strategy?confirm_posts=16").status()).isEqualTo(200);
    }

    @Test
    @Tag("content-50")
    void given_a_failure_in_the_middle__when_a_plan_is_approved__then_nothing_is_written()
            throws SQLException {
        var quick = owner.post("/onboarding/quick", ANSWERS);
        asOwner(
                "alter table app.posts add constraint forced_failure check (topic <> '%s') not valid"
                        .formatted(quick.text("/plan/chapters/3/posts/3/topic")));
        try {
            assertThat(owner.post("/onboarding/approve", approval(quick)).status()).isEqualTo(500);
        } finally {
            asOwner("alter table app.posts drop constraint forced_failure");
        }

        assertThat(owner.get("/goals").at("/items")).isEmpty();
        assertThat(owner.get("/chapters").at("/items")).isEmpty();
        assertThat(owner.get("/posts").at("/items")).isEmpty();
        assertThat(owner.post("/onboarding/approve", approval(quick)).status()).isEqualTo(201);
    }

    @Test
    @Tag("content-50")
    void given_two_windows__when_both_approve_a_plan__then_one_strategy_is_made() {
        var body = approval(owner.post("/onboarding/quick", ANSWERS));

        var answers =
                Team.together(
                        () -> owner.post("/onboarding/approve", body),
                        () -> owner.post("/onboarding/approve", body));

        assertThat(answers).extracting(Api.Answer::status).containsExactlyInAnyOrder(201, 409);
        assertThat(owner.get("/goals").at("/items")).hasSize(1);
    }

    @Test
    void given_a_plan_with_faults__when_it_is_approved__then_each_is_named_where_it_is() {
        var body =
                approval(
                        Map.of(
                                "chapters",
                                List.of(
                                        Map.of(
                                                "chapter_number",
                                                1,
                                                "title",
                                                " ",
                                                "posts",
                                                List.of(
                                                        Map.of(
                                                                "post_number", 1,
                                                                "topic", "Fine",
                                                                "shape", "EPIC",
                                                                "cadence", "teaching"))))));

        var refused = owner.post("/onboarding/approve", body);

        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.at("/errors").valueStream().map(it -> it.path("field").asString()))
                .containsExactlyInAnyOrder(
                        "/plan/chapters/0/title", "/plan/chapters/0/posts/0/shape");
    }

    @Test
    @Tag("content-52")
    void
            given_a_deep_talk__when_somebody_comes_back_on_another_device__then_it_goes_on_and_is_theirs() {
        var begun = owner.post("/onboarding/conversations", Map.of("mode", "deep"));
        var path = "/onboarding/conversations/" + begun.text("/id");
        assertThat(begun.status()).as(begun.raw().body()).isEqualTo(201);
        assertThat(owner.post(path + "/plan", Map.of("content_style", "narrative")).code())
                .isEqualTo("onboarding.not_enough_input");
        var reply = owner.post(path + "/messages", Map.of("message", "I run the night shift."));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        assertThat(reply.at("/user_turns").asInt()).isEqualTo(1);

        var elsewhere = owner.signIn();
        var found = elsewhere.post("/onboarding/conversations", Map.of("mode", "deep"));
        assertThat(found.text("/id")).isEqualTo(begun.text("/id"));
        assertThat(found.at("/messages")).hasSize(3);
        assertThat(found.text("/messages/1/content")).isEqualTo("I run the night shift.");
        var admin = Team.join(owner, "Adam Admin", "admin");
        assertThat(admin.get(path).status()).isEqualTo(404);
        assertThat(admin.post(path + "/messages", Map.of("message", "Hello")).status())
                .isEqualTo(404);

        elsewhere.post(
                path + "/messages",
                Map.of("message", "The worst night was the one when nobody knew who was on call."));
        var plan = elsewhere.post(path + "/plan", Map.of("content_style", "narrative"));
        assertThat(plan.status()).as(plan.raw().body()).isEqualTo(200);
        assertThat(plan.text("/plan_source")).isEqualTo("fallback");
        assertThat(plan.text("/plan/chapters/0/posts/0/topic")).contains("The worst night");
        assertThat(owner.get(path).text("/status")).isEqualTo("plan_generated");
        var anew = owner.post("/onboarding/conversations", Map.of("mode", "deep", "restart", true));
        assertThat(anew.text("/id")).isNotEqualTo(begun.text("/id"));
        assertThat(owner.post(path + "/messages", Map.of("message", "More")).code())
                .isEqualTo("onboarding.conversation_closed");
    }

    @Test
    void given_a_long_talk__when_one_more_answer_comes__then_it_ends() {
        var begun = owner.post("/onboarding/conversations", Map.of("mode", "deep"));
        var path = "/onboarding/conversations/" + begun.text("/id");
        for (var i = 1; i <= 20; i++) {
            var reply = owner.post(path + "/messages", Map.of("message", "Answer " + i));
            assertThat(reply.at("/is_ready").asBoolean()).as("turn %d", i).isEqualTo(i >= 12);
        }

        var refused = owner.post(path + "/messages", Map.of("message", "Answer 21"));

        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("onboarding.turn_limit");
    }

    @Test
    void
            given_a_chat__when_its_questions_are_answered__then_the_checklist_fills_and_corrections_stay() {
        var begun = owner.post("/onboarding/conversations", Map.of("mode", "chat"));
        var path = "/onboarding/conversations/" + begun.text("/id");
        assertThat(begun.at("/missing")).hasSize(4);

        say(path, "The calm one");
        var corrected =
                owner.patch(
                        path, Map.of("extracted", Map.of("positioning", "The calm one on call")));
        assertThat(corrected.text("/extracted/positioning")).isEqualTo("The calm one on call");
        assertThat(corrected.text("/edited/0")).isEqualTo("positioning");
        assertThat(owner.patch(path, Map.of("extracted", Map.of("mood", "good"))).code())
                .isEqualTo("unknown_field");
        assertThat(owner.patch(path, Map.of("extracted", Map.of("posts_per_week", 99))).code())
                .isEqualTo("validation_failed");
        say(path, "People who are on call");
        say(path, "Rather teaching, I think");
        var last = say(path, "2 a week");

        assertThat(last.at("/is_ready").asBoolean()).isTrue();
        assertThat(last.at("/missing")).isEmpty();
        assertThat(last.at("/extracted/posts_per_week").asInt()).isEqualTo(2);
        assertThat(last.text("/extracted/content_style")).isEqualTo("teaching");
        assertThat(last.text("/extracted/positioning")).isEqualTo("The calm one on call");
        var enough = owner.post(path + "/messages", Map.of("force_ready", true));
        assertThat(enough.at("/is_ready").asBoolean()).isTrue();
        assertThat(enough.at("/user_turns").asInt()).isEqualTo(4);
    }

    @Test
    void given_a_plan__when_one_chapter_is_made_anew__then_the_others_stay() {
        var quick = owner.post("/onboarding/quick", ANSWERS);

        var made =
                owner.post(
                        "/onboarding/plan/regenerate-chapter",
                        Map.of("plan", quick.at("/plan"), "chapter_number", 2));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(200);
        assertThat(made.at("/plan/chapters/0/posts")).isEqualTo(quick.at("/plan/chapters/0/posts"));
        assertThat(made.at("/plan/chapters/1/posts"))
                .isNotEqualTo(quick.at("/plan/chapters/1/posts"));
        assertThat(made.at("/plan/chapters")).hasSize(4);
        var wrong =
                owner.post(
                        "/onboarding/plan/regenerate-chapter",
                        Map.of("plan", quick.at("/plan"), "chapter_number", 9));
        assertThat(wrong.status()).isEqualTo(422);
    }

    @Test
    void given_the_lists_of_the_setup__then_styles_shapes_and_questions_are_told() {
        assertThat(owner.get("/onboarding/content-styles").at("/items")).hasSize(4);
        assertThat(owner.get("/onboarding/post-shapes").at("/items")).hasSize(5);
        assertThat(owner.get("/onboarding/questions").at("/items")).hasSize(5);
        assertThat(owner.get("/onboarding/post-shapes").text("/items/2/length"))
                .isEqualTo("under 200 words");
    }

    private Api.Answer say(String path, String message) {
        var reply = owner.post(path + "/messages", Map.of("message", message));
        assertThat(reply.status()).as(reply.raw().body()).isEqualTo(200);
        return reply;
    }

    private static List<String> shapes(JsonNode plan) {
        return plan.path("chapters")
                .valueStream()
                .flatMap(chapter -> chapter.path("posts").valueStream())
                .map(post -> post.path("shape").asString())
                .toList();
    }

    private static Map<String, Object> approval(Api.Answer quick) {
        var body = approval(quick.at("/plan"));
        body.put("conversation_id", UUID.fromString(quick.text("/conversation_id")));
        return body;
    }

    private static Map<String, Object> approval(Object plan) {
        return new HashMap<>(
                Map.of(
                        "plan", plan,
                        "positioning", "The calm one",
                        "target_audience", "People on call",
                        "content_style", "teaching",
                        "onboarding_mode", "quick"));
    }

    private void asOwner(String statement) throws SQLException {
        try (var connection = database.access().migrator().connect();
                var sql = connection.createStatement()) {
            sql.execute("set role postmagiq_owner");
            sql.execute(statement);
        }
    }
}
