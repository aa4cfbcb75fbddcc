package com.postmagiq.content.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import java.util.List;
import java.util.Map;

/** A person at work on strategies, for tests: each method does one thing and hands back its id. */
final class Planning {
    private final Api person;

    Planning(Api person) {
        this.person = person;
    }

    String goal(String name) {
        return made(person.post("/goals", Map.of("name", name)));
    }

    String chapter(String goal, String title) {
        return made(person.post("/chapters", Map.of("goal_id", goal, "title", title)));
    }

    Api.Answer post(String chapter, String topic) {
        var post = person.post("/posts", Map.of("chapter_id", chapter, "topic", topic));
        made(post);
        return post;
    }

    List<String> titles(String goal) {
        return person.get("/chapters?goal_id=" + goal)
                .at("/items")
                .valueStream()
                .map(it -> it.path("title").asString())
                .toList();
    }

    private static String made(Api.Answer answer) {
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(201);
        return answer.text("/id");
    }
}
