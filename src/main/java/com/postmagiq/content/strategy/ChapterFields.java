package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What shall be different of a chapter: a part that is left out stays, null takes it away. */
@Schema(name = "ChapterFields")
@SuppressWarnings("NullableOptional") // left out and null are two wishes
record ChapterFields(
        @Nullable Optional<@Min(1) @Max(10_000) Integer> chapterNumber,
        @Nullable Optional<@Size(max = 200) String> title,
        @Nullable Optional<@Size(max = 4000) String> description,
        @Nullable Optional<@Size(max = 300) String> theme,
        @Nullable Optional<@Size(max = 4000) String> themeDescription,
        @Nullable Optional<@Min(1) @Max(520) Integer> weeksStart,
        @Nullable Optional<@Min(1) @Max(520) Integer> weeksEnd) {
    GivenColumns columns() {
        return new GivenColumns()
                .with("chapter_number", chapterNumber)
                .withText("title", title)
                .withOptionalText("description", description)
                .withOptionalText("theme", theme)
                .withOptionalText("theme_description", themeDescription)
                .withOptional("weeks_start", weeksStart)
                .withOptional("weeks_end", weeksEnd);
    }
}
