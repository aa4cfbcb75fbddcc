package com.postmagiq.content.strategy;

import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The strategies of the bound workspace; one of them is the current one. */
@Service
class Goals {
    static final GivenRows.Kind KIND = new GivenRows.Kind("goal", "goals", "strategy");

    private static final int MOST = 500;
    private static final int LONGEST_NAME = 120;
    private static final int NAME_FROM_POSITIONING = 60;

    private static final String COPY =
            """
            insert into app.goals (workspace_id, id, created_by_id, platform_id, voice_profile_id, image_config_set_id, name,
                strategy_type, positioning, signature_thesis, target_audience, content_style, posts_per_week, starts_on,
                ends_on, approval_required, image_required, min_fidelity, voice_preset, created_at, updated_at)
            select workspace_id, :id, :by, platform_id, voice_profile_id, image_config_set_id, :name,
                   strategy_type, positioning, signature_thesis, target_audience, content_style, posts_per_week, starts_on,
                   ends_on, approval_required, image_required, min_fidelity, voice_preset, :now, :now
              from app.goals where id = :from
            """;

    /**
     * What went with a strategy.
     *
     * @param postsDeleted they can be brought back for 30 days, as loose ones
     */
    @Schema(name = "DeletedGoal")
    record Deleted(UUID goalId, int chaptersDeleted, int postsDeleted) {}

    /**
     * The current strategy.
     *
     * @param goal null when the workspace has none
     */
    @Schema(name = "CurrentStrategy")
    record Current(@Nullable Goal goal, List<Chapter> chapters) {}

    private final JdbcClient jdbc;
    private final GivenRows rows;
    private final GoalList list;
    private final Platforms platforms;
    private final Chapters chapters;
    private final ChapterList chapterList;
    private final GoalPosts posts;
    private final GoalVoices voices;

    Goals(
            JdbcClient jdbc,
            GivenRows rows,
            GoalList list,
            Platforms platforms,
            Chapters chapters,
            ChapterList chapterList,
            GoalPosts posts,
            GoalVoices voices) {
        this.jdbc = jdbc;
        this.rows = rows;
        this.list = list;
        this.platforms = platforms;
        this.chapters = chapters;
        this.chapterList = chapterList;
        this.posts = posts;
        this.voices = voices;
    }

    /**
     * @throws ProblemException {@code not_found}
     */
    @Transactional(readOnly = true)
    public Goal get(UUID id) {
        return list.find(id).orElseThrow(() -> KIND.missing(id));
    }

    /** The current strategy with its chapters. */
    @Transactional(readOnly = true)
    public Current current() {
        return list.defaultId()
                .map(id -> new Current(get(id), chapterList.of(id)))
                .orElseGet(() -> new Current(null, List.of()));
    }

    /**
     * @throws ProblemException {@code platform.not_found}, {@code goal.campaign_dates_required},
     *     {@code voice_profile.unknown}, {@code goal.limit}
     */
    @Transactional
    public Goal create(Actor actor, GoalFields fields) {
        return get(insert(actor.userId(), columns(fields)));
    }

    private GivenColumns columns(GoalFields fields) {
        var given = fields.columns();
        var voice = fields.voiceProfileId();
        return voice == null ? given : voices.put(given, voice.orElse(null));
    }

    /**
     * Has the current strategy speak in a voice.
     *
     * @param reference the id of a profile, or the slug of a voice that ships
     * @throws ProblemException {@code voice_profile.not_found}, {@code voice_profile.no_goal}
     */
    @Transactional
    public Goal makeDefaultVoice(Actor actor, String reference) {
        var chosen = voices.chosen(reference);
        var id = list.defaultId().orElseThrow(GoalVoices::noGoal);
        rows.change(KIND, actor, id, null, voices.put(new GivenColumns(), chosen), this::get);
        return get(id);
    }

    /** Adds a strategy of these columns; a missing name is made from the positioning. */
    UUID insert(UUID by, GivenColumns given) {
        requireSound(given, null);
        var count = requireRoom();
        given.setIfAbsent("name", nameFor(given.after("positioning", null), count + 1));
        var id = rows.insert(KIND, by, given);
        requireDefault();
        return id;
    }

    /**
     * @param revision the change was made from; null when the sender did not say
     * @throws ProblemException {@code not_found}, {@code stale_revision}, {@code required_field},
     *     {@code platform.not_found}, {@code goal.campaign_dates_required}
     */
    @Transactional
    public Goal change(Actor actor, UUID id, @Nullable Integer revision, GoalFields fields) {
        rows.lock(KIND, id);
        var given = columns(fields);
        requireSound(given, get(id));
        rows.change(KIND, actor, id, revision, given, this::get);
        return get(id);
    }

