package com.postmagiq.asset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A kind of file that is taken at all. The ending of the name claims one, the bytes must confirm
 * it. Pictures that carry scripts, pages and archives are not among them.
 */
public enum FileKind {
    PDF("application/pdf", "pdf", "application/pdf"),
    TXT("text/plain", "txt", ""),
    MD("text/markdown", "md", ""),
    VTT("text/vtt", "vtt", "text/vtt"),
    CSV("text/csv", "csv", ""),
    JSON("application/json", "json", "application/json"),
    DOCX(
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "docx",
            "application/zip application/x-tika-ooxml"),
    MP3("audio/mpeg", "mp3 mpga", "audio/mpeg"),
    MPEG("audio/mpeg", "mpeg", "audio/mpeg video/mpeg"),
    WAV("audio/wav", "wav", "audio/vnd.wave audio/x-wav audio/wav"),
    M4A("audio/mp4", "m4a", Signatures.ISO_MEDIA),
    MP4("video/mp4", "mp4", Signatures.ISO_MEDIA),
    WEBM("audio/webm", "webm", "video/webm audio/webm application/x-matroska video/x-matroska"),
    OGG(
            "audio/ogg",
            "ogg",
            "application/ogg audio/ogg audio/opus audio/vorbis audio/speex audio/x-oggflac audio/x-oggpcm"),
    PNG("image/png", "png", "image/png"),
    JPEG("image/jpeg", "jpg jpeg", "image/jpeg"),
    JSONL("application/x-ndjson", "jsonl", ""),
    ZIP("application/zip", "zip", "application/zip");

    /** Shared by kinds; an enum's constants cannot see its own fields. */
    private static final class Signatures {
        static final String ISO_MEDIA =
                "audio/mp4 video/mp4 application/mp4 audio/x-m4a video/x-m4v video/quicktime video/3gpp";
    }

    private final String mimeType;
    private final String extensions;
    private final String signatures;

    /**
     * @param extensions the usual one first
     * @param signatures what the bytes are recognised as; empty for plain text, which has no mark
     */
    FileKind(String mimeType, String extensions, String signatures) {
        this.mimeType = mimeType;
        this.extensions = extensions;
        this.signatures = signatures;
    }

    /** The kind the ending of a name claims. */
    public static Optional<FileKind> named(String filename) {
        var dot = filename.lastIndexOf('.');
        var extension = dot < 0 ? "" : filename.substring(dot + 1).toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(kind -> kind.extensions().contains(extension))
                .findFirst();
    }

    /** As files of this kind are stored and sent. */
    public String mimeType() {
        return mimeType;
    }

    AssetType type() {
        return switch (this) {
            case PDF, TXT, MD, VTT, CSV, JSON, DOCX -> AssetType.ATTACHMENT;
            case MP3, MPEG, WAV, M4A, MP4, WEBM, OGG -> AssetType.AUDIO;
            case PNG, JPEG -> AssetType.LOGO;
            case JSONL, ZIP -> AssetType.EXPORT;
        };
    }

    List<String> extensions() {
        return List.of(extensions.split(" "));
    }

    boolean isRecognisedAs(String detected) {
        return Arrays.asList(signatures.split(" ")).contains(detected);
    }

    /** Text is recognised by being nothing else. */
    boolean plainText() {
        return switch (this) {
            case TXT, MD, VTT, CSV, JSON, JSONL -> true;
            case PDF, DOCX, MP3, MPEG, WAV, M4A, MP4, WEBM, OGG, PNG, JPEG, ZIP -> false;
        };
    }
}
