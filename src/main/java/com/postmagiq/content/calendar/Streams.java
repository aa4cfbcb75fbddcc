package com.postmagiq.content.calendar;

import com.postmagiq.content.strategy.StrategyProblem;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What requests about times name: streams and strategies of the workspace. */
@Component
class Streams {
    private final JdbcClient jdbc;

    Streams(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * What a reader narrows a calendar to.
     *
     * @throws ProblemException {@code goal.not_found}, {@code platform.not_found}
     */
    @Transactional(readOnly = true)
    public void requireKnown(@Nullable UUID goalId, @Nullable UUID platformId) {
        if (goalId != null) {
            requireStrategy(goalId);
        }
        if (platformId != null) {
            require(platformId);
        }
    }

    /**
     * @throws ProblemException {@code platform.not_found} (422), for a stream of another workspace
     *     as for none
     */
    void require(UUID platformId) {
        if (!exists("select exists (select from app.platforms where id = :id)", platformId)) {
            throw new ProblemException(
                    StrategyProblem.PLATFORM_NOT_FOUND,
                    "There is no stream %s in this workspace.".formatted(platformId));
        }
    }

    /**
     * @throws ProblemException {@code goal.not_found} (422)
     */
    void requireStrategy(UUID goalId) {
        if (!exists("select exists (select from app.goals where id = :id)", goalId)) {
            throw new ProblemException(
                    StrategyProblem.GOAL_NOT_FOUND,
                    "There is no strategy %s in this workspace.".formatted(goalId));
        }
    }

    /**
     * @throws ProblemException {@code validation_failed} naming {@code copy_post_id}
     */
    void requirePost(UUID postId) {
        if (!exists(
                "select exists (select from app.posts where id = :id and not is_deleted)",
                postId)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED,
                    "copy_post_id",
                    "is no post of this workspace");
        }
    }

    /**
     * @throws ProblemException {@code recurrence.incomplete} unless the post has a story that a run
     *     could begin with
     */
    void requireStory(@Nullable UUID postId) {
        if (postId == null
                || !exists(
                        "select exists (select from app.posts where id = :id and story_used is not null)",
                        postId)) {
            throw new ProblemException(
                    RecurrenceProblem.INCOMPLETE,
                    "A run begins with a story; name a post that has one as copy_post_id.");
        }
    }

    private boolean exists(String sql, UUID id) {
        return jdbc.sql(sql).param("id", id).query(Boolean.class).single();
    }
}
