package com.postmagiq.transcription;

import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.asset.FileKind;
import com.postmagiq.asset.ReceivedFile;
import com.postmagiq.kernel.problem.ProblemException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Audio that was received and may be transcribed. Closing removes what was not stored.
 *
 * @param durationSeconds null when the file does not say
 */
record Audio(ReceivedFile file, FileKind kind, @Nullable BigDecimal durationSeconds)
        implements AutoCloseable {

    /**
     * Receives audio and refuses what no model could or should hear.
     *
     * @param name whose ending says which kind it is
     * @param size in bytes, as it is announced; what comes is counted again
     * @throws ProblemException with the reason; nothing of the file is left then
     */
    static Audio receive(Assets assets, String name, long size, InputStream in, Duration longest) {
        var kind = kind(name);
        if (size == 0) {
            throw empty(name);
        }
        if (size > AssetType.AUDIO.limit()) {
            throw tooLarge(name, size);
        }
        var file = assets.receive(AssetType.AUDIO, name, in);
        try {
            return checked(file, kind, longest);
        } catch (RuntimeException e) {
            file.close();
            throw e;
        }
    }

    private static FileKind kind(String name) {
        return FileKind.named(name)
                .filter(AssetType.AUDIO::takes)
                .orElseThrow(
                        () ->
                                new ProblemException(
                                                TranscriptionProblem.UNSUPPORTED_AUDIO,
                                                "The file %s is no audio that can be transcribed; send one of %s."
                                                        .formatted(
                                                                name,
                                                                String.join(
                                                                        ", ",
                                                                        AssetType.AUDIO
                                                                                .extensions())))
                                        .with("allowed", AssetType.AUDIO.extensions()));
    }

    private static Audio checked(ReceivedFile file, FileKind kind, Duration longest) {
        if (!file.holds(kind)) {
            throw new ProblemException(
                    TranscriptionProblem.CONTENT_MISMATCH,
                    "The content of %s is not the audio its name says; save it in that format again."
                            .formatted(file.filename()));
        }
        var length = AudioLength.of(file.path(), kind);
        if (length.filter(Duration::isZero).isPresent()) {
            throw empty(file.filename());
        }
        if (length.filter(duration -> duration.compareTo(longest) > 0).isPresent()) {
            throw new ProblemException(
                            TranscriptionProblem.TOO_LONG,
                            "%s plays for %s; at most %s are transcribed at once, so cut it into parts."
                                    .formatted(
                                            file.filename(),
                                            minutes(length.get()),
                                            minutes(longest)))
                    .with("limit_seconds", longest.toSeconds());
        }
        var seconds = length.map(duration -> BigDecimal.valueOf(duration.toMillis(), 3));
        return new Audio(file, kind, seconds.orElse(null));
    }

    private static ProblemException empty(String name) {
        return new ProblemException(
                TranscriptionProblem.EMPTY_AUDIO,
                "%s holds no sound; record it again.".formatted(name));
    }

    private static ProblemException tooLarge(String name, long size) {
        var limit = AssetType.AUDIO.limit();
        return new ProblemException(
                        TranscriptionProblem.TOO_LARGE,
                        "%s has %,d bytes; at most %,d are taken. Save it as mp3 or ogg, or cut it into parts."
                                .formatted(name, size, limit))
                .with("limit_bytes", limit)
                .with("size_bytes", size);
    }

    static String minutes(Duration length) {
        return "%d:%02d min".formatted(length.toMinutes(), length.toSecondsPart());
    }

    @Override
    public void close() {
        file.close();
    }
}
