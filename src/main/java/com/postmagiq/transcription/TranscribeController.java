package com.postmagiq.transcription;

import com.postmagiq.asset.AssetType;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.RequiresScope;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

/** Audio in, text out. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/w/{workspace_id}/transcribe")
class TranscribeController {
    private static final Duration LOOK_AGAIN = Duration.ofMillis(250);

    private final Transcriptions transcriptions;

    TranscribeController(Transcriptions transcriptions) {
        this.transcriptions = transcriptions;
    }

    /**
     * What can be sent here.
     *
     * @param unavailableReason why nothing can, as a sentence; absent when it can
     * @param videosUnavailableReason the same for videos
     * @param extensions endings of file names, such as {@code mp3}
     */
    record Availability(
            boolean available,
            @Nullable String unavailableReason,
            boolean videosAvailable,
            @Nullable String videosUnavailableReason,
            long maxBytes,
            long maxSeconds,
            List<String> extensions) {}

    @GetMapping("/availability")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    Availability availability() {
        var missing = transcriptions.missing();
        var missingForVideos = transcriptions.missingForVideos();
        return new Availability(
                missing == null,
                missing,
                missingForVideos == null,
                missingForVideos,
                AssetType.AUDIO.limit(),
                transcriptions.longest().toSeconds(),
                AssetType.AUDIO.extensions());
    }

    /**
     * Takes audio and answers at once, or when the text is there.
     *
     * @param source upload, or recording when the browser recorded it
     * @param wait seconds to wait for the end
     */
    @PostMapping("/upload")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    ResponseEntity<Transcription> upload(
            @RequestPart("audio") MultipartFile audio,
            @RequestParam(required = false) @Nullable String language,
            @RequestParam(required = false) @Nullable String prompt,
            @RequestParam(defaultValue = "upload") String source,
            @RequestParam(defaultValue = "0") @Min(0) @Max(120) int wait,
            Actor actor)
            throws IOException {
        Transcription asked;
        try (var in = audio.getInputStream()) {
            asked =
                    transcriptions.submit(
                            new Transcriptions.Request(
                                    Transcriptions.SourceType.named(source),
                                    Objects.requireNonNullElse(audio.getOriginalFilename(), ""),
                                    audio.getSize(),
                                    in,
                                    language,
                                    prompt),
                            actor.userId());
        }
        return answer(ended(asked, Duration.ofSeconds(wait)), actor);
    }

    /**
     * A video whose speech is wanted.
     *
     * @param url of a video on YouTube that is over and no longer than audio may be
     * @param language two or three letters; left out, the model finds out
     */
    @Schema(name = "VideoWish")
    record VideoWish(@NotBlank @Size(max = 2000) String url, @Nullable String language) {}

    /** Looks at a video and has its sound fetched and turned into text. */
    @PostMapping("/youtube")
    @RequiresScope(Scope.WORKFLOW_EXECUTE)
    ResponseEntity<Transcription> transcribeVideo(@Valid @RequestBody VideoWish wish, Actor actor) {
        return answer(
                transcriptions.submitVideo(wish.url(), wish.language(), actor.userId()), actor);
    }

    private static ResponseEntity<Transcription> answer(Transcription now, Actor actor) {
        return ResponseEntity.status(now.ended() ? HttpStatus.OK : HttpStatus.ACCEPTED)
                .location(
                        URI.create(
                                "/api/v1/w/%s/transcribe/%s"
                                        .formatted(actor.workspaceId(), now.id())))
                .body(shown(now, actor));
    }

    private Transcription ended(Transcription asked, Duration patience) {
        var deadline = System.nanoTime() + patience.toNanos();
        var now = asked;
        while (!now.ended() && System.nanoTime() < deadline) {
            try {
                Thread.sleep(LOOK_AGAIN);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return now;
            }
            now = transcriptions.get(asked.id());
        }
        return now;
    }

    @GetMapping
    @RequiresScope(Scope.CONTENT_READ)
    Page<Transcription> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit,
            Actor actor) {
        var page = transcriptions.page(cursor, limit);
        return new Page<>(
                page.items().stream().map(each -> shown(each, actor)).toList(), page.nextCursor());
    }

    @GetMapping("/{id}")
    @RequiresScope(Scope.CONTENT_READ)
    Transcription get(@PathVariable UUID id, Actor actor) {
        return shown(transcriptions.get(id), actor);
    }

    @PostMapping("/{id}/cancel")
    @RequiresScope(Scope.CONTENT_WRITE)
    Transcription cancel(@PathVariable UUID id, Actor actor) {
        return shown(transcriptions.cancel(id), actor);
    }

    @DeleteMapping("/{id}")
    @RequiresScope(Scope.CONTENT_WRITE)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(@PathVariable UUID id) {
        transcriptions.delete(id);
    }

    private static Transcription shown(Transcription transcription, Actor actor) {
        return actor.may(Scope.USAGE_ADMIN) ? transcription : transcription.withoutMoney();
    }
}
