package com.postmagiq.content.strategy;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.workspace.Actor;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** The door to strategies for other modules. */
@Service
public class Strategies {
    /** In bytes; what the database adds between values has room beside it. */
    private static final int LONGEST_TRANSCRIPT = 180_000;

    private final JdbcClient jdbc;
    private final Goals goals;
    private final Chapters chapters;
    private final GoalPosts posts;
    private final JsonMapper json;

    Strategies(JdbcClient jdbc, Goals goals, Chapters chapters, GoalPosts posts, JsonMapper json) {
        this.jdbc = jdbc;
        this.goals = goals;
        this.chapters = chapters;
        this.posts = posts;
        this.json = json;
    }

    /**
     * Writes a strategy, its chapters and its posts, which get the next numbers of the workspace.
     * Joins the caller's transaction: all of it is there, or nothing.
     *
     * @throws ProblemException {@code platform.not_found}, {@code goal.campaign_dates_required},
     *     {@code goal.limit}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public NewStrategy.Made create(Actor actor, NewStrategy strategy) {
        var goal = goals.insert(actor.userId(), columns(strategy));
        if (strategy.transcript() != null) {
            keep(goal, strategy.transcript());
        }
        var made = new ArrayList<UUID>();
        var count = 0;
        for (var chapter : strategy.chapters()) {
            var id = chapters.add(actor, goal, made.size() + 1, chapter);
            posts.add(actor, goal, id, chapter.posts());
            made.add(id);
            count += chapter.posts().size();
        }
        return new NewStrategy.Made(goal, made, count);
    }

    private static GivenColumns columns(NewStrategy strategy) {
        var given = new GivenColumns();
        if (strategy.name() != null) {
            given.set("name", strategy.name());
        }
        return given.set("platform_id", strategy.platformId())
                .set("strategy_type", strategy.strategyType())
                .set("positioning", strategy.positioning())
                .set("signature_thesis", strategy.signatureThesis())
                .set("target_audience", strategy.targetAudience())
                .set("content_style", strategy.contentStyle())
                .set("posts_per_week", strategy.postsPerWeek())
                .set("starts_on", strategy.startsOn())
                .set("ends_on", strategy.endsOn())
                .set("onboarding_mode", strategy.onboardingMode());
    }

    /** Keeps the talk, without its beginning where it is very long. */
    private void keep(UUID goal, List<Goal.Turn> transcript) {
        var turns = new ArrayDeque<>(transcript);
        var text = json.writeValueAsString(turns);
        while (text.getBytes(StandardCharsets.UTF_8).length > LONGEST_TRANSCRIPT) {
            turns.removeFirst();
            text = json.writeValueAsString(turns);
        }
        jdbc.sql("update app.goals set onboarding_transcript = cast(:text as jsonb) where id = :id")
                .param("text", text)
                .param("id", goal)
                .update();
    }
}
