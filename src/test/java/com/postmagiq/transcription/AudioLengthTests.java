package com.postmagiq.transcription;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.postmagiq.SoundFiles;
import com.postmagiq.asset.FileKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AudioLengthTests {
    @TempDir private Path folder = Path.of("");

    @Test
    void given_a_file_of_each_kind__when_measured__then_its_length_is_told() throws IOException {
        assertThat(seconds(SoundFiles.wav(2.5), FileKind.WAV)).isCloseTo(2.5, within(0.01));
        assertThat(seconds(SoundFiles.mp3(100), FileKind.MP3)).isCloseTo(2.612, within(0.01));
        assertThat(seconds(SoundFiles.m4a(90_500), FileKind.M4A)).isCloseTo(90.5, within(0.01));
        assertThat(seconds(SoundFiles.ogg(61), FileKind.OGG)).isCloseTo(61, within(0.01));
        assertThat(seconds(SoundFiles.webm(7), FileKind.WEBM)).isCloseTo(7, within(0.01));
    }

    @Test
    void given_a_file_without_sound__when_measured__then_it_plays_for_no_time() throws IOException {
        assertThat(seconds(SoundFiles.wav(0), FileKind.WAV)).isZero();
        assertThat(seconds(SoundFiles.ogg(0), FileKind.OGG)).isZero();
        assertThat(seconds(SoundFiles.webm(0), FileKind.WEBM)).isZero();
    }

    @Test
    void given_files_cut_off_or_garbled__when_measured__then_it_ends_and_tells_no_nonsense()
            throws IOException {
        var random = new Random(7);
        for (var round = 0; round < 200; round++) {
            for (var kind :
                    new FileKind[] {
                        FileKind.WAV, FileKind.MP3, FileKind.M4A, FileKind.OGG, FileKind.WEBM
                    }) {
                var whole =
                        switch (kind) {
                            case WAV -> SoundFiles.wav(0.1);
                            case MP3 -> SoundFiles.mp3(3);
                            case M4A -> SoundFiles.m4a(100);
                            case OGG -> SoundFiles.ogg(1);
                            default -> SoundFiles.webm(2);
                        };
                var bytes = Arrays.copyOf(whole, 1 + random.nextInt(whole.length));
                for (var i = 0; i < 5; i++) {
                    bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                }
                var length = AudioLength.of(file(bytes), kind);
                assertThat(length.filter(time -> time.isNegative()))
                        .as("round %d", round)
                        .isEmpty();
            }
        }
    }

    private double seconds(byte[] bytes, FileKind kind) throws IOException {
        return AudioLength.of(file(bytes), kind).orElseThrow().toMillis() / 1000.0;
    }

    private Path file(byte[] bytes) throws IOException {
        return Files.write(folder.resolve("sound"), bytes);
    }
}
