package com.postmagiq.transcription;

import static org.assertj.core.api.Assertions.assertThat;

import com.postmagiq.Api;
import com.postmagiq.PostmagiqTest;
import com.postmagiq.SoundFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PostmagiqTest
class WithoutSpeechModelTests {
    private final Api ada;

    WithoutSpeechModelTests(@LocalServerPort int port) {
        this.ada = Api.at(port).signUp("Ada Lovelace");
    }

    @Test
    @Tag("content-68")
    void given_no_key__when_audio_is_sent__then_503_says_which_setting_is_missing() {
        var answer = ada.upload("/transcribe/upload", "audio", "a.wav", SoundFiles.wav(1));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.code()).isEqualTo("transcription.not_configured");
        assertThat(answer.text("/detail")).contains("GROQ_API_KEY");
        var availability = ada.get("/transcribe/availability");
        assertThat(availability.at("/available").asBoolean()).isFalse();
        assertThat(availability.text("/unavailable_reason")).contains("GROQ_API_KEY");
        assertThat(ada.get("/transcribe").at("/items")).isEmpty();
        assertThat(ada.get("/assets").at("/items")).isEmpty();
    }
}
