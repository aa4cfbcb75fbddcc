package com.postmagiq.transcription;

import com.postmagiq.agents.AgentFailure;
import com.postmagiq.agents.RateLimits;
import com.postmagiq.agents.Transcriber;
import com.postmagiq.asset.AssetType;
import com.postmagiq.asset.Assets;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.budget.PaidCalls;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Works on transcriptions, an attempt at a time. No transaction is open while the provider listens;
 * one that ended meanwhile takes no result. Audio goes in the transaction that ends the work.
 */
@Service
public class Transcribing {
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int GROWTH = 4;
    private static final Duration IN_PLACE = Duration.ofSeconds(2);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

    private final TranscriptionRows rows;
    private final Transcriber transcriber;
    private final VideoDownloader downloader;
    private final RateLimits limits;
    private final Assets assets;
    private final PaidCalls money;
    private final BigDecimal longestSeconds;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final RandomGenerator jitter = RandomGenerator.getDefault();

    Transcribing(
            TranscriptionRows rows,
            Transcriber transcriber,
            VideoDownloader downloader,
            RateLimits limits,
            Assets assets,
            PaidCalls money,
            TranscriptionSettings settings,
            TransactionTemplate transaction,
            Clock clock) {
        this.rows = rows;
        this.transcriber = transcriber;
        this.downloader = downloader;
        this.limits = limits;
        this.assets = assets;
        this.money = money;
        this.longestSeconds = BigDecimal.valueOf(settings.maxDuration().toSeconds());
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Makes one attempt, or waits for its turn at the provider.
     *
     * @return how long to wait before this is called again; empty when the transcription has ended,
     *     one way or another
     */
    public Optional<Duration> attempt(UUID id) {
        var turn =
                transcriber
                        .allowance()
                        .map(
                                allowance ->
                                        limits.turn(allowance, 0, "transcription " + id, IN_PLACE))
                        .orElse(Duration.ZERO);
        if (turn.compareTo(IN_PLACE) > 0) {
            return Optional.of(turn);
        }
        pause(turn);
        return attemptNow(id);
    }

    private static void pause(Duration turn) {
        try {
            Thread.sleep(turn);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<Duration> attemptNow(UUID id) {
        var begun =
                Objects.requireNonNull(
                        transaction.<Optional<TranscriptionRows.Work>>execute(_ -> rows.begin(id)));
        if (begun.isEmpty()) {
            return Optional.empty();
        }
        var work = begun.get();
        if (work.attempt() > ATTEMPTS) {
            fail(
                    id,
                    "gave_up",
                    "The server stopped in the middle of every attempt; send it again.");
            return Optional.empty();
        }
        var audioId = work.audioId();
        if (audioId == null) {
            return fetch(id, work);
        }
        final PaidCalls.Booked booked;
        var speech = speech(work, audioId);
        try {
            booked = money.book(transcriber.worst(speech, longestSeconds));
        } catch (ProblemException refused) {
            return fail(id, refused);
        }
        try {
            var heard = transcriber.transcribe(speech);
            money.settle(booked, heard.costUsd());
            if (heard.text().isBlank()) {
                fail(id, "no_speech", "No speech was heard in this audio.");
            } else {
                finish(id, () -> rows.succeed(id, heard));
            }
            return Optional.empty();
        } catch (AgentFailure failure) {
            money.settle(booked, BigDecimal.ZERO);
            return after(failure, id, work.attempt());
        }
    }

    /** Brings the sound of a video; it is heard at the next call. */
    private Optional<Duration> fetch(UUID id, TranscriptionRows.Work work) {
        try (var audio =
                downloader.fetch(new VideoAddress(Objects.requireNonNull(work.videoId())))) {
            var stored =
                    assets.keep(
                            audio.file(),
                            AssetType.AUDIO,
                            audio.kind(),
                            work.userId(),
                            clock.instant().plus(Transcriptions.AUDIO_LIFE));
            transaction.executeWithoutResult(
                    _ -> {
                        if (!rows.fetched(id, stored)) {
                            assets.delete(stored.id());
                        }
                    });
            return Optional.of(Duration.ZERO);
        } catch (ProblemException refused) {
            return fail(id, refused);
        }
    }

    private Transcriber.Speech speech(TranscriptionRows.Work work, UUID audioId) {
        var name = Objects.requireNonNull(work.filename());
        return new Transcriber.Speech(
                assets.pathOf(audioId),
                name.substring(name.lastIndexOf('.') + 1),
                work.durationSeconds(),
                work.language(),
                work.prompt());
    }

    private Optional<Duration> after(AgentFailure failure, UUID id, int attempt) {
        var wait = wait(attempt, failure.retryAfter());
        if (failure.kind().retryable() && attempt < ATTEMPTS && wait.compareTo(LONGEST_WAIT) <= 0) {
            transaction.executeWithoutResult(_ -> rows.waitForNextAttempt(id));
            return Optional.of(wait);
        }
        fail(id, failure.kind().code(), Objects.requireNonNullElse(failure.getMessage(), ""));
        return Optional.empty();
    }

    /** 1, 4 and 16 seconds with full jitter; the provider's wish wins where it is longer. */
    private Duration wait(int attempt, @Nullable Duration wished) {
        var most = FIRST_WAIT.toMillis();
        for (var i = 1; i < attempt; i++) {
            most *= GROWTH;
        }
        var ours = Duration.ofMillis(jitter.nextLong(most + 1));
        return wished == null || wished.compareTo(ours) < 0 ? ours : wished;
    }

    private Optional<Duration> fail(UUID id, ProblemException refused) {
        fail(id, refused.problem().code(), Objects.requireNonNullElse(refused.getMessage(), ""));
        return Optional.empty();
    }

    private void fail(UUID id, String code, String detail) {
        finish(id, () -> rows.end(id, code, detail));
    }

    private void finish(UUID id, BooleanSupplier end) {
        transaction.executeWithoutResult(
                _ -> {
                    var audio = rows.audioOf(id);
                    if (end.getAsBoolean()) {
                        audio.ifPresent(assets::delete);
                    }
                });
    }
}
