package com.postmagiq.content.strategy;

import com.postmagiq.content.Columns;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import jakarta.validation.Validator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The door for streams, strategies and chapters that come in from files: the same rules as for
 * those that people send. Joins the caller's transaction.
 */
@Service
public class ImportedStrategies {
    private static final Set<String> PLATFORM =
            Set.of(
                    "kind",
                    "name",
                    "description",
                    "post_format",
                    "default_word_count",
                    "max_chars",
                    "uses_enemies",
                    "default_hashtags",
                    "is_active");
    private static final Set<String> GOAL =
            Set.of(
                    "name",
                    "strategy_type",
                    "positioning",
                    "signature_thesis",
                    "target_audience",
                    "content_style",
                    "posts_per_week",
                    "starts_on",
                    "ends_on",
                    "approval_required",
                    "image_required",
                    "min_fidelity",
                    "status");
    private static final Set<String> CHAPTER =
            Set.of(
                    "chapter_number",
                    "title",
                    "description",
                    "theme",
                    "theme_description",
                    "weeks_start",
                    "weeks_end");

    /**
     * Something that has a name.
     *
     * @param ownerId the strategy of a chapter; null for the others
     * @param number of a chapter; 0 for the others
     */
    public record Named(UUID id, @Nullable UUID ownerId, int number, String name) {}

    private final JdbcClient jdbc;
    private final Platforms platforms;
    private final Goals goals;
    private final Chapters chapters;
    private final JsonMapper json;
    private final Validator validator;

    ImportedStrategies(
            JdbcClient jdbc,
            Platforms platforms,
            Goals goals,
            Chapters chapters,
            JsonMapper json,
            Validator validator) {
        this.jdbc = jdbc;
        this.platforms = platforms;
        this.goals = goals;
        this.chapters = chapters;
        this.json = json;
        this.validator = validator;
    }

    /** All streams, oldest first. */
    public List<Named> platforms() {
        return named(
                "select id, null::uuid as owner, 0 as number, name from app.platforms order by id");
    }

    /** All strategies, oldest first. */
    public List<Named> goals() {
        return named(
                "select id, null::uuid as owner, 0 as number, name from app.goals order by id");
    }

    /** All chapters by their numbers. */
    public List<Named> chapters() {
        return named(
                """
                select id, goal_id as owner, chapter_number as number, title as name
                  from app.chapters order by goal_id, chapter_number
                """);
    }

    private List<Named> named(String sql) {
        return jdbc.sql(sql)
                .query(
                        (row, _) ->
                                new Named(
                                        row.getObject("id", UUID.class),
                                        Columns.id(row, "owner"),
                                        row.getInt("number"),
                                        row.getString("name")))
                .list();
    }

    /** The current strategy; null when there is none. */
    public @Nullable UUID defaultGoal() {
        return jdbc.sql("select default_goal_id as id from app.content_settings")
                .query((row, _) -> Optional.ofNullable(Columns.id(row, "id")))
                .single()
                .orElse(null);
    }

    /**
     * @throws ProblemException when something of it cannot be stored
     */
    public UUID addPlatform(Map<String, @Nullable Object> fields, UUID by) {
        return platforms.insert(by, checked(fields, PLATFORM, PlatformFields.class).columnsOfNew());
    }

    /**
     * @param platformId its stream; null for none
     * @throws ProblemException when something of it cannot be stored, {@code goal.limit}
     */
    public UUID addGoal(Map<String, @Nullable Object> fields, @Nullable UUID platformId, UUID by) {
        return goals.insert(
                by,
                checked(fields, GOAL, GoalFields.class)
                        .columns()
                        .set("platform_id", platformId)
                        .set("onboarding_mode", "import"));
    }

    /**
     * @throws ProblemException when something of it cannot be stored, {@code chapter.limit}
     */
    public UUID addChapter(UUID goal, Map<String, @Nullable Object> fields, UUID by) {
        return chapters.insert(by, goal, checked(fields, CHAPTER, ChapterFields.class).columns());
    }

    /** Fields as a person would send them, under the same rules. */
    private <T> T checked(Map<String, @Nullable Object> fields, Set<String> known, Class<T> type) {
        var own = new HashMap<>(fields);
        own.keySet().retainAll(known);
        try {
            var read = json.convertValue(own, type);
            if (validator.validate(read).isEmpty()) {
                return read;
            }
        } catch (JacksonException _) {
            // said below
        }
        throw new ProblemException(
                GeneralProblem.VALIDATION_FAILED, "A field holds what cannot be stored there.");
    }
}
