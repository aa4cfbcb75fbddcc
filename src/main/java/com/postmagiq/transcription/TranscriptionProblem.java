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
    ALREADY_FINISHED(
            "transcription.already_finished", HttpStatus.CONFLICT, "Transcription has ended");

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
