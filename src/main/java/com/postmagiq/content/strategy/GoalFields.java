package com.postmagiq.content.strategy;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.LocalDate;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What somebody says of a strategy. In a change a part that is left out stays, and null takes away
 * what may be missing; a new one may leave out everything.
 */
@Schema(name = "GoalFields")
@SuppressWarnings("NullableOptional") // left out and null are two wishes
record GoalFields(
        @Nullable Optional<UUID> platformId,
        @Nullable Optional<@Size(max = 120) String> name,
        @Nullable Optional<@Pattern(regexp = "series|daily|campaign") String> strategyType,
        @Nullable Optional<@Size(max = 500) String> positioning,
        @Nullable Optional<@Size(max = 2000) String> signatureThesis,
        @Nullable Optional<@Size(max = 1000) String> targetAudience,
        @Nullable Optional<@Pattern(regexp = "narrative|teaching|informational|mixed") String>
                contentStyle,
        @Nullable Optional<@Min(1) @Max(14) Integer> postsPerWeek,
        @Nullable Optional<LocalDate> startsOn,
        @Nullable Optional<LocalDate> endsOn,
        @Nullable Optional<Boolean> approvalRequired,
        @Nullable Optional<Boolean> imageRequired,
        @Nullable Optional<@Size(max = 100) String> voiceProfileId,
        @Nullable Optional<@Min(0) @Max(100) Integer> minFidelity,
        @Nullable Optional<@Pattern(regexp = "active|paused|archived") String> status) {
    GivenColumns columns() {
        return new GivenColumns()
                .withOptional("platform_id", platformId)
                .withText("name", name)
                .with("strategy_type", strategyType)
                .withOptionalText("positioning", positioning)
                .withOptionalText("signature_thesis", signatureThesis)
                .withOptionalText("target_audience", targetAudience)
                .with("content_style", contentStyle)
                .with("posts_per_week", postsPerWeek)
                .withOptional("starts_on", startsOn)
                .withOptional("ends_on", endsOn)
                .withOptional("approval_required", approvalRequired)
                .with("image_required", imageRequired)
                .withOptional("min_fidelity", minFidelity)
                .with("status", status);
    }
}
