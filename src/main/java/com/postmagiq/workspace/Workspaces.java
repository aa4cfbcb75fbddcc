package com.postmagiq.workspace;

import com.postmagiq.identity.SignIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.time.ZoneId;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;

/** Workspaces and the people in them: the only door other modules have to either. */
@Service
public class Workspaces {
    /**
     * A workspace.
     *
     * @param slug names it in browser addresses
     */
    public record Workspace(UUID id, String name, String slug) {}

    private final JdbcClient jdbc;
    private final TenantDb db;
    private final Memberships memberships;
    private final Users users;
    private final SignIn signIn;

    Workspaces(JdbcClient jdbc, TenantDb db, Memberships memberships, Users users, SignIn signIn) {
        this.jdbc = jdbc;
        this.db = db;
        this.memberships = memberships;
        this.users = users;
        this.signIn = signIn;
    }

    /**
     * Somebody in a workspace, for work that does not come as a request, such as commands. Empty
     * when the person is unknown or inactive, or no active member there.
     */
    public Optional<Actor> actorOf(UUID userId, UUID workspaceId) {
        return users.byId(userId)
                .filter(User::isActive)
                .flatMap(user -> actor(userId, workspaceId, null, user.fullName()));
    }

    /**
     * The owner of a workspace, for commands: whoever may start the program on its database may act
     * for anybody in it.
     *
     * @param slug null for the oldest workspace; empty when there is none
     */
    public Optional<Actor> ownerOf(@Nullable String slug) {
        return memberships
                .owner(slug)
                .flatMap(owner -> actorOf(owner.userId(), owner.workspaceId()));
    }

    /**
     * The same actor with the rights of this moment, for work that outlives its request, such as a
     * live stream. Empty once the session has ended or the membership is gone.
     */
    public Optional<Actor> refreshed(Actor actor) {
        if (actor.sessionId() == null) {
            return actorOf(actor.userId(), actor.workspaceId());
        }
        return signIn.isLive(actor.sessionId())
                ? actor(actor.userId(), actor.workspaceId(), actor.sessionId(), actor.fullName())
                : Optional.empty();
    }

    /**
     * Tells when an actor's session has ended, or may have, until closed; {@link #refreshed} then
     * says whether it has. Changes of a membership are not told: who lives long looks again.
     *
     * @param ended must return at once
     */
    public LiveEvents.Listening whenSessionEnds(Actor actor, Runnable ended) {
        return actor.sessionId() == null ? () -> {} : signIn.whenEnded(actor.sessionId(), ended);
    }

    /**
     * A member in the workspace of a browser address, present or former. Empty for a stranger as
     * for an unknown address.
     */
    public Optional<Actor> bySlug(UUID userId, String slug) {
        return jdbc.sql(
                        """
                        select workspace_id from core.tenant_lookups where kind = 'slug' and lookup_hash = :hash
                        """)
                .param("hash", new Slug(slug).digest())
                .query(UUID.class)
                .optional()
                .flatMap(workspaceId -> actorOf(userId, workspaceId));
    }

    /**
     * The bound workspace.
     *
     * @throws ProblemException {@code workspace.not_found}
     */
    public Workspace current() {
        return db.first(
                        "select id, name, slug from app.workspaces where status = 'active'",
                        (row, _) ->
                                new Workspace(
                                        row.getObject("id", UUID.class),
                                        row.getString("name"),
                                        row.getString("slug")))
                .orElseThrow(Workspaces::notFound);
    }

    /** The days and weeks of the bound workspace. */
    public ZoneId timeZone() {
        return db.first(
                        "select time_zone from app.workspaces",
                        (row, _) -> ZoneId.of(row.getString("time_zone")))
                .orElseThrow(Workspaces::notFound);
    }

    Optional<Actor> actor(
            UUID userId, UUID workspaceId, @Nullable UUID sessionId, String fullName) {
        return memberships
                .active(workspaceId, userId)
                .map(
                        membership ->
                                new Actor(
                                        userId,
                                        workspaceId,
                                        membership.id(),
                                        membership.role(),
                                        membership.scopes(),
                                        sessionId,
                                        fullName));
    }

    /** One answer for an unknown workspace, somebody else's and no id at all. */
    static ProblemException notFound() {
        return new ProblemException(
                WorkspaceProblem.NOT_FOUND,
                "There is no workspace with this id, or you are not a member of it.");
    }
}
