package com.postmagiq.content.exchange;

import static com.postmagiq.content.exchange.Exchange.bytes;
import static com.postmagiq.content.exchange.Exchange.counts;
import static com.postmagiq.content.exchange.Exchange.looked;
import static com.postmagiq.content.exchange.Exchange.posts;
import static com.postmagiq.content.exchange.Exchange.send;
import static com.postmagiq.content.exchange.Exchange.taken;
import static com.postmagiq.content.exchange.Exchange.topics;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** Tables of other tools, and rows that somebody corrects on the way in. */
@PostmagiqTest
class ImportChoicesTests {
    private static final byte[] TABLE =
            bytes("Headline,Copy,Title\nOne,Words.,Boss\n,More.,Boss\nThree,Last.,Boss\n");

    private final Api owner;

    ImportChoicesTests(@LocalServerPort int port) {
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    void given_columns_nobody_knows__when_it_is_said_what_they_mean__then_they_come_in() {
        var unknown = send(owner, "a.csv", bytes("Headline,Copy\nOne,Words.\n"));
        assertThat(unknown.code()).isEqualTo("import.header_not_found");
        assertThat(unknown.at("/columns").toString()).isEqualTo("[\"Headline\",\"Copy\"]");

        var preview =
                looked(
                        owner,
                        "a.csv",
                        TABLE,
                        "mapping",
                        "{\"Headline\":\"topic\",\"Copy\":\"content\"}");
        var done = taken(owner, preview);

        assertThat(preview.at("/columns/0/mapped_to").asString()).isEqualTo("topic");
        assertThat(preview.at("/columns/2").has("mapped_to")).as("a column of its own").isFalse();
        assertThat(counts(done, "")).containsExactly(3, 0, 0, 0);
        assertThat(owner.get("/posts/1").text("/content")).isEqualTo("Words.");
    }

    @Test
    void given_a_preview__when_columns_and_rows_are_changed__then_it_shows_and_comes_in_so() {
        var preview = looked(owner, "a.csv", TABLE);
        var path = "/content/import/" + preview.text("/operation/id");
        assertThat(preview.at("/rows/0/topic").asString()).isEqualTo("Boss");

        var changed =
                owner.put(
                        path + "/choices",
                        choices(
                                Map.of("Headline", "topic", "Copy", "content", "Title", ""),
                                Map.of("row", 3, "fields", Map.of("topic", "Two")),
                                Map.of("row", 4, "fields", Map.of("content", ""))));
        var refused = owner.put(path + "/choices", choices(Map.of("Headline", "mood")));
        var empty = owner.put(path + "/choices", choices(Map.of("Title", "tags")));
        var again = owner.get(path);

        assertThat(changed.status()).as(changed.raw().body()).isEqualTo(200);
        assertThat(changed.at("/rows/1/topic").asString()).isEqualTo("Two");
        assertThat(refused.code()).isEqualTo("validation_failed");
        assertThat(empty.code()).isEqualTo("import.header_not_found");
        assertThat(again.at("/rows")).isEqualTo(changed.at("/rows"));
        assertThat(again.at("/choices/mapping/Copy").asString()).isEqualTo("content");
        var done = taken(owner, again);
        assertThat(counts(done, "")).containsExactly(3, 0, 0, 0);
        assertThat(topics(owner)).containsExactly("One", "Two", "Three");
        assertThat(posts(owner).getLast().path("word_count").asInt(0)).isZero();
    }

    @Test
    void
            given_a_preview__when_it_is_taken_over_with_choices__then_they_count_and_only_for_its_sender() {
        var preview = looked(owner, "a.csv", TABLE);
        var id = preview.text("/operation/id");
        var wish =
                choices(
                        Map.of("Headline", "topic", "Copy", "content"),
                        Map.of("row", 3, "fields", Map.of("topic", "Two")));
        var editor = Team.join(owner, "Edda Editor", "editor");

        assertThat(editor.put("/content/import/" + id + "/choices", wish).code())
                .isEqualTo("operation.not_found");
        assertThat(owner.post("/content/import/" + id + "/commit", wish).status()).isEqualTo(202);

        Errand.awaitEnd(owner, "/operations/" + id);
        assertThat(topics(owner)).containsExactly("One", "Two", "Three");
        assertThat(owner.put("/content/import/" + id + "/choices", wish).code())
                .isEqualTo("operation.not_waiting");
    }

    @SafeVarargs
    @SuppressWarnings("varargs")
    private static Map<String, Object> choices(
            Map<String, String> mapping, Map<String, Object>... overrides) {
        return Map.of("mapping", mapping, "overrides", List.of(overrides));
    }
}
