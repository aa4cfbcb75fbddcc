package com.postmagiq.content.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The streams of a workspace. */
@PostmagiqTest
class PlatformTests {
    private final Api owner;

    PlatformTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    void given_a_new_workspace__then_it_has_one_active_platform() {
        var list = owner.get("/platforms");

        assertThat(list.at("/items")).hasSize(1);
        assertThat(list.text("/items/0/name")).isEqualTo("LinkedIn");
        assertThat(list.text("/items/0/kind")).isEqualTo("linkedin");
        assertThat(list.at("/items/0/is_active").asBoolean()).isTrue();
        assertThat(list.at("/items/0/max_chars").asInt()).isEqualTo(3000);
        assertThat(owner.get("/platforms?active=false").at("/items")).isEmpty();
    }

    @Test
    void given_a_kind__when_a_platform_is_made__then_lengths_follow_it_and_the_name_is_its_own() {
        var made =
                owner.post(
                        "/platforms",
                        Map.of(
                                "kind", "x",
                                "name", "  Short thoughts ",
                                "default_hashtags", List.of("#work")));

        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        assertThat(made.text("/name")).isEqualTo("Short thoughts");
        assertThat(made.at("/default_word_count").asInt()).isEqualTo(45);
        assertThat(made.at("/max_chars").asInt()).isEqualTo(280);
        assertThat(made.text("/default_hashtags/0")).isEqualTo("#work");
        var again = owner.post("/platforms", Map.of("kind", "x", "name", "SHORT THOUGHTS"));
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.code()).isEqualTo("platform.name_taken");
        assertThat(owner.post("/platforms", Map.of("kind", "x")).code())
                .isEqualTo("required_field");
    }

    @Test
    @Tag("content-75")
    void
            given_a_platform__when_it_is_changed__then_parts_stay_change_or_go_and_the_revision_tells() {
        var id = owner.get("/platforms").text("/items/0/id");
        var path = "/platforms/" + id;

        var described = owner.patch(path, Map.of("description", "Every Tuesday"));
        var same = owner.patch(path, Map.of("description", "Every Tuesday"));
        var nothing = owner.patch(path, Map.of());
        var noText = new HashMap<String, Object>();
        noText.put("description", null);
        var cleared = owner.patch(path, noText);
        var noName = new HashMap<String, Object>();
        noName.put("name", null);

        assertThat(described.at("/revision").asInt()).isEqualTo(2);
        assertThat(described.header("ETag")).contains("\"2\"");
        assertThat(same.at("/revision").asInt()).isEqualTo(2);
        assertThat(nothing.at("/revision").asInt()).isEqualTo(2);
        assertThat(cleared.body().has("description")).isFalse();
        assertThat(owner.patch(path, noName).code()).isEqualTo("required_field");
        assertThat(owner.patch(path, Map.of("colour", "red")).code()).isEqualTo("unknown_field");
        assertThat(owner.patch(path, Map.of("name", "a\0b")).code()).isEqualTo("invalid_text");
        var stale = owner.with("If-Match", "\"2\"").patch(path, Map.of("name", "Other"));
        assertThat(stale.status()).isEqualTo(412);
        assertThat(stale.code()).isEqualTo("stale_revision");
        assertThat(stale.at("/current/revision").asInt()).isEqualTo(3);
        assertThat(stale.header("Content-Type").orElseThrow()).contains("problem+json");
    }

    @Test
    void given_a_platform_with_a_strategy__when_it_is_deleted__then_it_stays_until_that_is_gone() {
        var id = owner.get("/platforms").text("/items/0/id");
        var goal = owner.post("/goals", Map.of("platform_id", id)).text("/id");

        var refused = owner.delete("/platforms/" + id);
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.code()).isEqualTo("platform.in_use");
        assertThat(refused.at("/goals").asInt()).isEqualTo(1);
        assertThat(owner.get("/platforms/" + id).at("/goal_count").asInt()).isEqualTo(1);

        owner.delete("/goals/" + goal);
        assertThat(owner.delete("/platforms/" + id).status()).isEqualTo(204);
        assertThat(owner.get("/platforms/" + id).status()).isEqualTo(404);
    }

    @Test
    void given_an_editor__when_they_change_platforms__then_it_is_refused() {
        var editor = Team.join(owner, "Edda Editor", "editor");

        assertThat(editor.get("/platforms").status()).isEqualTo(200);
        assertThat(editor.post("/platforms", Map.of("kind", "x", "name", "X")).status())
                .isEqualTo(403);
    }
}
