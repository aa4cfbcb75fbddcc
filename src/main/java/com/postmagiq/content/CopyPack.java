package com.postmagiq.content;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * A text as it is pasted somewhere.
 *
 * @param parts joined they are the text, nothing added
 * @param hashtags suggested by the strategy's stream
 * @param links in the text
 */
@Schema(name = "CopyPack")
record CopyPack(String platform, List<Part> parts, List<String> hashtags, List<String> links) {
    private static final Pattern LINK = Pattern.compile("https?://\\S+[^\\s.,;:!?)\\]]");

    /**
     * @param chars as the platform counts, without blanks around
     * @param overBy how many of them are too many
     */
    @Schema(name = "CopyPackPart")
    record Part(String text, int chars, int overBy) {}

    static CopyPack of(PlatformKind kind, String text, List<String> hashtags) {
        return new CopyPack(
                kind.code(),
                TextParts.of(kind, text, 0).stream().map(part -> part(kind, part)).toList(),
                hashtags,
                LINK.matcher(text).results().map(MatchResult::group).distinct().toList());
    }

    private static Part part(PlatformKind kind, String text) {
        var length = PlatformLength.of(kind.code(), text.strip());
        return new Part(text, length, Math.max(0, length - kind.limit()));
    }
}
