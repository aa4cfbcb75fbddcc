package com.postmagiq.transcription;

import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.process.ToolProcess;
import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Fetches the sound of videos by the program yt-dlp, a process of its own in an empty folder that
 * is removed when it ends. It reads no configuration and writes no cache, and gets the address as
 * one argument behind {@code --}.
 */
@Component
class VideoDownloader {
    private static final Duration LOOK = Duration.ofSeconds(30);
    private static final Duration FETCH = Duration.ofMinutes(5);
    private static final Duration GRACE = Duration.ofSeconds(2);
    private static final int LONGEST_REASON = 200;
    private static final List<String> COMMON =
            List.of("--ignore-config", "--no-cache-dir", "--no-playlist", "--no-warnings");

    /** Speech needs no better sound, and an hour of it stays below what models take. */
    private static final String FORMAT =
            "worstaudio[ext=m4a]/worstaudio[ext=webm]/worstaudio[ext=mp3]";

    private static final List<String> PASSED_ON =
            List.of("LANG", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "SSL_CERT_FILE");

    private static final Set<String> NOT_OVER = Set.of("is_live", "is_upcoming", "post_live");

    private final TranscriptionSettings settings;
    private final Assets assets;
    private final JsonMapper json;

    VideoDownloader(TranscriptionSettings settings, Assets assets, JsonMapper json) {
        this.settings = settings;
        this.assets = assets;
        this.json = json;
    }

    /**
     * What the program says of a video.
     *
     * @param seconds null when it does not know
     */
    record Video(String title, @Nullable BigDecimal seconds, String liveStatus) {}

    /** Why no video can be fetched here, as a sentence for the operator; empty when it can. */
    Optional<String> missing() {
        return program().isPresent()
                ? Optional.empty()
                : Optional.of(
                        "Videos cannot be fetched here: install yt-dlp on the server and name it in POSTMAGIQ_TRANSCRIPTION_DOWNLOADER. Audio files can be sent as ever.");
    }

    private Optional<Path> program() {
        var name = settings.downloader().strip();
        if (name.isEmpty()) {
            return Optional.empty();
        }
        var folders =
                Path.of(name).isAbsolute()
                        ? Stream.of("/")
                        : Arrays.stream(searched().split(File.pathSeparator));
        return folders.filter(folder -> Path.of(folder).isAbsolute())
                .map(folder -> Path.of(folder).resolve(name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                .findFirst();
    }

    private static String searched() {
        return System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    }

    /**
     * Looks at a video without fetching it.
     *
     * @throws ProblemException when it is not there, too long, or not over yet
     */
    Video look(VideoAddress address) {
        var video =
                run(
                        List.of("--print", "%(.{title,duration,live_status})j"),
                        address,
                        LOOK,
                        (ended, _) -> described(ended));
        if (NOT_OVER.contains(video.liveStatus())) {
            throw new ProblemException(
                    TranscriptionProblem.LIVE_VIDEO,
                    "This video is being broadcast or is still to come; try again when it is over and can be watched from its beginning.");
        }
        var seconds = video.seconds();
        if (seconds == null) {
            throw failed("it does not say how long it is");
        }
        var length = Duration.ofSeconds(seconds.longValue());
        var limit = settings.maxDuration();
        if (length.compareTo(limit) > 0) {
            throw new ProblemException(
                            TranscriptionProblem.VIDEO_TOO_LONG,
                            "This video plays for %s; at most %s are transcribed at once. Cut out the part you need and send it as a file."
                                    .formatted(Audio.minutes(length), Audio.minutes(limit)))
                    .with("limit_seconds", limit.toSeconds());
        }
        return video;
    }

    private Video described(ToolProcess.Ended ended) {
        refuseFailure(ended);
        try {
            var told = json.readTree(ended.output());
            var seconds = told.path("duration");
            return new Video(
                    told.path("title").asString(""),
                    seconds.isNumber() ? seconds.decimalValue() : null,
                    told.path("live_status").asString(""));
        } catch (JacksonException _) {
            throw failed("the program that fetches videos said nothing of it; it may be too old");
        }
    }

    /**
     * Fetches the sound of a video that was looked at.
     *
     * @throws ProblemException when it does not come, or is no sound that could be heard
     */
    Audio fetch(VideoAddress address) {
        return run(
                List.of(
                        "--no-progress",
                        "--no-part",
                        "--max-filesize",
                        String.valueOf(AssetType.AUDIO.limit()),
                        "--format",
                        FORMAT,
                        "--output",
                        "audio.%(ext)s"),
                address,
                FETCH,
                this::received);
    }

    private Audio received(ToolProcess.Ended ended, Path folder) throws IOException {
        refuseFailure(ended);
        try (var files = Files.list(folder)) {
            var file = files.filter(Files::isRegularFile).findFirst();
            if (file.isEmpty()) {
                throw failed(
                        "its sound is larger than the %,d bytes that are taken"
                                .formatted(AssetType.AUDIO.limit()));
            }
            var path = file.get();
            try (var in = Files.newInputStream(path)) {
                return Audio.receive(
                        assets,
                        String.valueOf(path.getFileName()),
                        Files.size(path),
                        in,
                        settings.maxDuration());
            }
        }
    }

    private <T> T run(
            List<String> wish,
            VideoAddress address,
            Duration patience,
            ToolProcess.Reader<T> reader) {
        var command = new ArrayList<String>();
        command.add(
                program()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                TranscriptionProblem.DOWNLOADER_UNAVAILABLE,
                                                missing().orElse("")))
                        .toString());
        command.addAll(COMMON);
        command.addAll(wish);
        command.addAll(List.of("--", address.url()));
        try {
            return ToolProcess.run(command, environment(), "", patience, GRACE, reader);
        } catch (TimeoutException _) {
            throw failed("it did not come within %d seconds".formatted(patience.toSeconds()));
        } catch (IOException _) {
            throw failed("the program that fetches videos could not be run");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed("the server is stopping");
        }
    }

    private static Map<String, String> environment() {
        var ours = System.getenv();
        var passed = new TreeMap<String, String>();
        PASSED_ON.stream()
                .filter(ours::containsKey)
                .forEach(name -> passed.put(name, ours.get(name)));
        passed.put("PATH", searched());
        return passed;
    }

    private static void refuseFailure(ToolProcess.Ended ended) {
        if (ended.code() != 0) {
            throw failed(
                    ended.complaint()
                            .lines()
                            .filter(line -> line.startsWith("ERROR:"))
                            .map(line -> line.substring("ERROR:".length()).strip())
                            .map(line -> line.substring(0, Math.min(line.length(), LONGEST_REASON)))
                            .findFirst()
                            .orElse("the program that fetches videos gave up"));
        }
    }

    private static ProblemException failed(String reason) {
        return new ProblemException(
                TranscriptionProblem.DOWNLOAD_FAILED,
                "The video could not be fetched: %s. Check that it plays in a browser without signing in, or send its sound as a file."
                        .formatted(reason));
    }
}
