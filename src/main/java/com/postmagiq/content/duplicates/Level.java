package com.postmagiq.content.duplicates;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How much two posts say the same. */
enum Level {
    EXACT,
    DUPLICATE,
    NEAR,
    SAME_TOPIC,
    REUSED_STORY;

    private static final double DUPLICATE_FROM = 0.80;
    private static final double NEAR_FROM = 0.50;
    private static final double TOPIC_FROM = 0.75;
    private static final int FEWEST_TOPIC_WORDS = 3;

    @JsonValue
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The level of two texts of a kind; null when they differ enough. */
    static @Nullable Level of(Kind kind, ComparedText one, ComparedText other, double similarity) {
        var equal = !one.words().isEmpty() && one.line().equals(other.line());
        return switch (kind) {
            case CONTENT ->
                    one.isLongEnough() && other.isLongEnough() ? ofTexts(equal, similarity) : null;
            case TOPIC ->
                    equal || (similarity >= TOPIC_FROM && isWordy(one) && isWordy(other))
                            ? SAME_TOPIC
                            : null;
            case STORY -> similarity >= DUPLICATE_FROM ? REUSED_STORY : null;
        };
    }

    private static @Nullable Level ofTexts(boolean equal, double similarity) {
        if (equal) {
            return EXACT;
        }
        if (similarity >= DUPLICATE_FROM) {
            return DUPLICATE;
        }
        return similarity >= NEAR_FROM ? NEAR : null;
    }

    private static boolean isWordy(ComparedText topic) {
        return Set.copyOf(topic.words().stream().map(ComparedText.Word::text).toList()).size()
                >= FEWEST_TOPIC_WORDS;
    }
}
