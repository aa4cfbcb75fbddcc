package com.postmagiq.workflow.experiment;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workflow.control.StoryText;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A case as people write it; one line of a file is one of these.
 *
 * @param label the story's first words otherwise
 * @param story the author's raw text, 20 to 100,000 characters
 * @param shape FULL, PARTIAL, OBSERVATION, SHORT or REVERSAL; found from the story otherwise
 * @param platform linkedin, x or threads; linkedin otherwise
 * @param referenceText a text that was found good
 * @param tags up to 20, of 40 characters at most
 */
@Schema(name = "CaseText")
public record CaseText(
        @Nullable String label,
        @NotNull String story,
        @Schema(allowableValues = {"FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL"})
                @Nullable String shape,
        @Schema(allowableValues = {"linkedin", "x", "threads"}) @Nullable String platform,
        @Nullable String referenceText,
        @Nullable Expectations expectations,
        @Nullable List<String> tags) {

    private static final Set<String> SHAPES =
            Set.of("FULL", "PARTIAL", "OBSERVATION", "SHORT", "REVERSAL");
    private static final Set<String> PLATFORMS = Set.of("linkedin", "x", "threads");
    private static final int LONGEST_LABEL = 200;
    private static final int LONGEST_REFERENCE = 20_000;
    private static final int MOST_TAGS = 20;
    private static final int LONGEST_TAG = 40;

    /**
     * As it is stored, with everything filled in.
     *
     * @throws ProblemException {@code evaluation.case_invalid} and what is wrong with the story
     */
    CaseText accepted() {
        var text = StoryText.accept(Objects.requireNonNullElse(story, ""));
        var name = label == null || label.isBlank() ? StoryText.label(text) : label.strip();
        var wanted = Objects.requireNonNullElse(expectations, Expectations.NONE);
        var words = Objects.requireNonNullElse(tags, List.<String>of());
        var form = shape == null ? null : shape.toUpperCase(Locale.ROOT);
        check(name.length() <= LONGEST_LABEL, "the label is longer than 200 characters");
        check(form == null || SHAPES.contains(form), "its shape is none of " + sorted(SHAPES));
        check(
                platform == null || PLATFORMS.contains(platform),
                "its platform is none of " + sorted(PLATFORMS));
        check(
                referenceText == null || referenceText.length() <= LONGEST_REFERENCE,
                "the reference text is longer than 20,000 characters");
        check(
                words.size() <= MOST_TAGS
                        && words.stream()
                                .allMatch(tag -> !tag.isBlank() && tag.length() <= LONGEST_TAG),
                "it may have 20 tags of 1 to 40 characters");
        var fault = wanted.fault();
        check(fault == null, Objects.requireNonNullElse(fault, ""));
        return new CaseText(name, text, form, platform, referenceText, wanted, words);
    }

    private static List<String> sorted(Set<String> known) {
        return known.stream().sorted().toList();
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new ProblemException(
                    ExperimentProblem.CASE_INVALID,
                    "The case cannot be kept: %s. Correct it and send it again."
                            .formatted(otherwise));
        }
    }
}
