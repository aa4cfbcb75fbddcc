package com.postmagiq.content;

import static com.postmagiq.content.Desk.at;
import static com.postmagiq.content.Desk.save;
import static com.postmagiq.content.Desk.written;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import com.postmagiq.kernel.text.WordDiff;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;
import tools.jackson.databind.JsonNode;

@PostmagiqTest
class PostTextTests {
    private final Database database;
    private final Api owner;

    PostTextTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-9")
    void given_two_people__when_both_save_on_the_same_text__then_the_second_sees_the_first() {
        var ref = written(owner, "One.");
        var other = Team.join(owner, "Edda Editor", "editor");
        var mine = at(owner, ref);
        var theirs = at(other, ref);
        var path = "/posts/" + ref + "/content";

        assertThat(mine.put(path, Map.of("content", "Two.")).status()).isEqualTo(200);
        var late = theirs.put(path, Map.of("content", "Three."));
        var blind = other.put(path, Map.of("content", "Three."));

        assertThat(late.status()).isEqualTo(412);
        assertThat(late.code()).isEqualTo("stale_revision");
        assertThat(late.text("/current/content")).isEqualTo("Two.");
        assertThat(blind.status()).isEqualTo(428);
        assertThat(blind.code()).isEqualTo("precondition_required");
        assertThat(owner.get("/posts/" + ref).text("/content")).isEqualTo("Two.");
    }

    @Test
    @Tag("content-10")
    void given_a_writer__when_they_save_again_and_again__then_one_sitting_is_one_version() {
        var ref = written(owner, "One.");
        past();

        assertThat(save(owner, ref, " One. \r\n").at("/changed").asBoolean()).isFalse();
        save(owner, ref, "Two.");
        save(owner, ref, "Three.");
        assertThat(numbers(ref)).containsExactly(2, 1);
        assertThat(owner.patch("/posts/" + ref + "/versions/2", Map.of("label", "sent")).status())
                .isEqualTo(200);
        save(owner, ref, "Four.");
        assertThat(numbers(ref)).containsExactly(3, 2, 1);
        assertThat(text(ref, 2)).isEqualTo("Three.");
        var editor = Team.join(owner, "Edda Editor", "editor");
        save(editor, ref, "Five.");
        assertThat(numbers(ref)).containsExactly(4, 3, 2, 1);
        assertThat(owner.get("/posts/" + ref).at("/version_number").asInt()).isEqualTo(4);
        assertThat(owner.get("/posts/" + ref + "/versions/9").code())
                .isEqualTo("post.version_not_found");
        assertThat(at(owner, ref).put("/posts/" + ref + "/content", Map.of("content", "  ")).code())
                .isEqualTo("required_field");
    }

    @Test
    @Tag("content-11")
    void given_two_versions__when_they_are_compared__then_the_pieces_give_both_back() {
        var before = "We met nine times a week.\n\nNobody knew why.";
        var after = "We met three times a week.\nEverybody knew why, at last.";
        var ref = written(owner, before);
        past();
        save(owner, ref, after);

        var diff = owner.get("/posts/" + ref + "/diff?from=1&to=2");

        assertThat(joined(diff.at("/hunks"), "delete")).isEqualTo(after);
        assertThat(joined(diff.at("/hunks"), "insert")).isEqualTo(before);
        assertThat(diff.text("/mode_used")).isEqualTo("word");
        assertThat(diff.at("/stats/similarity").asDouble()).isBetween(0.4, 0.8);
        assertThat(owner.get("/posts/" + ref + "/diff?from=1&to=1").code())
                .isEqualTo("post.same_version");
        assertThat(owner.get("/posts/" + ref + "/diff?from=1&to=2&mode=line").at("/hunks"))
                .isNotEmpty();
    }

    @Test
    @Tag("content-11")
    void given_texts_of_the_greatest_length__when_they_are_compared__then_lines_are_compared() {
        var one = words("alpha");
        var other = words("omega");

        assertThat(WordDiff.fits(one, other)).isFalse();
        var hunks = WordDiff.lines(one, other);
        assertThat(
                        hunks.stream()
                                .filter(hunk -> !hunk.op().equals("delete"))
                                .map(WordDiff.Hunk::text)
                                .collect(Collectors.joining()))
                .isEqualTo(other);
    }

    @Test
    @Tag("content-12")
    void given_five_versions__when_the_first_is_restored__then_there_are_six() {
        var ref = written(owner, "Text 1.");
        for (var i = 2; i <= 5; i++) {
            past();
            save(owner, ref, "Text " + i + ".");
        }

        var restored = owner.post("/posts/" + ref + "/versions/1/restore");

        assertThat(restored.at("/version/number").asInt()).isEqualTo(6);
        assertThat(restored.text("/version/source")).isEqualTo("restore");
        assertThat(restored.text("/post/content")).isEqualTo("Text 1.");
        for (var i = 1; i <= 5; i++) {
            assertThat(text(ref, i)).isEqualTo("Text " + i + ".");
        }
    }

    /** As if the last save lay an hour back. */
    private void past() {
        Maintenance.update(
                database,
                "update app.post_versions set created_at = created_at - interval '1 hour' where workspace_id = ?",
                owner.workspaceId());
    }

    private List<Integer> numbers(String ref) {
        return owner.get("/posts/" + ref + "/versions")
                .at("/items")
                .valueStream()
                .map(version -> version.path("number").asInt())
                .toList();
    }

    private String text(String ref, int number) {
        return owner.get("/posts/" + ref + "/versions/" + number).text("/content");
    }

    private static String joined(JsonNode hunks, String without) {
        return hunks.valueStream()
                .filter(hunk -> !hunk.path("op").asString().equals(without))
                .map(hunk -> hunk.path("text").asString())
                .collect(Collectors.joining());
    }

    private static String words(String word) {
        return IntStream.range(0, 15_000)
                .mapToObj(i -> word + i % 97 + (i % 20 == 0 ? "\n" : " "))
                .collect(Collectors.joining());
    }
}
