package com.postmagiq.content;

import static com.postmagiq.content.Desk.body;
import static com.postmagiq.content.Desk.made;
import static com.postmagiq.content.Desk.save;
import static com.postmagiq.content.Desk.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class CommentTests {
    private static final String TEXT = "We met nine times. 😀 Nobody knew why.";

    private final Api owner;
    private final String ref;

    CommentTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Olga Owner");
        this.ref = written(owner, TEXT);
    }

    @Test
    @Tag("content-36")
    void given_a_place_in_the_text__when_the_words_go__then_the_comment_says_so() {
        var said = made(comment("Really?", "nine times", null));
        assertThat(said.text("/anchor/state")).isEqualTo("current");
        save(owner, ref, "At last: we met. We met nine times. Nobody knew why.");
        assertThat(thread().path("anchor").path("start").asInt()).isEqualTo(24);

        save(owner, ref, "We met. Nobody knew why.");

        assertThat(thread().path("anchor").path("state").asString()).isEqualTo("outdated");
        assertThat(thread().path("anchor").path("quote").asString()).isEqualTo("nine times");
        var past = owner.post(path(), anchored("Here", 3, 999, null));
        assertThat(past.status()).isEqualTo(422);
        assertThat(past.code()).isEqualTo("comment.anchor_out_of_range");
        assertThat(owner.get("/posts/" + ref).at("/open_comment_count").asInt()).isEqualTo(1);
    }

    @Test
    @Tag("content-77")
    void given_a_sign_of_two_units__when_a_place_cuts_it__then_it_is_refused() {
        var at = TEXT.indexOf("😀");

        assertThat(owner.post(path(), anchored("Half", at + 1, at + 3, null)).code())
                .isEqualTo("comment.anchor_out_of_range");
        assertThat(owner.post(path(), anchored("Half", at, at + 1, null)).code())
                .isEqualTo("comment.anchor_out_of_range");
        assertThat(
                        made(owner.post(path(), anchored("Whole", at, at + 2, null)))
                                .text("/anchor/quote"))
                .isEqualTo("😀");
        assertThat(made(comment("Behind", "Nobody", null)).at("/anchor/start").asInt())
                .isEqualTo(at + 3);
    }

    @Test
    @Tag("content-84")
    void given_suggestions__when_they_are_taken__then_exactly_the_marked_words_change() {
        var nine = made(comment(null, "nine times", "three times")).text("/id");
        var nobody = made(comment(null, "Nobody knew", "Everybody knew")).text("/id");
        var smile = made(comment(null, " 😀", "")).text("/id");

        var taken =
                owner.post(
                        "/posts/" + ref + "/suggestions/accept",
                        Map.of("ids", List.of(nine, nobody, smile)));

        assertThat(taken.text("/content")).isEqualTo("We met three times. Everybody knew why.");
        assertThat(taken.at("/version_number").asInt()).isEqualTo(2);
        assertThat(owner.get(path()).at("/items/0/suggestion_state").asString())
                .isEqualTo("accepted");
        assertThat(owner.post(path() + "/" + nine + "/accept").code())
                .isEqualTo("comment.suggestion_decided");
    }

    @Test
    @Tag("content-84")
    void given_suggestions_that_cannot_be_taken__when_somebody_tries__then_nothing_changes() {
        var nine = made(comment("Shorter", "nine times", "thrice")).text("/id");
        var met = made(comment(null, "met nine", "sat nine")).text("/id");

        var both =
                owner.post(
                        "/posts/" + ref + "/suggestions/accept", Map.of("ids", List.of(nine, met)));
        assertThat(both.code()).isEqualTo("comment.suggestions_overlap");
        assertThat(both.at("/ids")).hasSize(2);
        assertThat(owner.get("/posts/" + ref).text("/content")).isEqualTo(TEXT);

        save(owner, ref, "We met often.");
        var late = owner.post(path() + "/" + nine + "/accept");
        assertThat(late.status()).isEqualTo(409);
        assertThat(late.code()).isEqualTo("comment.suggestion_outdated");
        assertThat(owner.get("/posts/" + ref).text("/content")).isEqualTo("We met often.");
        assertThat(
                        owner.post(path() + "/" + met + "/decline", Map.of("reason", "No."))
                                .text("/answers/0/body"))
                .isEqualTo("No.");
        assertThat(owner.post(path(), body("suggestion", "x")).code())
                .isEqualTo("comment.anchor_required");
        assertThat(comment(null, "often", "often").status()).isEqualTo(422);
    }

    @Test
    void given_a_thread__when_it_is_answered_changed_and_closed__then_it_keeps_its_rules() {
        var id = made(owner.post(path(), Map.of("body", "Why?"))).text("/id");
        var edda = Team.join(owner, "Edda Editor", "editor");
        var answer =
                made(edda.post(path(), Map.of("body", "Because.", "parent_id", id))).text("/id");

        assertThat(edda.post(path(), Map.of("body", "No", "parent_id", answer)).code())
                .isEqualTo("comment.reply_depth");
        assertThat(owner.patch(path() + "/" + answer, Map.of("body", "x")).code())
                .isEqualTo("comment.not_editable");
        assertThat(edda.patch(path() + "/" + answer, Map.of("body", "So.")).text("/body"))
                .isEqualTo("So.");
        assertThat(owner.patch(path() + "/" + id, Map.of("resolved", true)).at("/resolved_at"))
                .isNotNull();
        assertThat(owner.get(path() + "?resolved=false").at("/items")).isEmpty();
        assertThat(edda.delete(path() + "/" + id).status()).isEqualTo(403);
        assertThat(owner.delete(path() + "/" + id).status()).isEqualTo(204);
        assertThat(thread().path("body").asString()).isEmpty();
        assertThat(thread().path("answers")).hasSize(1);
        assertThat(owner.delete(path() + "/" + id).code()).isEqualTo("comment.not_found");
    }

    private String path() {
        return "/posts/" + ref + "/comments";
    }

    private JsonNode thread() {
        return owner.get(path()).at("/items/0");
    }

    private Api.Answer comment(@Nullable String words, String quote, @Nullable String suggestion) {
        var post = owner.get("/posts/" + ref);
        var at = post.text("/content").indexOf(quote);
        return owner.post(path(), anchored(words, at, at + quote.length(), suggestion));
    }

    private Map<String, @Nullable Object> anchored(
            @Nullable String words, int start, int end, @Nullable String suggestion) {
        var version = owner.get("/posts/" + ref).at("/version_number").asInt();
        return body(
                "body",
                words,
                "suggestion",
                suggestion,
                "anchor",
                Map.of("version_number", version, "start", start, "end", end));
    }
}
