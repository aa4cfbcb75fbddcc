package com.postmagiq.content;

import static com.postmagiq.content.Desk.ready;
import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.Errand;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class FinishedPostTests {
    private static final String LINKEDIN = "https://www.linkedin.com/posts/olga-1";

    private final Database database;
    private final Api owner;

    FinishedPostTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.owner = Api.at(port).signUp("Olga Owner");
    }

    @Test
    @Tag("content-17")
    void given_a_ready_post__when_it_goes_out__then_each_platform_has_one_record() {
        var path = "/finished-posts/" + ready(owner, "A text.") + "/publish";

        var first = owner.post(path, Map.of("platform", "linkedin", "url", LINKEDIN));
        owner.post(path, Map.of("platform", "x"));
        var again =
                owner.post(path, Map.of("platform", "linkedin", "url", "https://example.com/a"));

        assertThat(first.text("/status")).isEqualTo("published");
        assertThat(first.at("/warnings").isMissingNode()).isTrue();
        assertThat(again.at("/publish_status")).hasSize(2);
        assertThat(again.text("/publish_status/0/url")).isEqualTo("https://example.com/a");
        assertThat(again.text("/warnings/0")).isEqualTo("url_host_mismatch");
        assertThat(owner.get("/posts/1").at("/published_at").isMissingNode()).isFalse();
        assertThat(owner.get("/posts/1").text("/published_url")).isEqualTo("https://example.com/a");
        assertThat(owner.get("/finished-posts?platform=x").at("/items")).hasSize(1);
        assertThat(owner.get("/finished-posts?unpublished_on=x").at("/items")).isEmpty();
        Desk.save(owner, "1", "A better text.");
        assertThat(owner.get("/posts/1").text("/status")).isEqualTo("published");
        assertThat(owner.get("/posts/1").at("/edited_since_publication").asBoolean()).isTrue();
        assertThat(owner.delete("/posts/1").code()).isEqualTo("post.already_published");
        owner.delete(path + "/x");
        var none = owner.delete(path + "/linkedin");
        assertThat(none.text("/status")).isEqualTo("ready");
        assertThat(none.at("/publish_status")).isEmpty();
        assertThat(owner.get("/posts/1").at("/published_at").isMissingNode()).isTrue();
        assertThat(owner.delete(path + "/x").code()).isEqualTo("publication.not_found");
    }

    @Test
    void given_published_posts__when_a_voice_learns_from_them__then_their_texts_are_samples() {
        var out = ready(owner, "We met nine times a week.");
        var waiting = ready(owner, "Nobody called.");
        owner.post("/finished-posts/" + out + "/publish", Map.of("platform", "x"));
        var path = "/voice/samples/import-posts";

        var preview = owner.post(path, Map.of());
        var taken = owner.post(path + "?commit=true", Map.of("author_label", "Zoe Zed"));
        var refused =
                owner.post(
                        path,
                        Map.of("post_ids", List.of(owner.get("/posts/" + waiting).text("/id"))));

        assertThat(preview.at("/added").asInt()).as(preview.raw().body()).isEqualTo(1);
        assertThat(preview.text("/rows/0/excerpt")).isEqualTo("We met nine times a week.");
        assertThat(taken.at("/committed").asBoolean()).isTrue();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.text("/errors/0/field")).isEqualTo("post_ids");
        var samples = owner.get("/voice/samples").at("/samples");
        assertThat(samples).hasSize(1);
        assertThat(samples.path(0).path("source_type").asString()).isEqualTo("post");
        assertThat(samples.path(0).path("author_label").asString()).isEqualTo("Zoe Zed");
        var editor = Team.join(owner, "Edda Editor", "editor");
        assertThat(editor.post(path, Map.of()).code()).isEqualTo("scope_missing");
    }

    @Test
    @Tag("content-18")
    void given_the_platforms__when_they_are_asked_for__then_they_are_no_posts_name() {
        assertThat(owner.get("/finished-posts/platforms").at("/platforms"))
                .anySatisfy(each -> assertThat(each.asString()).isEqualTo("linkedin"));
        assertThat(owner.get("/publishers?platform=x").at("/items"))
                .extracting(each -> each.path("id").asString())
                .containsExactlyInAnyOrder("clipboard", "file");
    }

    @Test
    @Tag("content-19")
    void given_a_ready_post_whose_text_is_gone__when_it_is_read__then_it_says_so() {
        var ref = ready(owner, "A text.");
        Maintenance.update(
                database,
                "update app.posts set current_version_id = null where workspace_id = ?",
                owner.workspaceId());

        var post = owner.get("/finished-posts/" + ref);

        assertThat(post.at("/content").isMissingNode()).isTrue();
        assertThat(post.at("/content_missing").asBoolean()).isTrue();
        assertThat(owner.get("/finished-posts/" + ref + "/copy-pack?platform=x").code())
                .isEqualTo("post.text_required");
    }

    @Test
    void given_a_post_that_is_not_finished__when_it_is_to_go_out__then_it_does_not() {
        var ref = Desk.written(owner, "A text.");
        var path = "/finished-posts/" + ref;
        var edda = Team.join(owner, "Edda Editor", "editor");

        assertThat(owner.get(path).code()).isEqualTo("post.not_finished");
        assertThat(owner.post(path + "/publish", Map.of("platform", "x")).code())
                .isEqualTo("post.illegal_transition");
        assertThat(owner.post(path + "/publish", Map.of("platform", "myspace")).code())
                .isEqualTo("publication.unknown_platform");
        Desk.move(owner, ref, "ready");
        assertThat(edda.post(path + "/publish", Map.of("platform", "x")).status()).isEqualTo(403);
        var future = Map.of("platform", "x", "published_at", "2999-01-01T00:00:00Z");
        assertThat(owner.post(path + "/publish", future).code()).isEqualTo("validation_failed");
        var file = Map.of("platform", "x", "url", "file:///etc/passwd");
        assertThat(owner.post(path + "/publish", file).code()).isEqualTo("validation_failed");
        assertThat(owner.get("/posts/" + ref).text("/status")).isEqualTo("ready");
    }

    @Test
    @Tag("content-85")
    void given_a_long_text__when_it_is_taken_along__then_its_parts_joined_are_the_text() {
        var text =
                "We met nine times a week, and nobody could say what for any more. ".repeat(12)
                        + "\n\n"
                        + "word".repeat(100)
                        + " https://example.com/a/page";
        var ref = ready(owner, text.strip());

        var pack = owner.get("/finished-posts/" + ref + "/copy-pack?platform=x");
        var handed =
                owner.post(
                        "/finished-posts/" + ref + "/handoffs",
                        Map.of("publisher", "clipboard", "platform", "x"));

        assertThat(pack.at("/parts").size()).isGreaterThan(3);
        assertThat(
                        pack.at("/parts")
                                .valueStream()
                                .map(part -> part.path("text").asString())
                                .collect(Collectors.joining()))
                .isEqualTo(owner.get("/posts/" + ref).text("/content"));
        assertThat(pack.at("/parts"))
                .allSatisfy(
                        part -> assertThat(part.path("chars").asInt()).isLessThanOrEqualTo(280));
        assertThat(pack.text("/links/0")).isEqualTo("https://example.com/a/page");
        assertThat(handed.status()).isEqualTo(201);
        assertThat(handed.at("/parts")).isEqualTo(pack.at("/parts"));
        assertThat(owner.get("/posts/" + ref).text("/status")).isEqualTo("ready");
        assertThat(owner.get("/finished-posts/" + ref + "/handoffs").at("/items")).hasSize(1);
        var parts = owner.get("/finished-posts/" + ref + "/render?platform=x").at("/parts");
        assertThat(parts.get(0).asString()).endsWith(" 1/" + parts.size());
        assertThat(
                        owner.get("/finished-posts/" + ref + "/copy-pack?platform=linkedin")
                                .at("/parts"))
                .hasSize(1);
    }

    @Test
    @Tag("content-85")
    void given_a_finished_post__when_it_is_handed_over_as_files__then_they_hold_its_text()
            throws IOException {
        var text = "We met nine times a week, and nobody could say what for. ".repeat(7).strip();
        var ref = ready(owner, text);
        var path = "/finished-posts/" + ref;
        var wish = Map.of("publisher", "file", "platform", "x");

        var zip = entries(download(owner.post(path + "/handoffs", wish)));

        assertThat(zip.keySet())
                .startsWith("post.md", "x-01.txt")
                .endsWith("x-02.txt", "metadata.json");
        assertThat(zip.get("x-01.txt") + zip.get("x-02.txt")).isEqualTo(text);
        assertThat(zip.get("post.md"))
                .isEqualTo(owner.get(path + "/markdown").raw().body())
                .startsWith("---\npost_number: 1\ntopic: \"A post\"\nversion: 1\n---\n\nWe met")
                .endsWith(text + "\n");
        assertThat(entries(download(owner.post(path + "/handoffs", wish)))).isEqualTo(zip);
        assertThat(owner.get("/posts/" + ref).text("/status")).isEqualTo("ready");
        assertThat(owner.get(path + "/handoffs").at("/items"))
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.path("status").asString()).isEqualTo("done"));
        var edda = Team.join(owner, "Edda Editor", "editor");
        assertThat(edda.post(path + "/handoffs", wish).status()).isEqualTo(403);
        var nobody = Map.of("publisher", "pigeon", "platform", "x");
        assertThat(owner.post(path + "/handoffs", nobody).code()).isEqualTo("validation_failed");
    }

    @Test
    @Tag("content-86")
    void given_a_finished_post__when_slides_are_made__then_they_are_shown_and_come_as_a_file() {
        var ref = ready(owner, "One.\n\nTwo.\n\nThree.");
        var path = "/finished-posts/" + ref + "/carousel";

        var shown = owner.post(path + "?preview=true", Map.of("template", "steps"));
        var own =
                owner.post(
                        path + "?preview=true", Map.of("slides", List.of("One. Two.", "Four. 漢")));
        var long21 = Map.of("slides", Collections.nCopies(21, "One."));
        var pdf = download(owner.post(path, Map.of("format", "1:1", "max_slides", 3)));

        assertThat(shown.at("/pages")).hasSize(3);
        assertThat(shown.text("/pages/1/text")).isEqualTo("Two.");
        assertThat(shown.text("/pages/1/image")).startsWith("data:image/png;base64,");
        assertThat(shown.at("/edited").asBoolean()).isFalse();
        assertThat(own.at("/edited").asBoolean()).isTrue();
        assertThat(own.text("/glyph_missing/0")).isEqualTo("漢");
        assertThat(owner.post(path, long21).code()).isEqualTo("carousel.too_long");
        assertThat(owner.post(path, long21).status()).isEqualTo(422);
        assertThat(owner.post(path, long21).at("/needed").asInt()).isEqualTo(21);
        assertThat(pdf).startsWith("%PDF".getBytes(StandardCharsets.US_ASCII));
    }

    /** Waits until work has ended well, and fetches its file. */
    private byte[] download(Api.Answer accepted) {
        assertThat(accepted.status()).as(accepted.raw().body()).isEqualTo(202);
        var path = "/operations/" + accepted.text("/id");
        assertThat(accepted.header("Location").orElseThrow()).endsWith(path);
        var ended = Errand.awaitEnd(owner, path);
        assertThat(ended.text("/status")).as(ended.raw().body()).isEqualTo("succeeded");
        return owner.download(path + "/download");
    }

    private static Map<String, String> entries(byte[] zip) throws IOException {
        var entries = new LinkedHashMap<String, String>();
        try (var in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (var entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                entries.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return entries;
    }
}
