package com.postmagiq.transcription;

import com.postmagiq.asset.FileKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How long a file plays, read from its structure without decoding a sample. Broken or unusual files
 * have no answer: then only the provider can tell.
 */
final class AudioLength {
    private AudioLength() {}

    /** Empty when the file does not say; zero when it holds no sound at all. */
    static Optional<Duration> of(Path file, FileKind kind) {
        try (var channel = FileChannel.open(file);
                var arena = Arena.ofConfined()) {
            var bytes = channel.map(MapMode.READ_ONLY, 0, channel.size(), arena).asByteBuffer();
            return seconds(bytes, kind)
                    .filter(length -> length >= 0 && length < Integer.MAX_VALUE)
                    .map(length -> Duration.ofMillis(Math.round(length * 1000)));
        } catch (IndexOutOfBoundsException | IllegalArgumentException _) {
            return Optional.empty(); // cut off in the middle
        } catch (IOException e) {
            throw new UncheckedIOException("%s cannot be read".formatted(file), e);
        }
    }

    private static Optional<Double> seconds(ByteBuffer bytes, FileKind kind) {
        return switch (kind) {
            case WAV -> WavLength.of(bytes);
            case MP3, MPEG -> Mp3Length.of(bytes);
            case M4A, MP4 -> IsoMediaLength.of(bytes);
            case OGG -> OggLength.of(bytes);
            case WEBM -> WebmLength.of(bytes);
            case PDF, TXT, MD, VTT, CSV, JSON, DOCX, PNG, JPEG, JSONL, ZIP -> Optional.empty();
        };
    }
}
