package com.postmagiq.content;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How long a text is where it is posted; platforms count differently. */
public final class PlatformLength {
    private static final Pattern URL = Pattern.compile("https?://\\S+");
    private static final int URL_ON_X = 23;
    private static final int LAST_NARROW = 0x10FF;

    private PlatformLength() {}

    /**
     * @param kind of the platform, such as {@code x}
     */
    public static int of(String kind, String text) {
        if (!kind.equals("x")) {
            return PlainText.characters(text);
        }
        var urls = URL.matcher(text).results().count();
        return URL.matcher(text)
                        .replaceAll("")
                        .codePoints()
                        .map(character -> character > LAST_NARROW ? 2 : 1)
                        .sum()
                + Math.toIntExact(urls * URL_ON_X);
    }

    /** Whether the platform refuses what is longer. */
    static boolean isStrict(@Nullable String kind) {
        return "x".equals(kind) || "threads".equals(kind);
    }
}
