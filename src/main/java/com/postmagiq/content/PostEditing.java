package com.postmagiq.content;

import com.postmagiq.content.strategy.GivenColumns;
import com.postmagiq.content.strategy.GivenRows;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.IfMatch;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.Scope;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Making and changing posts by hand. */
@Service
public class PostEditing {
    static final GivenRows.Kind KIND = new GivenRows.Kind(NewPosts.RESOURCE, "posts", "post");

    private final StoredPosts posts;
    private final NewPosts made;
    private final PostKeys keys;
    private final PostList list;
    private final GivenRows rows;
    private final PostPlaces places;
    private final PostTags tags;
    private final Assignees assignees;
    private final PostMoves moves;
    private final PostNews news;
    private final ApplicationEventPublisher events;

    PostEditing(
            StoredPosts posts,
            NewPosts made,
            PostKeys keys,
            PostList list,
            GivenRows rows,
            PostPlaces places,
            PostTags tags,
            Assignees assignees,
            PostMoves moves,
            PostNews news,
            ApplicationEventPublisher events) {
        this.posts = posts;
        this.made = made;
        this.keys = keys;
        this.list = list;
        this.rows = rows;
        this.places = places;
        this.tags = tags;
        this.assignees = assignees;
        this.moves = moves;
        this.news = news;
        this.events = events;
    }

    /**
     * @param key of the request, by which it may be sent twice; null when it is not
     * @throws ProblemException what {@link NewPosts#create} refuses, {@code scope_missing}, {@code
     *     post.assignee_not_member}, {@code post.assignee_lacks_scope}, {@code
     *     idempotency_conflict}
     */
    @Transactional
    public PostView create(NewPost wish, @Nullable String key, Actor actor) {
        var assignee = wish.assigneeId();
        if (assignee != null) {
            if (!assignee.equals(actor.userId())) {
                actor.require(Scope.BOARD_ASSIGN);
            }
            assignees.requireWriter(assignee);
        }
        var by = actor.userId();
        return list.get(
                key == null
                        ? made.create(wish, by)
                        : keys.once(key, by, wish, () -> made.create(wish, by)));
    }

    /**
     * Changes what was given; without anything given nothing changes.
     *
     * @param revision the change was made from; null when the sender did not say
     * @throws ProblemException {@code stale_revision}, and what a move, a place and an assignment
     *     refuse
     */
    @Transactional
    public PostView change(UUID id, @Nullable Integer revision, PostFields wish, Actor actor) {
        var post = posts.lock(id);
        IfMatch.require("this post", revision, post.revision(), () -> list.get(id));
        write(id, placed(post, wish, wish.columns()), wish.wantedTags(), actor);
        if (wish.assigneeId() != null) {
            assignees.assign(post, wish.assigneeId().orElse(null), actor, null);
        }
        var to = wish.wantedStatus();
        if (to != null) {
            moves.move(posts.lock(id), to, PostMoves.Cause.person(actor.userId(), null));
        }
        return list.get(id);
    }

    /**
     * Writes what was given to a locked post, and tells of what became different.
     *
     * @param wanted all tags it has from now on; null leaves them
     */
    void write(UUID id, GivenColumns given, @Nullable List<String> wanted, Actor actor) {
        var changed = rows.write(KIND, id, given);
        var retagged = wanted != null && tags.change(id, wanted);
        if (!changed.isEmpty() || retagged) {
            tell(id, changed, retagged, actor);
        }
    }

    /**
     * Keeps the story a post is to be written of.
     *
     * @return whether it was another one
     */
    @Transactional
    public boolean keepStory(UUID id, String story, Actor actor) {
        posts.lock(id);
        var changed = rows.write(KIND, id, new GivenColumns().set("story_used", story));
        if (!changed.isEmpty()) {
            tell(id, changed, false, actor);
        }
        return !changed.isEmpty();
    }

    private GivenColumns placed(StoredPost post, PostFields wish, GivenColumns given) {
        if (wish.goalId() == null && wish.chapterId() == null) {
            return given;
        }
        var chapter = part(wish.chapterId(), wish.goalId() == null ? post.chapterId() : null);
        var goal = part(wish.goalId(), chapter == null ? post.goalId() : null);
        var place = places.of(goal, chapter);
        return given.set("goal_id", place.goalId()).set("chapter_id", place.chapterId());
    }

    @SuppressWarnings("NullableOptional")
    private static @Nullable UUID part(@Nullable Optional<UUID> given, @Nullable UUID otherwise) {
        return given == null ? otherwise : given.orElse(null);
    }

    private void tell(UUID id, List<String> changed, boolean retagged, Actor actor) {
        var fields = new LinkedHashMap<String, Audited.Change>();
        changed.forEach(field -> fields.put(field, touched()));
        if (retagged) {
            fields.put("tags", touched());
        }
        news.changed(id);
        events.publishEvent(
                new Audited(
                        "post.updated",
                        actor.userId(),
                        NewPosts.RESOURCE,
                        id,
                        fields,
                        Audited.Outcome.SUCCESS));
    }

    private static Audited.Change touched() {
        return new Audited.Change(null, Map.of("changed", true));
    }

    /**
     * Gives a post to somebody, with a date and a priority if given.
     *
     * @param assigneeId null releases it
     * @throws ProblemException see {@link Assignees#assign}
     */
    @Transactional
    public PostView assign(
            UUID id,
            @Nullable UUID assigneeId,
            @Nullable String reason,
            @Nullable LocalDate dueDate,
            @Nullable String priority,
            Actor actor) {
        var post = posts.lock(id);
        assignees.assign(post, assigneeId, actor, reason);
        var given = new GivenColumns();
        if (dueDate != null) {
            given.set("due_date", PostFields.day(dueDate));
        }
        if (priority != null) {
            given.set("priority", priority);
        }
        write(id, given, null, actor);
        return list.get(id);
    }

    /**
     * Makes another post of the same plan, not begun.
     *
     * @param withContent takes the text along
     */
    @Transactional
    public PostView duplicate(UUID id, boolean withContent, Actor actor) {
        var old = list.get(id);
        var copy =
                new NewPost(
                        old.goalId(),
                        old.chapterId(),
                        null,
                        copied(old.topic()),
                        old.shape(),
                        old.cadence(),
                        old.entryPoint(),
                        old.guidanceGenerated() ? null : old.guidance(),
                        old.story(),
                        null,
                        null,
                        null,
                        old.priority(),
                        old.estimatedHours(),
                        null,
                        old.tags(),
                        withContent ? old.content() : null);
        return list.get(made.create(copy, actor.userId()));
    }

    private static @Nullable String copied(@Nullable String topic) {
        if (topic == null) {
            return null;
        }
        var mark = " (copy)";
        var room = 300 - mark.length();
        return (topic.length() > room ? topic.substring(0, room) : topic) + mark;
    }
}