    /**
     * Removes a strategy with its own chapters and posts, and nothing else.
     *
     * @param confirmed the number of its posts as the person typed it; null when it has none
     * @throws ProblemException {@code not_found}, {@code confirmation_mismatch}, {@code
     *     goal.posts_in_progress}, {@code scope_missing}
     */
    @Transactional
    public Deleted delete(Actor actor, UUID id, @Nullable Integer confirmed) {
        actor.require(Scope.CONTENT_DELETE);
        rows.lock(KIND, id);
        var goal = get(id);
        if (goal.postCount() > 0 && (confirmed == null || confirmed != goal.postCount())) {
            throw new ProblemException(
                            GeneralProblem.CONFIRMATION_MISMATCH,
                            "This deletes %d posts of '%s' too; type %d to confirm."
                                    .formatted(goal.postCount(), goal.name(), goal.postCount()))
                    .with("post_count", goal.postCount());
        }
        posts.requireNoneInProgress(GoalPosts.Of.GOAL, id);
        var gone = posts.delete(actor, GoalPosts.Of.GOAL, id);
        rows.delete(KIND, actor, id);
        requireDefault();
        return new Deleted(id, goal.chapterCount(), gone);
    }

    /**
     * Removes the current strategy, as {@link #delete} does.
     *
     * @throws ProblemException {@code not_found} when the workspace has none, and those of {@link
     *     #delete}
     */
    @Transactional
    public Deleted deleteCurrent(Actor actor, @Nullable Integer confirmed) {
        var id =
                list.defaultId()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                GeneralProblem.NOT_FOUND,
                                                "This workspace has no strategy yet; make one with the guided setup."));
        return delete(actor, id, confirmed);
    }

    /**
     * @throws ProblemException {@code not_found}
     */
    @Transactional
    public Goal makeDefault(Actor actor, UUID id) {
        rows.lock(KIND, id);
        jdbc.sql("update app.content_settings set default_goal_id = :id").param("id", id).update();
        rows.audit(KIND, "made_default", actor, id, List.of());
        return get(id);
    }

    /**
     * Copies a strategy and its chapters, and the plans of its posts where that is wished: new
     * numbers, not started, without texts.
     *
     * @param name null names it after the original
     * @throws ProblemException {@code not_found}, {@code goal.limit}
     */
    @Transactional
    public Goal duplicate(Actor actor, UUID from, @Nullable String name, boolean copyPosts) {
        rows.lock(KIND, from);
        requireRoom();
        var id =
                rows.copy(
                        KIND,
                        actor,
                        jdbc.sql(COPY)
                                .param("from", from)
                                .param("name", name == null ? copyOf(get(from).name()) : name));
        chapters.copy(actor, from, id);
        if (copyPosts) {
            posts.copy(actor, from, id);
        }
        requireDefault();
        return get(id);
    }

    private static String copyOf(String name) {
        var ending = " (copy)";
        var room = LONGEST_NAME - ending.length();
        return (name.length() <= room ? name : name.substring(0, room).strip()) + ending;
    }

    /**
     * Others who make strategies at this moment wait, so that the count holds; how many there are.
     */
    private int requireRoom() {
        jdbc.sql("select default_goal_id from app.content_settings for update")
                .query((_, _) -> true)
                .single();
        var count = jdbc.sql("select count(*) from app.goals").query(Integer.class).single();
        if (count >= MOST) {
            throw new ProblemException(
                    StrategyProblem.GOAL_LIMIT,
                    "A workspace may have %d strategies; delete one that is no longer needed."
                            .formatted(MOST));
        }
        return count;
    }

    /** Where no strategy is the current one, the oldest becomes it. */
    private void requireDefault() {
        jdbc.sql(
                        """
                        update app.content_settings set default_goal_id = (select id from app.goals order by id limit 1)
                         where default_goal_id is null
                        """)
                .update();
    }

    private void requireSound(GivenColumns given, @Nullable Goal old) {
        UUID platform = given.after("platform_id", null);
        if (platform != null) {
            platforms.requireKnown(platform);
        }
        var starts = given.after("starts_on", old == null ? null : old.startsOn());
        var ends = given.after("ends_on", old == null ? null : old.endsOn());
        String type = given.after("strategy_type", old == null ? "series" : old.strategyType());
        if ("campaign".equals(type) && (starts == null || ends == null)) {
            throw new ProblemException(
                    StrategyProblem.GOAL_CAMPAIGN_DATES_REQUIRED,
                    "A campaign needs its first and its last day; give starts_on and ends_on.");
        }
        if (starts != null && ends != null && ends.isBefore(starts)) {
            throw ProblemException.ofField(
                    GeneralProblem.VALIDATION_FAILED, "ends_on", "lies before starts_on");
        }
    }

    private static String nameFor(@Nullable String positioning, int number) {
        if (positioning == null) {
            return "Strategy " + number;
        }
        var line = positioning.lines().findFirst().orElseThrow();
        var end =
                line.offsetByCodePoints(
                        0, Math.min(NAME_FROM_POSITIONING, line.codePointCount(0, line.length())));
        return line.substring(0, end).strip();
    }
}
