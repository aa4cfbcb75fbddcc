package com.postmagiq.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SoundFiles;
import com.postmagiq.agents.tool.ScriptedTools;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.context.ContextConfiguration;

/** Speech of videos, fetched by a little program that stands in for the real downloader. */
@PostmagiqTest
@ContextConfiguration(initializers = TranscriptionsTests.OnFakeProvider.class)
class VideosTests {
    private static final String ID = "dQw4w9WgXcQ";
    private static final String NAME = "yt-dlp";
    private static final Path FOLDER = TranscriptionsTests.TOOLS;
    private static final int MINUTE = 60;

    private final Api ada;
    private final ScriptedTools downloader = new ScriptedTools(FOLDER);

    VideosTests(@LocalServerPort int port) {
        this.ada = Api.at(port).signUp("Ada Lovelace");
    }

    @BeforeEach
    void aTalkOfThreeMinutes() throws IOException {
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve("sound"), SoundFiles.m4a(180_000));
        told(3 * MINUTE, "not_live");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://youtube.com/watch?v=" + ID,
                "http://www.youtube.com/watch?list=PL1&v=" + ID + "&t=3s",
                "https://m.youtube.com/shorts/" + ID,
                "https://youtu.be/" + ID + "?si=abc",
                "https://www.youtube.com/live/" + ID + "/"
            })
    @Tag("content-69")
    void given_an_address_of_a_video__when_it_is_read__then_only_its_id_is_taken(String url) {
        assertThat(VideoAddress.of(url).url()).isEqualTo("https://www.youtube.com/watch?v=" + ID);
    }

    @Test
    @Tag("content-69")
    void given_other_addresses__when_they_are_sent__then_they_are_refused_and_nothing_is_called()
            throws IOException {
        Files.deleteIfExists(FOLDER.resolve(NAME + ".calls"));
        for (var url :
                List.of(
                        "https://youtube.com.evil.tld/watch?v=" + ID,
                        "http://user@youtube.com/watch?v=" + ID,
                        "https://youtube.com:8443/watch?v=" + ID,
                        "https://youtube.com:/watch?v=" + ID,
                        "https://music.youtube.com/watch?v=" + ID,
                        "ftp://youtube.com/watch?v=" + ID,
                        "https://youtube.com/watch?v=dQw4w9WgXc",
                        "https://youtube.com/watch?v=" + ID + "&v=aaaaaaaaaaa",
                        "https://youtube.com/playlist?list=" + ID,
                        "https://youtu.be/" + ID + "/more",
                        "https://youtu.be/--exec=rm%20x",
                        "youtube.com/watch?v=" + ID,
                        "not an address")) {
            var refused = ask(url);
            assertThat(refused.status()).as(url).isEqualTo(422);
            assertThat(refused.code()).as(url).isEqualTo("transcription.invalid_youtube_url");
        }

        assertThat(FOLDER.resolve(NAME + ".calls")).doesNotExist();
        assertThat(ada.get("/transcribe").at("/items")).isEmpty();
    }

    @Test
    @Tag("content-69")
    void given_a_video__when_it_is_sent__then_its_sound_is_fetched_heard_and_gone()
            throws IOException {
        TranscriptionsTests.LLM.speech().hears("We deleted three meetings.", 180.0);

        var asked = ask("https://youtu.be/" + ID);

        assertThat(asked.status()).as(asked.raw().body()).isEqualTo(202);
        assertThat(asked.text("/source_type")).isEqualTo("youtube");
        assertThat(asked.text("/source_info/title")).isEqualTo("A talk");
        var heard = ended(asked);
        assertThat(heard.text("/text"))
                .as(heard.raw().body())
                .isEqualTo("We deleted three meetings.");
        assertThat(heard.text("/source_info/video_id")).isEqualTo(ID);
        assertThat(heard.text("/source_info/mime")).isEqualTo("audio/mp4");
        assertThat(downloader.arguments(NAME))
                .contains("--ignore-config", "--no-playlist", "--max-filesize")
                .endsWith("--", "https://www.youtube.com/watch?v=" + ID);
        assertThat(downloader.seen(NAME, "environment"))
                .doesNotContain("JWT_SECRET", "API_KEY", "HOME=");
        assertThat(Path.of(downloader.seen(NAME, "folder").lines().findFirst().orElseThrow()))
                .as("its own folder")
                .doesNotExist();
        TranscriptionsTests.noAudioIsLeft();
    }

    @Test
    @Tag("content-69")
    void
            given_a_video_that_is_no_story__when_it_is_sent__then_it_is_refused_before_it_is_fetched() {
        told(61 * MINUTE, "not_live");
        var long61 = ask("https://youtu.be/" + ID);
        told(60 * MINUTE, "was_live");
        TranscriptionsTests.LLM.speech().hears("An hour.", 3600.0);
        var exactly60 = ask("https://youtu.be/" + ID);
        told(0, "is_live");
        var live = ask("https://youtu.be/" + ID);

        assertThat(long61.status()).isEqualTo(422);
        assertThat(long61.code()).isEqualTo("transcription.video_too_long");
        assertThat(long61.text("/detail")).contains("61:00 min", "60:00 min");
        assertThat(exactly60.status()).isEqualTo(202);
        assertThat(live.status()).isEqualTo(422);
        assertThat(live.code()).isEqualTo("transcription.live_video");
        ended(exactly60);
    }

    @Test
    @Tag("content-69")
    void given_a_downloader_in_trouble__when_a_video_is_sent__then_the_answer_says_so()
            throws IOException {
        downloader.with(NAME, "echo 'ERROR: Private video' >&2; exit 1");
        var hidden = ask("https://youtu.be/" + ID);
        told(3 * MINUTE, "not_live");
        Files.writeString(FOLDER.resolve("sound"), "<html>Too many requests</html>");
        var nothing = ended(ask("https://youtu.be/" + ID));
        Files.delete(FOLDER.resolve(NAME));
        var without = ask("https://youtu.be/" + ID);

        assertThat(hidden.status()).isEqualTo(502);
        assertThat(hidden.code()).isEqualTo("transcription.download_failed");
        assertThat(hidden.text("/detail")).contains("Private video");
        assertThat(nothing.text("/status")).isEqualTo("failed");
        assertThat(nothing.text("/error_code")).isEqualTo("transcription.content_mismatch");
        assertThat(without.status()).isEqualTo(503);
        assertThat(without.code()).isEqualTo("transcription.downloader_unavailable");
        var availability = ada.get("/transcribe/availability");
        assertThat(availability.at("/available").asBoolean()).isTrue();
        assertThat(availability.at("/videos_available").asBoolean()).isFalse();
        assertThat(availability.text("/videos_unavailable_reason"))
                .contains("POSTMAGIQ_TRANSCRIPTION_DOWNLOADER");
        TranscriptionsTests.noAudioIsLeft();
    }

    /** What the program says of every video; it hands over the file "sound". */
    private void told(int seconds, String live) {
        downloader.with(
                NAME,
                """
                case "$*" in
                  *--print*) echo '{"title":"A talk","duration":%d,"live_status":"%s"}' ;;
                  *) cp "$here/sound" audio.m4a ;;
                esac
                """
                        .formatted(seconds, live));
    }

    private Api.Answer ask(String url) {
        return ada.post("/transcribe/youtube", Map.of("url", url));
    }

    private Api.Answer ended(Api.Answer asked) {
        var id = asked.text("/id");
        await().atMost(Duration.ofSeconds(30))
                .pollInSameThread()
                .until(() -> ada.get("/transcribe/" + id).body().has("finished_at"));
        return ada.get("/transcribe/" + id);
    }
}
