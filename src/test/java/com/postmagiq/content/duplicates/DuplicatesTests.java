package com.postmagiq.content.duplicates;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.kernel.database.Database;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class DuplicatesTests {
    private static final String TEXT =
            """
            The captain came in at six and told us the engine was gone. Nobody said a word for a while.
            Then Rosa asked who had signed for the brakes, and the room went even quieter than before.
            We learned that week that a list on a wall is worth more than a promise in a corridor.
            """;

    private final Database database;
    private final Api stranger;

    DuplicatesTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_post_that_is_deleted_for_good__then_its_drawers_go_and_those_of_others_stay() {
        var ana = stranger.signUp("Ana Author");
        var gone = UUID.fromString(post(ana, "The engine", TEXT));
        var stays = UUID.fromString(post(ana, "Once more", TEXT));
        var before = drawers(stays);
        assertThat(drawers(gone)).isPositive();

        Maintenance.update(database, "delete from app.posts where id = ?", gone);

        assertThat(drawers(gone)).isZero();
        assertThat(drawers(stays)).isEqualTo(before);
    }

    private int drawers(UUID post) {
        return Maintenance.call(
                database,
                jdbc ->
                        jdbc.sql(
                                        "select count(*) from app.post_fingerprint_bands where post_id = ?")
                                .param(post)
                                .query(Integer.class)
                                .single());
    }

    @Test
    @Tag("content-41")
    void
            given_a_text_twice_changed_and_foreign__then_each_level_is_told_and_a_dismissed_pair_is_silent() {
        var ana = stranger.signUp("Ana Author");
        var first = post(ana, "The engine", TEXT);
        var same =
                post(ana, "Something else entirely here", TEXT.toUpperCase(java.util.Locale.ROOT));
        var near =
                post(
                        ana,
                        "A third thing",
                        TEXT.replace("captain", "chief").replace("word", "thing"));
        post(
                ana,
                "Apart",
                "We planted forty apple trees behind the school and three of them grew well.");

        var found = ana.get("/posts/" + first + "/duplicates");

        assertThat(found.at("")).hasSize(2);
        assertThat(found.text("/0/post/id")).isEqualTo(same);
        assertThat(found.text("/0/level")).isEqualTo("exact");
        assertThat(found.text("/1/post/id")).isEqualTo(near);
        assertThat(found.text("/1/level")).isIn("duplicate", "near");
        assertThat(found.at("/1/shared_fragments")).isNotEmpty();

        assertThat(
                        ana.post("/posts/" + first + "/duplicates/" + same + "/dismiss", Map.of())
                                .status())
                .isEqualTo(204);
        assertThat(ana.get("/posts/" + first + "/duplicates").text("/0/post/id")).isEqualTo(near);
        assertThat(ana.get("/posts/" + same + "/duplicates").at("").toString())
                .doesNotContain(first);
    }

    @Test
    @Tag("content-41")
    void given_many_posts__when_the_report_is_read__then_it_groups_those_that_say_the_same() {
        var ana = stranger.signUp("Ana Author");
        var three =
                List.of(
                        post(ana, "The engine", TEXT),
                        post(ana, "Once more", TEXT),
                        post(ana, "And again", TEXT.replace("captain", "chief")));
        var other = "We planted forty apple trees behind the school and three of them grew well.";
        var two = List.of(post(ana, "Trees", other), post(ana, "Apples", other));
        post(ana, "Apart", "Nobody else in this place has ever said anything like these words.");

        var report = ana.get("/posts/duplicates/report");

        assertThat(report.at("/compared").asInt()).isEqualTo(6);
        assertThat(report.at("/clusters")).hasSize(2);
        assertThat(report.at("/clusters"))
                .extracting(each -> ids(each.path("posts")))
                .containsExactlyInAnyOrder(three, two);
        ana.post("/posts/" + two.get(0) + "/duplicates/" + two.get(1) + "/dismiss", Map.of());
        var silent = ana.get("/posts/duplicates/report");
        assertThat(silent.at("/clusters")).hasSize(1);
        assertThat(ids(silent.at("/clusters/0/posts"))).isEqualTo(three);
        assertThat(stranger.signUp("Bob Foreign").get("/posts/duplicates/report").at("/clusters"))
                .isEmpty();
    }

    private static List<String> ids(JsonNode posts) {
        return posts.valueStream().map(post -> post.path("id").asString()).toList();
    }

    @Test
    void given_an_unsaved_text_of_another_workspace__then_nothing_of_it_is_told() {
        var ana = stranger.signUp("Ana Author");
        var bob = stranger.signUp("Bob Foreign");
        post(ana, "The engine", TEXT);
        var wish = Map.of("text", TEXT, "topic", "The engine is gone");

        assertThat(bob.post("/posts/duplicates/check", wish).at("")).isEmpty();
        assertThat(ana.post("/posts/duplicates/check", wish).text("/0/level")).isEqualTo("exact");
        assertThat(ana.post("/posts/duplicates/check", Map.of("text", "Too short.")).at(""))
                .isEmpty();
    }

    private static String post(Api who, String topic, String content) {
        var made = who.post("/posts", Map.of("topic", topic, "content", content));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return made.text("/id");
    }
}
