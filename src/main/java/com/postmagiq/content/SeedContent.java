package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.SeedTemplate;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Samples that a workspace begins with, and their end. */
@Component
public class SeedContent {
    private static final String GOAL =
            """
            insert into app.goals (workspace_id, id, created_by_id, platform_id, name, positioning, signature_thesis,
                target_audience, created_at, updated_at)
            select :workspace, :id, :by, (select id from app.platforms where is_active order by id limit 1),
                   'Example: calm incident work', 'Somebody who makes nights on call quieter',
                   'Most incidents are meetings that nobody held in time.', 'People on call and those who plan their weeks',
                   :now, :now
            """;

    private static final String CHAPTER =
            """
            insert into app.chapters (workspace_id, id, goal_id, created_by_id, chapter_number, title, description,
                created_at, updated_at)
            values (:workspace, :id, :goal, :by, 1, 'Getting started', 'Three posts that show the way of a story.',
                :now, :now)
            """;

    private static final String STORY =
            """
            In March our alarm rang eleven times in one night. Nine of the eleven were the same disk that was nearly full. \
            I wrote the nine times onto a piece of paper and put it on the table in the morning. \
            Nobody said anything for a while. Then Petra asked why the disk could wake us at all. \
            It took her two hours to make it clean up after itself. In April the alarm rang twice.""";

    private static final String FIRST_DRAFT =
            "Eleven alarms in one night. Nine of them were the same disk.";

    private static final String SECOND_DRAFT =
            """
            Eleven alarms in one night. Nine of them were the same disk.

            In the morning I put a piece of paper on the table: nine times, one below the other.
            Then Petra asked the question of the year: why can a disk wake us at all?""";

    private static final String FINISHED =
            """
            Two hours of work, and the alarm rang twice in April.

            In March it was eleven times in one night, nine of them for a disk that was nearly full.
            Nobody had asked why a disk can wake people.

            What wakes you that could clean up after itself?""";

    /** Touched is what somebody changed or said something about; the rest is as it was made. */
    private static final String UNTOUCHED_POSTS =
            """
            delete from app.posts p
             where p.sample_revision = p.revision and p.active_run_id is null
               and not exists (select from app.post_comments c where c.post_id = p.id)
               and not exists (select from app.publication_handoffs h where h.post_id = p.id)
            returning p.id
            """;

    private static final String UNTOUCHED_CHAPTERS =
            """
            delete from app.chapters c
             where c.sample_revision = c.revision
               and not exists (select from app.posts p where p.chapter_id = c.id)
            """;

    private static final String UNTOUCHED_GOALS =
            """
            delete from app.goals g
             where g.sample_revision = g.revision
               and not exists (select from app.posts p where p.goal_id = g.id)
               and not exists (select from app.chapters c where c.goal_id = g.id)
               and not exists (select from app.post_recurrences r where r.goal_id = g.id)
            """;

    private static final String LEFT =
            """
            select (select count(*) from app.posts where sample_revision is not null and not is_deleted)
                 + (select count(*) from app.chapters where sample_revision is not null)
                 + (select count(*) from app.goals where sample_revision is not null)
            """;

    /**
     * Samples of a workspace.
     *
     * @param rows how many there are, touched ones among them
     */
    @Schema(name = "SeedData")
    record Seeds(String template, int rows) {}

    /**
     * What went.
     *
     * @param kept samples that stay since somebody has changed or used them
     */
    @Schema(name = "RemovedSeedData")
    record Removed(int posts, int chapters, int goals, int kept) {}

    private final NewPosts posts;
    private final StoredPosts stored;
    private final PostVersions versions;
    private final PostMoves moves;
    private final PostNews news;
    private final JdbcClient jdbc;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    SeedContent(
            NewPosts posts,
            StoredPosts stored,
            PostVersions versions,
            PostMoves moves,
            PostNews news,
            JdbcClient jdbc,
            ApplicationEventPublisher events,
            Clock clock) {
        this.posts = posts;
        this.stored = stored;
        this.versions = versions;
        this.moves = moves;
        this.news = news;
        this.jdbc = jdbc;
        this.events = events;
        this.clock = clock;
    }

    /** Fills the bound workspace, which is being made in the caller's transaction. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void plant(SeedTemplate template, UUID by) {
        if (template == SeedTemplate.EMPTY) {
            return;
        }
        var goal = row(GOAL, by, null);
        var chapter = row(CHAPTER, by, goal);
        post(goal, chapter, by, "A story becomes a post: start a run from this one", STORY, null);
        var draft = post(goal, chapter, by, "A draft with two versions", null, FIRST_DRAFT);
        // Behind a name the next text is a version of its own.
        jdbc.sql("update app.post_versions set label = 'First try' where post_id = :post")
                .param("post", draft)
                .update();
        versions.save(
                draft, new NewText(SECOND_DRAFT, null, null, NewText.Source.MANUAL, by, null));
        var ready = post(goal, chapter, by, "A finished post: hand it over", null, FINISHED);
        moves.move(stored.lock(ready), PostStatus.READY, PostMoves.Cause.person(by, null));
        for (var table : List.of("goals", "chapters", "posts")) {
            jdbc.sql("update app.%s set sample_revision = revision".formatted(table)).update();
        }
        jdbc.sql(
                        "update app.content_settings set seed_template = :template, default_goal_id = :goal")
                .param("template", template.code())
                .param("goal", goal)
                .update();
    }

    private UUID row(String insert, UUID by, @Nullable UUID goal) {
        var id = Ids.next();
        jdbc.sql(insert)
                .param("workspace", CurrentWorkspace.id())
                .param("id", id)
                .param("by", by)
                .param("goal", goal)
                .param("now", Columns.at(clock.instant()))
                .update();
        return id;
    }

    private UUID post(
            UUID goal,
            UUID chapter,
            UUID by,
            String topic,
            @Nullable String story,
            @Nullable String content) {
        return posts.create(
                new NewPost(
                        goal, chapter, null, topic, null, null, null, null, story, null, null, null,
                        null, null, null, List.of(), content),
                by);
    }

    @Transactional(readOnly = true)
    public Seeds seeds() {
        var template =
                jdbc.sql("select seed_template from app.content_settings")
                        .query(String.class)
                        .single();
        return new Seeds(template, left());
    }

    /** Removes samples that nobody has touched. */
    @Transactional
    public Removed remove(Actor actor) {
        var gone = jdbc.sql(UNTOUCHED_POSTS).query(UUID.class).list();
        var chapters = jdbc.sql(UNTOUCHED_CHAPTERS).update();
        var goals = jdbc.sql(UNTOUCHED_GOALS).update();
        jdbc.sql(
                        """
                        update app.content_settings set default_goal_id = (select id from app.goals order by id limit 1)
                         where default_goal_id is null
                        """)
                .update();
        news.tell(gone);
        events.publishEvent(
                Audited.done(
                        "samples.removed", actor.userId(), "workspace", CurrentWorkspace.id()));
        return new Removed(gone.size(), chapters, goals, left());
    }

    private int left() {
        return jdbc.sql(LEFT).query(Integer.class).single();
    }
}
