package com.postmagiq.content;

import com.postmagiq.content.strategy.GivenColumns;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenPart;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What to change of a post: a part that is left out stays, null takes away what may be empty.
 *
 * @param goalId the chapter's strategy when only a chapter is given
 * @param assigneeId others need board:assign
 */
@Schema(name = "PostChange")
@SuppressWarnings("NullableOptional") // left out and null are two wishes
record PostFields(
        @Nullable Optional<UUID> goalId,
        @Nullable Optional<UUID> chapterId,
        @Nullable Optional<@Size(max = 300) String> topic,
        @Schema(allowableValues = {"FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL"})
                @Nullable Optional<@Pattern(regexp = PostFields.SHAPES) String> shape,
        @Schema(allowableValues = {"teaching", "field_note", "informational"})
                @Nullable Optional<@Pattern(regexp = PostFields.CADENCES) String> cadence,
        @Schema(
                        allowableValues = {
                            "flashback",
                            "hot_take",
                            "in_media_res",
                            "constraint_first",
                            "other"
                        })
                @Nullable Optional<@Pattern(regexp = PostFields.ENTRY_POINTS) String> entryPoint,
        @Nullable Optional<@Size(max = 8000) String> guidance,
        @Nullable Optional<@Size(max = 100_000) String> storyUsed,
        @Nullable Optional<@Size(max = 40) String> status,
        @Nullable Optional<UUID> assigneeId,
        @Nullable Optional<LocalDate> dueDate,
        @Schema(allowableValues = {"low", "medium", "high", "urgent"})
                @Nullable Optional<@Pattern(regexp = PostFields.PRIORITIES) String> priority,
        @Nullable Optional<@DecimalMin("0") @DecimalMax("999.9") BigDecimal> estimatedHours,
        @Nullable Optional<@DecimalMin("0") @DecimalMax("999.9") BigDecimal> actualHours,
        @Nullable Optional<List<String>> tags) {
    static final String SHAPES = "(?i)FULL|PARTIAL|OBSERVATION|SHORT|REVERSAL";
    static final String CADENCES = "teaching|field_note|informational";
    static final String ENTRY_POINTS = "flashback|hot_take|in_media_res|constraint_first|other";
    static final String PRIORITIES = "low|medium|high|urgent";

    private static final LocalDate FIRST_DAY = LocalDate.of(1970, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    /**
     * What is written to the row itself.
     *
     * @throws ProblemException {@code required_field}, {@code invalid_text}, {@code
     *     validation_failed}
     */
    GivenColumns columns() {
        return new GivenColumns()
                .withOptionalText("topic", topic)
                .withOptional("shape", mapped(shape, text -> text.toUpperCase(Locale.ROOT)))
                .withOptional("cadence", cadence)
                .withOptional("entry_point", entryPoint)
                .withOptionalText("guidance", guidance)
                .withOptionalText("story_used", storyUsed)
                .withOptional("due_date", mapped(dueDate, PostFields::day))
                .with("priority", priority)
                .withOptional("estimated_hours", mapped(estimatedHours, PostFields::hours))
                .withOptional("actual_hours", mapped(actualHours, PostFields::hours));
    }

    private static <T> @Nullable Optional<T> mapped(
            @Nullable Optional<T> part, UnaryOperator<T> change) {
        return part == null ? null : part.map(change);
    }

    static BigDecimal hours(BigDecimal given) {
        return given.setScale(1, RoundingMode.HALF_UP);
    }

    static LocalDate day(LocalDate given) {
        if (given.isBefore(FIRST_DAY) || given.isAfter(LAST_DAY)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "due_date", "lies outside of 1970 to 9999");
        }
        return given;
    }

    @Nullable PostStatus wantedStatus() {
        var given = GivenPart.of("status", status);
        return given == null ? null : PostStatus.of(given);
    }

    @Nullable List<String> wantedTags() {
        var given = GivenPart.of("tags", tags);
        return given == null ? null : PostTags.of(given);
    }
}
