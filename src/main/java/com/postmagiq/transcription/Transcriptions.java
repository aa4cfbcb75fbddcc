package com.postmagiq.transcription;

import com.postmagiq.agents.Transcriber;
import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.io.InputStream;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The door to transcriptions: takes audio, shows what became of it, and forgets it. */
@Service
public class Transcriptions {
    private static final Pattern LANGUAGE = Pattern.compile("[a-z]{2,3}");
    private static final int LONGEST_PROMPT = 500;

    /** Should a job die unseen, the clean-up removes its audio; no job takes as long. */
    static final Duration AUDIO_LIFE = Duration.ofHours(24);

    private final TranscriptionRows rows;
    private final TranscriptionTasks tasks;
    private final Transcriber transcriber;
    private final VideoDownloader downloader;
    private final Assets assets;
    private final TranscriptionSettings settings;
    private final TransactionTemplate transaction;
    private final Clock clock;

    Transcriptions(
            TranscriptionRows rows,
            TranscriptionTasks tasks,
            Transcriber transcriber,
            VideoDownloader downloader,
            Assets assets,
            TranscriptionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.tasks = tasks;
        this.transcriber = transcriber;
        this.downloader = downloader;
        this.assets = assets;
        this.settings = settings;
        this.transaction = transaction;
        this.clock = clock;
    }

    /** How the audio came to be. */
    public enum SourceType {
        UPLOAD,
        RECORDING;

        /** As it stands in JSON and in the database. */
        String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /**
         * @throws ProblemException when there is no such way
         */
        static SourceType named(String code) {
            return Arrays.stream(values())
                    .filter(source -> source.code().equals(code))
                    .findFirst()
                    .orElseThrow(
                            () ->
                                    new ProblemException(
                                            GeneralProblem.VALIDATION_FAILED,
                                            "The source '%s' is not known; use upload or recording."
                                                    .formatted(code)));
        }
    }

    /**
     * Audio that somebody wants as text.
     *
     * @param name whose ending says which kind it is
     * @param size in bytes
     * @param language two or three letters; null lets the model find out
     * @param prompt names and words that occur, at most 500 characters
     */
    public record Request(
            SourceType sourceType,
            String name,
            long size,
            InputStream audio,
            @Nullable String language,
            @Nullable String prompt) {}

    /** Why nothing can be transcribed here; null when it can. */
    @Nullable String missing() {
        return transcriber.missing().orElse(null);
    }

    /** Why no video can be transcribed here; null when it can. */
    @Nullable String missingForVideos() {
        return transcriber.missing().or(downloader::missing).orElse(null);
    }

    Duration longest() {
        return settings.maxDuration();
    }

    /**
     * Takes audio in and has it transcribed by a task.
     *
     * @throws ProblemException when nobody could transcribe it, or the audio is not fit for it;
     *     nothing is stored then
     */
    public Transcription submit(Request request, UUID userId) {
        return submit(request, userId, clock.instant());
    }

    /**
     * Like {@link #submit(Request, UUID)}.
     *
     * @param at when the task may begin; somebody who works on it in person names a later time, at
     *     which the task goes on should they have died
     */
    public Transcription submit(Request request, UUID userId, Instant at) {
        refuseWithoutModel();
        var language = blankToNull(request.language());
        var prompt = blankToNull(request.prompt());
        check(language, prompt);
        try (var audio =
                Audio.receive(
                        assets,
                        request.name(),
                        request.size(),
                        request.audio(),
                        settings.maxDuration())) {
            var now = clock.instant();
            var stored =
                    assets.keep(
                            audio.file(),
                            AssetType.AUDIO,
                            audio.kind(),
                            userId,
                            now.plus(AUDIO_LIFE));
            var asked =
                    asked(
                            request.sourceType().code(),
                            Transcription.SourceInfo.of(stored),
                            language,
                            audio.durationSeconds(),
                            userId,
                            now);
            transaction.executeWithoutResult(
                    _ -> {
                        rows.insert(asked, stored.id(), language, prompt);
                        tasks.schedule(CurrentWorkspace.id(), asked.id(), at);
                    });
            return asked;
        }
    }

    /**
     * Looks at a video and has its sound fetched and transcribed by a task.
     *
     * @param url of a video on YouTube
     * @throws ProblemException when nobody could fetch or transcribe it, or the video is not fit
     *     for it; nothing is stored then
     */
    Transcription submitVideo(String url, @Nullable String givenLanguage, UUID userId) {
        var address = VideoAddress.of(url);
        var language = blankToNull(givenLanguage);
        check(language, null);
        refuseWithoutModel();
        var video = downloader.look(address);
        var asked =
                asked(
                        "youtube",
                        Transcription.SourceInfo.of(address, video.title()),
                        language,
                        video.seconds(),
                        userId,
                        clock.instant());
        transaction.executeWithoutResult(
                _ -> {
                    rows.insert(asked, null, language, null);
                    tasks.schedule(CurrentWorkspace.id(), asked.id(), asked.createdAt());
                });
        return asked;
    }

    private void refuseWithoutModel() {
        transcriber
                .missing()
                .ifPresent(
                        reason -> {
                            throw new ProblemException(TranscriptionProblem.NOT_CONFIGURED, reason);
                        });
    }

    private Transcription asked(
            String sourceType,
            Transcription.SourceInfo source,
            @Nullable String language,
            @Nullable BigDecimal durationSeconds,
            UUID userId,
            Instant now) {
        return new Transcription(
                Ids.next(),
                "queued",
                sourceType,
                source,
                language,
                null,
                null,
                null,
                durationSeconds,
                null,
                null,
                transcriber.provider(),
                transcriber.model(),
                null,
                null,
                userId,
                now,
                null);
    }

    private static void check(@Nullable String language, @Nullable String prompt) {
        if (language != null && !LANGUAGE.matcher(language).matches()) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The language '%s' is not known; give its code of two or three letters, such as en, or leave it out."
                            .formatted(language));
        }
        if (prompt != null && prompt.length() > LONGEST_PROMPT) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The prompt has %d characters; at most %d help the model."
                            .formatted(prompt.length(), LONGEST_PROMPT));
        }
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** One with its text. */
    public Transcription get(UUID id) {
        return rows.find(id).orElseThrow(() -> unknown(id));
    }

    Page<Transcription> page(@Nullable String cursor, int limit) {
        return rows.page(cursor, limit);
    }

    /**
     * Stops one that has not ended. A call under way is not waited for, and what it brings is not
     * stored.
     */
    Transcription cancel(UUID id) {
        transaction.executeWithoutResult(
                _ -> {
                    var audio = rows.audioOf(id);
                    if (!rows.end(id, null, null)) {
                        var ended = get(id);
                        throw new ProblemException(
                                TranscriptionProblem.ALREADY_FINISHED,
                                "This transcription has ended already (%s), so there is nothing to cancel."
                                        .formatted(ended.status()));
                    }
                    audio.ifPresent(assets::delete);
                });
        return get(id);
    }

    /** Forgets one, in whatever state. */
    void delete(UUID id) {
        transaction.executeWithoutResult(
                _ -> {
                    var audio = rows.audioOf(id);
                    if (!rows.delete(id)) {
                        throw unknown(id);
                    }
                    audio.ifPresent(assets::delete);
                });
    }

    private static ProblemException unknown(UUID id) {
        return new ProblemException(
                TranscriptionProblem.UNKNOWN_TRANSCRIPTION,
                "There is no transcription %s in this workspace.".formatted(id));
    }
}
