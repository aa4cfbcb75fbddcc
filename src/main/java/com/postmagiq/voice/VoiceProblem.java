package com.postmagiq.voice;

import com.postmagiq.kernel.problem.Problem;
import org.springframework.http.HttpStatus;

/** Every way a request about voices can be refused. */
enum VoiceProblem implements Problem {
    UNKNOWN_PROMPT("voice.unknown_prompt", HttpStatus.UNPROCESSABLE_CONTENT, "No such prompt"),
    PROMPT_NOT_FOUND("voice.prompt_not_found", HttpStatus.NOT_FOUND, "No such prompt"),
    PROMPT_TOO_LONG("voice.prompt_too_long", HttpStatus.UNPROCESSABLE_CONTENT, "Answer too long"),
    NO_WORDS("voice.no_words", HttpStatus.UNPROCESSABLE_CONTENT, "No words"),
    SAMPLE_EXISTS("voice.sample_exists", HttpStatus.CONFLICT, "Text is there already"),
    SAMPLE_NOT_FOUND("voice.sample_not_found", HttpStatus.NOT_FOUND, "No such sample"),
    UNKNOWN_SAMPLE("voice.unknown_sample", HttpStatus.UNPROCESSABLE_CONTENT, "No such sample"),
    NOT_ENOUGH_WORDS(
            "voice.not_enough_words", HttpStatus.UNPROCESSABLE_CONTENT, "Not enough words"),
    UNSUPPORTED_FILE(
            "voice.unsupported_file", HttpStatus.UNSUPPORTED_MEDIA_TYPE, "Kind of file not taken"),
    BROKEN_FILE("voice.broken_file", HttpStatus.UNPROCESSABLE_CONTENT, "File cannot be read"),
    NO_TEXTS("voice.no_texts", HttpStatus.UNPROCESSABLE_CONTENT, "No texts in the file"),
    TOO_MANY_TEXTS(
            "voice.too_many_texts", HttpStatus.UNPROCESSABLE_CONTENT, "Too many texts in the file"),
    PROFILE_NOT_FOUND("voice_profile.not_found", HttpStatus.NOT_FOUND, "No such voice profile"),
    UNKNOWN_PROFILE(
            "voice_profile.unknown", HttpStatus.UNPROCESSABLE_CONTENT, "No such voice profile"),
    SLUG_TAKEN("voice_profile.slug_taken", HttpStatus.CONFLICT, "Name taken"),
    LIMIT("voice_profile.limit", HttpStatus.CONFLICT, "Too many voice profiles"),
    PRESET_READ_ONLY(
            "voice_profile.preset_read_only", HttpStatus.FORBIDDEN, "Comes with the product"),
    NOT_MEASURED("voice_profile.not_measured", HttpStatus.CONFLICT, "Not measured"),
    BAD_PATTERN(
            "voice_profile.bad_pattern", HttpStatus.UNPROCESSABLE_CONTENT, "Pattern not usable");

    private final String code;
    private final HttpStatus status;
    private final String title;

    VoiceProblem(String code, HttpStatus status, String title) {
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
