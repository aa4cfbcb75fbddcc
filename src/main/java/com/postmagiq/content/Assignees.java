package com.postmagiq.content;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.workspace.Actor;
import com.postmagiq.workspace.MemberRemoved;
import com.postmagiq.workspace.Scope;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.event.EventListener;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Who works on which post: one person at most, and a line of history for each change. */
@Service
public class Assignees {
    private static final String SCOPES_OF =
            """
            select coalesce(own.scopes, r.scopes) as scopes
              from app.workspace_memberships m
              join core.roles r on r.slug = m.role
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.user_id = :id and m.status = 'active'
            """;

    private static final String WRITERS =
            """
            select u.id, u.full_name as name, u.email
              from app.workspace_memberships m
              join core.users u on u.id = m.user_id
              join core.roles r on r.slug = m.role
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.status = 'active' and :scope = any(coalesce(own.scopes, r.scopes))
             order by u.id
            """;

    /**
     * A line of a post's history.
     *
     * @param action assigned, reassigned or unassigned
     */
    record Assignment(
            UUID id,
            @Nullable UUID fromUserId,
            @Nullable String fromName,
            @Nullable UUID toUserId,
            @Nullable String toName,
            @Nullable UUID assignedById,
            @Nullable String assignedByName,
            String action,
            @Nullable String reason,
            Instant at) {}

    private final JdbcClient jdbc;
    private final PostNews news;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Assignees(JdbcClient jdbc, PostNews news, ApplicationEventPublisher events, Clock clock) {
        this.jdbc = jdbc;
        this.news = news;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Gives a locked post to somebody; to whom it is given already is no change.
     *
     * @param assigneeId null releases it
     * @throws ProblemException {@code scope_missing}, {@code post.assignee_not_member}, {@code
     *     post.assignee_lacks_scope}
     */
    void assign(StoredPost post, @Nullable UUID assigneeId, Actor actor, @Nullable String reason) {
        if (Objects.equals(post.assigneeId(), assigneeId)) {
            return;
        }
        requireMay(actor, post.assigneeId(), assigneeId);
        if (assigneeId != null) {
            requireWriter(assigneeId);
        }
        write(post.id(), post.assigneeId(), assigneeId, actor.userId(), reason);
    }

    /** Somebody may take what is nobody's and release what is theirs; the rest is for others. */
    private static void requireMay(Actor actor, @Nullable UUID from, @Nullable UUID to) {
        var own = actor.userId();
        var concernsOthers = (from != null && !from.equals(own)) || (to != null && !to.equals(own));
        actor.require(concernsOthers ? Scope.BOARD_ASSIGN : Scope.CONTENT_WRITE);
    }

    /** Whether somebody is a member who may write posts. */
    public boolean isWriter(UUID userId) {
        return jdbc.sql(SCOPES_OF)
                .param("id", userId)
                .query((row, _) -> Columns.texts(row, "scopes"))
                .optional()
                .filter(scopes -> scopes.contains(Scope.CONTENT_WRITE.code()))
                .isPresent();
    }

    /** A member who may write posts. */
    public record Writer(UUID id, String name, String email) {}

    /** All members who may write posts. */
    @Transactional(readOnly = true)
    public List<Writer> writers() {
        return jdbc.sql(WRITERS)
                .param("scope", Scope.CONTENT_WRITE.code())
                .query(Writer.class)
                .list();
    }

    /**
     * @throws ProblemException {@code post.assignee_not_member}, {@code post.assignee_lacks_scope}
     */
    public void requireWriter(UUID userId) {
        var scopes =
                jdbc.sql(SCOPES_OF)
                        .param("id", userId)
                        .query((row, _) -> Columns.texts(row, "scopes"))
                        .optional()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                PostProblem.ASSIGNEE_NOT_MEMBER,
                                                "There is no member %s in this workspace."
                                                        .formatted(userId)));
        if (!scopes.contains(Scope.CONTENT_WRITE.code())) {
            throw new ProblemException(
                    PostProblem.ASSIGNEE_LACKS_SCOPE,
                    "This member can read posts only; give them another role first.");
        }
    }

    /** What somebody who leaves still had to write is nobody's then. */
    @EventListener
    void on(MemberRemoved event) {
        jdbc.sql(
                        """
                        select id from app.posts
                         where assignee_id = :user and status not in ('published', 'archived') for update
                        """)
                .param("user", event.userId())
                .query(UUID.class)
                .list()
                .forEach(id -> write(id, event.userId(), null, event.by(), "member removed"));
    }

    void write(
            UUID postId, @Nullable UUID from, @Nullable UUID to, UUID by, @Nullable String reason) {
        var now = Columns.at(clock.instant());
        jdbc.sql(
                        """
                        update app.posts set assignee_id = :to, revision = revision + 1, updated_at = :now where id = :id
                        """)
                .param("to", to)
                .param("now", now)
                .param("id", postId)
                .update();
        jdbc.sql(
                        """
                        insert into app.post_assignment_history (workspace_id, id, post_id, from_user_id, to_user_id,
                            assigned_by_id, action, reason, at)
                        values (:workspaceId, :id, :postId, :from, :to, :by, :action, :reason, :at)
                        """)
                .param("workspaceId", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("postId", postId)
                .param("from", from)
                .param("to", to)
                .param("by", by)
                .param(
                        "action",
                        to == null ? "unassigned" : from == null ? "assigned" : "reassigned")
                .param("reason", reason)
                .param("at", now)
                .update();
        news.changed(postId);
        events.publishEvent(
                new Audited(
                        "post.assigned",
                        by,
                        NewPosts.RESOURCE,
                        postId,
                        Map.of("assignee_id", new Audited.Change(from, to)),
                        Audited.Outcome.SUCCESS));
    }

    /** The history of a post, newest first. */
    @Transactional(readOnly = true)
    public List<Assignment> of(UUID postId, @Nullable UUID before, int limit) {
        return jdbc.sql(
                        """
                        select h.id, h.from_user_id, f.full_name as from_name, h.to_user_id, t.full_name as to_name,
                               h.assigned_by_id, b.full_name as assigned_by_name, h.action, h.reason, h.at
                          from app.post_assignment_history h
                          left join core.users f on f.id = h.from_user_id
                          left join core.users t on t.id = h.to_user_id
                          left join core.users b on b.id = h.assigned_by_id
                         where h.post_id = :post and (cast(:before as uuid) is null or h.id < :before)
                         order by h.id desc limit :limit
                        """)
                .param("post", postId)
                .param("before", before)
                .param("limit", limit)
                .query(Assignment.class)
                .list();
    }
}
