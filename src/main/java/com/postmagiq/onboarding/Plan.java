package com.postmagiq.onboarding;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A plan for a strategy, before somebody approved it.
 *
 * @param signatureThesis the one claim the texts shall keep proving
 */
@Schema(name = "StrategyPlan")
record Plan(@Nullable String signatureThesis, List<Chapter> chapters) {
    static final int MOST_CHAPTERS = 12;
    static final int MOST_POSTS = 20;

    /** A body without chapters is one with none. */
    Plan {
        chapters = listOf(chapters);
    }

    /**
     * @param chapterNumber from 1
     * @param weeksStart the first week its posts fall in, from 1
     */
    @Schema(name = "PlanChapter")
    record Chapter(
            int chapterNumber,
            String title,
            @Nullable String theme,
            @Nullable String themeDescription,
            @Nullable Integer weeksStart,
            @Nullable Integer weeksEnd,
            List<Post> posts) {
        Chapter {
            posts = listOf(posts);
        }

        Chapter numbered(int number, List<Post> others) {
            return new Chapter(
                    number, title, theme, themeDescription, weeksStart, weeksEnd, others);
        }

        Chapter inWeeks(int start, int end) {
            return new Chapter(chapterNumber, title, theme, themeDescription, start, end, posts);
        }
    }

    /**
     * @param postNumber inside the chapter, from 1
     * @param duplicate whether an earlier post of the plan has the same topic
     */
    @Schema(name = "PlanPost")
    record Post(
            int postNumber,
            String topic,
            String shape,
            String cadence,
            @Nullable Boolean duplicate) {}

    private static <T> List<T> listOf(@Nullable List<T> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    int postCount() {
        return chapters.stream().mapToInt(chapter -> chapter.posts().size()).sum();
    }
}
