package com.postmagiq.transcription;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about transcriptions can be refused. */
enum TranscriptionProblem implements Problem {
    UNKNOWN_TRANSCRIPTION("transcription.not_found", HttpStatus.NOT_FOUND, "No such transcription"),
    NOT_CONFIGURED(
            "transcription.not_configured",
            HttpStatus.SERVICE_UNAVAILABLE,
            "No speech model is set up"),
    UNSUPPORTED_AUDIO(
            "transcription.unsupported_audio",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Kind of audio not taken"),
    CONTENT_MISMATCH(
            "transcription.content_mismatch",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Content is not the audio its name says"),
    EMPTY_AUDIO(
            "transcription.empty_audio",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Audio without sound in it"),
    TOO_LARGE("transcription.too_large", HttpStatus.CONTENT_TOO_LARGE, "Audio too large"),
    TOO_LONG("transcription.too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Audio too long"),
    INVALID_YOUTUBE_URL(
            "transcription.invalid_youtube_url",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Not the address of a video"),
    VIDEO_TOO_LONG(
            "transcription.video_too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Video too long"),
    LIVE_VIDEO(
            "transcription.live_video",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Video that is not over yet"),
    DOWNLOAD_FAILED(
            "transcription.download_failed", HttpStatus.BAD_GATEWAY, "Video cannot be fetched"),
    DOWNLOADER_UNAVAILABLE(
            "transcription.downloader_unavailable",
            HttpStatus.SERVICE_UNAVAILABLE,
            "No downloader is set up"),
    ALREADY_FINISHED(
            "transcription.already_finished", HttpStatus.CONFLICT, "Transcription has ended"),
    NOT_FINISHED("transcription.not_finished", HttpStatus.CONFLICT, "No text yet"),
    TEXT_OVER_LIMIT(
            "transcription.text_over_limit",
            HttpStatus.UNPROCESSABLE_CONTENT,
            "Text longer than a story");

    private final String code;
    private final HttpStatus status;
    private final String title;

    TranscriptionProblem(String code, HttpStatus status, String title) {
        this.code = code;
        this.status = status;
        this.title = title;
    }

    @Override
    public String code() {
        return code;
    }

    @Override
    public HttpStatus status() {
        return status;
    }

    @Override
    public String title() {
        return title;
    }
}
