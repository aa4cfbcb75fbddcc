package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A stream of content, such as a weekly series on one network; no account on it.
 *
 * @param kind linkedin, x, threads, medium, blog, newsletter or other
 * @param postFormat long_form, short_form, thread or article
 * @param defaultWordCount length texts are asked for
 * @param maxChars longest text, in characters
 * @param usesEnemies whether chapters name an idea to argue against
 * @param isActive inactive ones are hidden where one is chosen, and kept in history
 * @param goalCount strategies of this stream
 * @param postCount their posts
 */
@Schema(name = "Platform")
record Platform(
        UUID id,
        String kind,
        String name,
        @Nullable String description,
        String postFormat,
        int defaultWordCount,
        int maxChars,
        boolean usesEnemies,
        List<String> defaultHashtags,
        boolean isActive,
        int goalCount,
        int postCount,
        @Nullable UUID createdById,
        int revision,
        Instant createdAt,
        Instant updatedAt) {}
