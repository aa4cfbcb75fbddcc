package com.postmagiq.content.strategy;

import com.postmagiq.kernel.web.GivenPart;
import com.postmagiq.kernel.web.GivenText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a stream. In a change a part that is left out stays, and null takes a
 * description away; a new one needs kind and name, and takes the rest from its kind.
 */
@Schema(name = "PlatformFields")
@SuppressWarnings("NullableOptional") // left out and null are two wishes
record PlatformFields(
        @Nullable
                Optional<
                        @Pattern(regexp = "linkedin|x|threads|medium|blog|newsletter|other") String>
                kind,
        @Nullable Optional<@Size(max = 100) String> name,
        @Nullable Optional<@Size(max = 1000) String> description,
        @Nullable Optional<@Pattern(regexp = "long_form|short_form|thread|article") String>
                postFormat,
        @Nullable Optional<@Min(1) @Max(5000) Integer> defaultWordCount,
        @Nullable Optional<@Min(1) @Max(100_000) Integer> maxChars,
        @Nullable Optional<Boolean> usesEnemies,
        @Nullable Optional<@Size(max = 10) List<@Size(min = 1, max = 100) String>> defaultHashtags,
        @Nullable Optional<Boolean> isActive) {
    /** What texts of a kind are like where nobody says otherwise. */
    private record Defaults(String postFormat, int words, int chars) {}

    private static final Map<String, Defaults> BY_KIND =
            Map.of(
                    "linkedin", new Defaults("long_form", 300, 3000),
                    "x", new Defaults("short_form", 45, 280),
                    "threads", new Defaults("short_form", 80, 500),
                    "medium", new Defaults("article", 900, 100_000),
                    "blog", new Defaults("article", 900, 100_000),
                    "newsletter", new Defaults("article", 700, 100_000),
                    "other", new Defaults("long_form", 300, 10_000));

    GivenColumns columns() {
        var tags = GivenPart.of("default_hashtags", defaultHashtags);
        var given =
                new GivenColumns()
                        .with("kind", kind)
                        .withText("name", name)
                        .withOptionalText("description", description)
                        .with("post_format", postFormat)
                        .with("default_word_count", defaultWordCount)
                        .with("max_chars", maxChars)
                        .with("uses_enemies", usesEnemies)
                        .with("is_active", isActive);
        return tags == null
                ? given
                : given.set(
                        "default_hashtags",
                        tags.stream()
                                .map(tag -> GivenText.required("default_hashtags", tag))
                                .toArray(String[]::new));
    }

    GivenColumns columnsOfNew() {
        var defaults =
                Objects.requireNonNull(
                        BY_KIND.get(GivenText.required("kind", GivenPart.of("kind", kind))));
        GivenText.required("name", GivenPart.of("name", name));
        return columns()
                .setIfAbsent("post_format", defaults.postFormat())
                .setIfAbsent("default_word_count", defaults.words())
                .setIfAbsent("max_chars", defaults.chars());
    }
}
