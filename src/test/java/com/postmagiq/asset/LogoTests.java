package com.postmagiq.asset;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.Team;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The picture of a workspace. */
@PostmagiqTest
class LogoTests {
    private final Api stranger;

    LogoTests(@LocalServerPort int port) {
        this.stranger = Api.at(port);
    }

    @Test
    void given_a_picture__when_it_is_sent__then_members_see_it_drawn_anew() throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var vera = Team.join(ada, "Vera Viewer", "viewer");
        var hidden = "where it was taken".getBytes(StandardCharsets.UTF_8);

        var sent = send(ada, "logo.jpg", joined(picture("jpg", 40, 20), hidden));

        assertThat(sent.status()).as(sent.raw().body()).isEqualTo(200);
        var seen = vera.download("/logo");
        assertThat(new String(seen, StandardCharsets.ISO_8859_1))
                .doesNotContain("where it was taken");
        var drawn = ImageIO.read(new ByteArrayInputStream(seen));
        assertThat(drawn.getWidth()).isEqualTo(40);
        assertThat(drawn.getHeight()).isEqualTo(20);
        assertThat(ada.get("").text("/logo_id")).isEqualTo(sent.text("/id"));
        assertThat(own(vera)).isEqualTo(sent.text("/id"));
    }

    @Test
    void given_a_logo__when_another_comes_or_it_is_taken_away__then_the_old_file_is_gone()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var first = send(ada, "logo.png", picture("png", 8, 8)).text("/id");

        var second = send(ada, "logo.png", picture("png", 9, 9)).text("/id");

        assertThat(second).isNotEqualTo(first);
        assertThat(ImageIO.read(new ByteArrayInputStream(ada.download("/logo"))).getWidth())
                .isEqualTo(9);
        assertThat(ada.get("/assets").at("/items")).isEmpty();
        assertThat(ada.get("/assets/" + second).code()).isEqualTo("asset.not_found");
        assertThat(ada.delete("/assets/" + second).code()).isEqualTo("asset.not_found");
        assertThat(ada.delete("/logo").status()).isEqualTo(204);
        assertThat(ada.get("/logo").code()).isEqualTo("asset.no_logo");
        assertThat(ada.get("").at("/logo_id").isMissingNode()).isTrue();
        assertThat(own(ada)).isEmpty();
        assertThat(ada.delete("/logo").status()).isEqualTo(204);
    }

    @Test
    void given_something_else_than_a_picture__when_it_is_sent__then_it_is_refused()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var script = "<script>alert(1)</script>".getBytes(StandardCharsets.UTF_8);
        var drawing = "<svg xmlns='http://www.w3.org/2000/svg'/>".getBytes(StandardCharsets.UTF_8);

        for (var answer :
                new Api.Answer[] {
                    send(ada, "logo.png", script),
                    send(ada, "logo.svg", drawing),
                    send(ada, "logo.gif", picture("gif", 4, 4)),
                    send(ada, "logo.png", picture("jpg", 4, 4)),
                    send(ada, "logo.png", claiming(20_000, 20_000)),
                    send(ada, "logo.png", cut(picture("png", 64, 64)))
                }) {
            assertThat(answer.status()).as(answer.raw().body()).isEqualTo(415);
            assertThat(answer.code()).isEqualTo("asset.type_not_allowed");
        }
        var large = send(ada, "logo.png", joined(picture("png", 4, 4), new byte[6 << 20]));
        assertThat(large.code()).isEqualTo("asset.too_large");
        var misplaced =
                ada.upload("/assets", "file", "logo.png", picture("png", 4, 4), "type", "logo");
        assertThat(misplaced.code()).isEqualTo("validation_failed");
        assertThat(ada.get("/logo").code()).isEqualTo("asset.no_logo");
    }

    @Test
    void given_an_editor__when_they_would_change_the_picture__then_it_is_not_theirs_to_change()
            throws Exception {
        var ada = stranger.signUp("Ada Lovelace");
        var edda = Team.join(ada, "Edda Editor", "editor");

        assertThat(send(edda, "logo.png", picture("png", 4, 4)).code()).isEqualTo("scope_missing");
        assertThat(edda.delete("/logo").code()).isEqualTo("scope_missing");
    }

    private static Api.Answer send(Api person, String name, byte[] file) {
        return person.upload("/logo", "file", name, file);
    }

    /** The picture of the first workspace of this address in the list of one's own. */
    private static String own(Api person) {
        for (var membership : person.get("/api/v1/auth/me").at("/memberships")) {
            if (membership
                    .path("workspace_id")
                    .asString()
                    .equals(person.workspaceId().toString())) {
                return membership.path("logo_id").asString("");
            }
        }
        throw new AssertionError("No member of " + person.workspaceId());
    }

    private static byte[] picture(String format, int width, int height) throws IOException {
        var out = new ByteArrayOutputStream();
        var image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        assertThat(ImageIO.write(image, format, out)).isTrue();
        return out.toByteArray();
    }

    /** A picture whose header lies about its size. */
    private static byte[] claiming(int width, int height) throws IOException {
        var png = ByteBuffer.wrap(picture("png", 4, 4));
        png.putInt(16, width).putInt(20, height);
        var sum = new CRC32();
        sum.update(png.array(), 12, 17);
        png.putInt(29, (int) sum.getValue());
        return png.array();
    }

    private static byte[] cut(byte[] picture) {
        return java.util.Arrays.copyOf(picture, 60);
    }

    private static byte[] joined(byte[] first, byte[] second) {
        return ByteBuffer.allocate(first.length + second.length).put(first).put(second).array();
    }
}
