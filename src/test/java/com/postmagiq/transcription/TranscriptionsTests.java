package com.postmagiq.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.postmagiq.Api;
import com.postmagiq.FakeLlm;
import com.postmagiq.Maintenance;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SoundFiles;
import com.postmagiq.Team;
import com.postmagiq.kernel.database.Database;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfiguration;

/** Speech to text over HTTP, against a provider that speaks Groq's wire format. */
@PostmagiqTest
@ContextConfiguration(initializers = TranscriptionsTests.OnFakeProvider.class)
@Execution(ExecutionMode.SAME_THREAD)
class TranscriptionsTests {
    private static final String KEY = "gsk-fake-key-that-must-never-show";
    static final FakeLlm LLM = FakeLlm.start();

    /** The classes of two test processes run at a time; neither may see the other's files. */
    private static final Path OWN =
            Path.of("target/test-speech/" + System.getProperty("test.fork", "fork-1"))
                    .toAbsolutePath();

    static final Path TOOLS = OWN.resolve("tools");
    private static final Path FILES = OWN.resolve("assets");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String UPLOAD = "/transcribe/upload?wait=60";

    static class OnFakeProvider
            implements ApplicationContextInitializer<ConfigurableApplicationContext> {
        @Override
        public void initialize(ConfigurableApplicationContext context) {
            TestPropertyValues.of(
                            "postmagiq.assets.directory=" + FILES,
                            "postmagiq.agents.groq.base-url=" + LLM.baseUrl(),
                            "postmagiq.agents.groq.api-key=" + KEY,
                            "postmagiq.transcription.downloader=" + TOOLS.resolve("yt-dlp"),
                            "postmagiq.agents.transcription.timeout=2s")
                    .applyTo(context);
        }
    }

    private final Database database;
    private final int port;
    private Api ada;

    TranscriptionsTests(Database database, @LocalServerPort int port) {
        this.database = database;
        this.port = port;
        this.ada = Api.at(port);
    }

