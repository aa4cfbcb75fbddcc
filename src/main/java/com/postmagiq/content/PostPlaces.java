package com.postmagiq.content;

import com.postmagiq.content.strategy.StrategyProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Where posts belong: a strategy and a chapter of it, or neither for a loose idea. */
@Component
public class PostPlaces {
    private static final String CHAPTERLESS = "daily";

    /** A place that is there. */
    public record Place(@Nullable UUID goalId, @Nullable UUID chapterId) {}

    private final JdbcClient jdbc;

    PostPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param goalId the chapter's strategy when null
     * @throws ProblemException {@code goal.not_found}, {@code chapter.not_found}, {@code
     *     post.chapter_required}, {@code post.chapter_of_other_goal}
     */
    public Place of(@Nullable UUID goalId, @Nullable UUID chapterId) {
        if (chapterId != null) {
            var ofChapter =
                    uuid("select goal_id from app.chapters where id = :id for key share", chapterId)
                            .orElseThrow(
                                    () ->
                                            new ProblemException(
                                                    StrategyProblem.CHAPTER_NOT_FOUND,
                                                    "There is no chapter %s in this workspace."
                                                            .formatted(chapterId)));
            if (goalId != null && !goalId.equals(ofChapter)) {
                requireGoal(goalId);
                throw new ProblemException(
                        PostProblem.OTHER_GOAL,
                        "The chapter belongs to another strategy; leave the strategy out, or name a chapter of it.");
            }
            return new Place(ofChapter, chapterId);
        }
        if (goalId != null && !requireGoal(goalId).equals(CHAPTERLESS)) {
            throw new ProblemException(
                    PostProblem.CHAPTER_REQUIRED,
                    "Posts of this strategy stand in chapters; name one of them.");
        }
        return new Place(goalId, null);
    }

    private String requireGoal(UUID goalId) {
        return jdbc.sql("select strategy_type from app.goals where id = :id for key share")
                .param("id", goalId)
                .query(String.class)
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        StrategyProblem.GOAL_NOT_FOUND,
                                        "There is no strategy %s in this workspace."
                                                .formatted(goalId)));
    }

    private Optional<UUID> uuid(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(UUID.class).optional();
    }
}
