package com.postmagiq.content;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class SeedContentTests {
    private final Api ana;

    SeedContentTests(@LocalServerPort int port) {
        this.ana = Api.at(port).signUp("Ana Author");
    }

    @Test
    @Tag("content-72")
    void given_samples_of_which_one_was_changed__when_they_are_removed__then_that_one_stays() {
        var own = workspace("tutorial");

        assertThat(own.get("/seed-data").text("/template")).isEqualTo("tutorial");
        assertThat(own.get("/posts/1").text("/story_used")).startsWith("In March");
        assertThat(own.get("/posts/2/versions").at("/items")).hasSize(2);
        assertThat(own.get("/finished-posts").text("/items/0/post_id")).isEqualTo("c1p3");
        assertThat(own.get("/strategy").text("/goal/name")).startsWith("Example");
        Desk.save(own, "2", "Mine now.");
        Desk.post(own, "topic", "My own");

        var removed = own.delete("/seed-data");

        assertThat(removed.status()).isEqualTo(200);
        assertThat(removed.at("/posts").asInt()).isEqualTo(2);
        assertThat(removed.at("/chapters").asInt()).isZero();
        assertThat(removed.at("/kept").asInt()).isEqualTo(3);
        assertThat(own.get("/posts").at("/items"))
                .extracting(post -> post.path("post_number").asInt())
                .containsExactlyInAnyOrder(2, 4);
        assertThat(own.delete("/seed-data").at("/posts").asInt()).isZero();
    }

    @Test
    @Tag("content-72")
    void given_untouched_samples__when_they_are_removed__then_the_workspace_is_empty() {
        var own = workspace("tutorial");
        var edda = Team.join(own, "Edda Editor", "editor");

        assertThat(edda.delete("/seed-data").status()).isEqualTo(403);
        var removed = own.delete("/seed-data");

        assertThat(removed.at("/posts").asInt()).isEqualTo(3);
        assertThat(removed.at("/chapters").asInt()).isEqualTo(1);
        assertThat(removed.at("/goals").asInt()).isEqualTo(1);
        assertThat(own.get("/seed-data").at("/rows").asInt()).isZero();
        assertThat(own.get("/posts").at("/items")).isEmpty();
        assertThat(own.get("/goals").at("/items")).isEmpty();
        assertThat(own.get("/platforms").at("/items")).hasSize(1);
    }

    @Test
    void given_no_wish__when_a_workspace_is_made__then_it_is_empty() {
        assertThat(workspace("empty").get("/posts").at("/items")).isEmpty();
        assertThat(ana.get("/seed-data").text("/template")).isEqualTo("empty");
    }

    private Api workspace(String seed) {
        var made =
                ana.post("/api/v1/workspaces", Map.of("name", "Tried out", "seed_template", seed));
        assertThat(made.status()).as(made.raw().body()).isEqualTo(201);
        return ana.in(UUID.fromString(made.text("/id")));
    }
}