    @BeforeEach
    void signUp() {
        ada = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    @Tag("content-70")
    void given_speech__when_it_is_sent__then_its_text_comes_back_and_no_audio_stays()
            throws IOException {
        LLM.speech().hears("We deleted three meetings.", 90.0);
        var sound = SoundFiles.wav(90);

        var answer =
                ada.upload(UPLOAD, "audio", "walk.wav", sound, "language", "en", "prompt", "Ana");

        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(200);
        assertThat(answer.text("/status")).isEqualTo("succeeded");
        assertThat(answer.text("/text")).isEqualTo("We deleted three meetings.");
        assertThat(answer.text("/language")).isEqualTo("English");
        assertThat(answer.at("/duration_seconds").asDouble()).isEqualTo(90);
        assertThat(answer.at("/segments/0/end").asDouble()).isEqualTo(1.5);
        assertThat(answer.at("/tokens_used").asInt()).isEqualTo(1);
        assertThat(answer.at("/cost_usd").decimalValue()).isEqualByComparingTo("0.002775");
        assertThat(answer.text("/source_info/filename")).isEqualTo("walk.wav");
        assertThat(answer.header("Location").orElseThrow())
                .endsWith("/transcribe/" + answer.text("/id"));
        noAudioIsLeft();

        var call = LLM.speech().calls().getLast();
        assertThat(call.authorization()).isEqualTo("Bearer " + KEY);
        assertThat(call.fields())
                .containsEntry("model", "whisper-large-v3")
                .containsEntry("response_format", "verbose_json")
                .containsEntry("language", "en")
                .containsEntry("prompt", "Ana");
        assertThat(call.filename()).isEqualTo("audio.wav");
        assertThat(call.audio()).isEqualTo(new String(sound, StandardCharsets.ISO_8859_1));
    }

    @Test
    @Tag("content-71")
    void given_a_transcript__when_it_is_used__then_it_is_a_posts_story_or_a_sample()
            throws IOException {
        LLM.speech().hears("We deleted three meetings and nobody missed them.", 90.0);
        var heard = ada.upload(UPLOAD, "audio", "walk.wav", SoundFiles.wav(90));
        var use = "/transcribe/" + heard.text("/id") + "/use";
        var post = ada.post("/posts", Map.of("topic", "meetings")).text("/id");

        var story = ada.post(use, Map.of("as", "story", "post_ref", post));
        var sample = ada.post(use, Map.of("as", "sample", "title", "On a walk"));

        assertThat(story.status()).as(story.raw().body()).isEqualTo(200);
        assertThat(ada.get("/posts/" + post).text("/story_used")).isEqualTo(heard.text("/text"));
        assertThat(sample.status()).as(sample.raw().body()).isEqualTo(200);
        var kept = ada.get("/voice/samples").at("/samples/0");
        assertThat(kept.path("id").asString()).isEqualTo(sample.text("/sample_id"));
        assertThat(kept.path("source_type").asString()).isEqualTo("transcript");
        assertThat(kept.path("content").asString()).isEqualTo(heard.text("/text"));
        assertThat(ada.post(use, Map.of("as", "sample")).code()).isEqualTo("voice.sample_exists");
        assertThat(ada.post(use, Map.of("as", "story")).status()).isEqualTo(422);
        LLM.speech().hears("We deleted meetings. ".repeat(6_000), 90.0);
        var endless = ada.upload(UPLOAD, "audio", "walk.wav", SoundFiles.wav(91));
        assertThat(
                        ada.post(
                                        "/transcribe/%s/use".formatted(endless.text("/id")),
                                        Map.of("as", "story", "post_ref", post))
                                .code())
                .isEqualTo("transcription.text_over_limit");
        var editor = Team.join(ada, "Edda Editor", "editor");
        assertThat(editor.post(use, Map.of("as", "sample")).code()).isEqualTo("scope_missing");
        var stranger = Api.at(port).signUp("Bob Moses");
        assertThat(stranger.post(use, Map.of("as", "sample")).status()).isEqualTo(404);
    }

    @Test
    void given_a_workspace_without_money__when_speech_is_sent__then_nobody_hears_it()
            throws IOException {
        var before = LLM.speech().calls().size();
        ada.put("/settings/cost-caps", Map.of("daily_usd", "0.000001"));

        var answer = ada.upload(UPLOAD, "audio", "walk.wav", SoundFiles.wav(90));

        assertThat(answer.text("/status")).isEqualTo("failed");
        assertThat(answer.text("/error_code")).isEqualTo("budget.exceeded");
        assertThat(
                        ada.post(
                                        "/transcribe/%s/use".formatted(answer.text("/id")),
                                        Map.of("as", "sample"))
                                .code())
                .isEqualTo("transcription.not_finished");
        assertThat(LLM.speech().calls()).hasSize(before);
        noAudioIsLeft();
    }

    @Test
    void given_nobody_waits__when_it_is_sent__then_it_is_accepted_and_found_later() {
        LLM.speech().hears("Later.", null);

        var answer =
                ada.upload(
                        "/transcribe/upload?source=recording",
                        "audio",
                        "recording.webm",
                        SoundFiles.webm(12));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(answer.text("/status")).isEqualTo("queued");
        var id = answer.text("/id");
        await().atMost(PATIENCE)
                .pollInSameThread()
                .until(() -> ada.get("/transcribe/" + id).text("/status").equals("succeeded"));
        var whole = ada.get("/transcribe/" + id);
        assertThat(whole.text("/source_type")).isEqualTo("recording");
        assertThat(whole.at("/duration_seconds").asDouble()).as("read from the file").isEqualTo(12);
        var list = ada.get("/transcribe?limit=1");
        assertThat(list.text("/items/0/id")).isEqualTo(id);
        assertThat(list.text("/items/0/excerpt")).isEqualTo("Later.");
        assertThat(list.at("/items/0").has("text")).isFalse();
        assertThat(ada.delete("/transcribe/" + id).status()).isEqualTo(204);
        assertThat(ada.get("/transcribe/" + id).code()).isEqualTo("transcription.not_found");
    }

    @Test
    @Tag("content-70")
    void given_a_provider_with_trouble__when_it_recovers__then_the_text_comes_all_the_same()
            throws IOException {
        LLM.speech().refuses(503).refuses(429, "Retry-After", "1").hears("Third time.", 3.0);
        var before = LLM.speech().calls().size();

        var answer = ada.upload(UPLOAD, "audio", "a.mp3", SoundFiles.mp3(100));

        assertThat(answer.text("/text")).isEqualTo("Third time.");
        assertThat(LLM.speech().calls()).hasSize(before + 3);
        noAudioIsLeft();
    }

    @Test
    @Tag("content-70")
    void given_a_key_that_is_refused__when_it_is_sent__then_it_fails_once_without_showing_the_key()
            throws IOException {
        LLM.speech().refuses(401);
        var before = LLM.speech().calls().size();

        var answer = ada.upload(UPLOAD, "audio", "a.ogg", SoundFiles.ogg(3));

        assertThat(answer.text("/status")).isEqualTo("failed");
        assertThat(answer.text("/error_code")).isEqualTo("auth");
        assertThat(answer.raw().body()).doesNotContain(KEY);
        assertThat(LLM.speech().calls()).hasSize(before + 1);
        noAudioIsLeft();
    }

    @Test
    @Tag("content-70")
    void given_a_provider_that_never_answers__when_all_attempts_are_over__then_it_has_failed()
            throws IOException {
        LLM.speech().hangs().hangs().refuses(500).refuses(500);

        var answer = ada.upload(UPLOAD, "audio", "a.m4a", SoundFiles.m4a(4_000));

        assertThat(answer.text("/status")).isEqualTo("failed");
        assertThat(answer.text("/error_code")).isEqualTo("overloaded");
        noAudioIsLeft();
    }

    @Test
    void given_audio_without_speech__when_it_is_heard__then_it_says_so() {
        LLM.speech().hears("", 5.0);

        assertThat(ada.upload(UPLOAD, "audio", "hum.wav", SoundFiles.wav(5)).text("/error_code"))
                .isEqualTo("no_speech");
    }

    @Test
    void given_one_that_waits__when_it_is_cancelled__then_its_audio_goes_and_no_text_comes()
            throws IOException {
        LLM.speech().hangs();
        var before = LLM.speech().calls().size();
        var id = ada.upload("/transcribe/upload", "audio", "a.wav", SoundFiles.wav(2)).text("/id");
        await().atMost(PATIENCE).until(() -> LLM.speech().calls().size() > before);

        var cancelled = ada.post("/transcribe/" + id + "/cancel");

        assertThat(cancelled.text("/status")).isEqualTo("cancelled");
        noAudioIsLeft();
        assertThat(ada.post("/transcribe/" + id + "/cancel").code())
                .isEqualTo("transcription.already_finished");
        // Also when the call's own limit passes.
        await().during(Duration.ofSeconds(3))
                .atMost(PATIENCE)
                .until(() -> ada.get("/transcribe/" + id).text("/status").equals("cancelled"));
    }

    @Test
    @Tag("content-67")
    void given_what_is_no_audio__when_it_is_sent__then_each_gets_its_code_and_nothing_is_stored()
            throws IOException {
        var text = "This is a letter, not a song.".getBytes(StandardCharsets.UTF_8);
        var limit = 25 * 1024 * 1024;

        assertThat(refused(422, "song.mp3", text)).isEqualTo("transcription.content_mismatch");
        assertThat(refused(422, "song.mp3", SoundFiles.wav(1)))
                .isEqualTo("transcription.content_mismatch");
        assertThat(refused(422, "letter.txt", text)).isEqualTo("transcription.unsupported_audio");
        assertThat(refused(422, "noname", text)).isEqualTo("transcription.unsupported_audio");
        assertThat(refused(422, "a.wav", new byte[0])).isEqualTo("transcription.empty_audio");
        assertThat(refused(422, "a.wav", SoundFiles.wav(0))).isEqualTo("transcription.empty_audio");
        assertThat(refused(422, "a.ogg", SoundFiles.ogg(3601))).isEqualTo("transcription.too_long");
        assertThat(refused(413, "a.wav", SoundFiles.wavOfBytes(limit + 1)))
                .isEqualTo("transcription.too_large");
        assertThat(refused(413, "a.wav", new byte[34 * 1024 * 1024]))
                .isEqualTo("payload_too_large");
        assertThat(
                        ada.upload(
                                        UPLOAD,
                                        "audio",
                                        "a.wav",
                                        SoundFiles.wav(1),
                                        "language",
                                        "klingonic")
                                .code())
                .isEqualTo("validation_failed");
        assertThat(ada.get("/transcribe").at("/items")).isEmpty();
        assertThat(ada.get("/assets").at("/items")).isEmpty();
        noAudioIsLeft();

        LLM.speech().hears("All of it.", 819.0);
        assertThat(ada.upload(UPLOAD, "audio", "a.wav", SoundFiles.wavOfBytes(limit)).text("/text"))
                .as("exactly the limit")
                .isEqualTo("All of it.");
    }

    private String refused(int status, String name, byte[] file) {
        var answer = ada.upload(UPLOAD, "audio", name, file);
        assertThat(answer.status()).as(answer.raw().body()).isEqualTo(status);
        return answer.code();
    }

    @Test
    void given_members__when_they_look__then_rights_hold_and_money_is_for_those_who_may() {
        LLM.speech().hears("Ours.", 2.0);
        var id = ada.upload(UPLOAD, "audio", "a.wav", SoundFiles.wav(2)).text("/id");
        var editor = Maintenance.join(database, newcomer(), ada.workspaceId(), "editor");
        var viewer = Maintenance.join(database, newcomer(), ada.workspaceId(), "viewer");

        assertThat(editor.get("/transcribe/" + id).text("/text")).isEqualTo("Ours.");
        assertThat(editor.get("/transcribe/" + id).body().has("cost_usd")).isFalse();
        assertThat(viewer.upload(UPLOAD, "audio", "a.wav", SoundFiles.wav(1)).status())
                .isEqualTo(403);
        assertThat(viewer.delete("/transcribe/" + id).status()).isEqualTo(403);
        assertThat(newcomer().get("/transcribe/" + id).status()).isEqualTo(404);
        assertThat(editor.get("/transcribe/availability").at("/available").asBoolean()).isTrue();
    }

    private Api newcomer() {
        return Api.at(port).signUp("Somebody");
    }

    /**
     * A file goes right after the transaction whose end is told, so a reader may be a moment early.
     */
    static void noAudioIsLeft() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(audioFiles()).isEmpty());
    }

    /** Files in the store, also half received ones. */
    private static List<Path> audioFiles() throws IOException {
        if (!Files.exists(FILES)) {
            return List.of();
        }
        try (var all = Files.walk(FILES)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }
}
