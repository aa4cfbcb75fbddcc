package com.postmagiq.workspace;

import com.postmagiq.identity.KeyCheck;
import com.postmagiq.identity.Program;
import com.postmagiq.identity.SignIn;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

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
    private final SecondFactorRule secondFactorRule;
    private final KeyCheck keys;

    Workspaces(
            JdbcClient jdbc,
            TenantDb db,
            Memberships memberships,
            Users users,
            SignIn signIn,
            SecondFactorRule secondFactorRule,
            KeyCheck keys) {
        this.jdbc = jdbc;
        this.db = db;
        this.memberships = memberships;
        this.users = users;
        this.signIn = signIn;
        this.secondFactorRule = secondFactorRule;
        this.keys = keys;
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
        if (actor.keyId() != null) {
            return keys.stillGood(actor.workspaceId(), actor.keyId())
                    .flatMap(program -> actor(program, actor.workspaceId()));
        }
        if (actor.sessionId() == null) {
            return actorOf(actor.userId(), actor.workspaceId());
        }
        return signIn.isLive(actor.sessionId())
                ? actor(actor.userId(), actor.workspaceId(), actor.sessionId(), actor.fullName())
                : Optional.empty();
    }

    /**
     * Tells when an actor's session has ended or a membership of the workspace has changed, or may
     * have, until closed; {@link #refreshed} then says what holds.
     *
     * @param changed must return at once
     */
    public LiveEvents.Listening whenAccessChanges(Actor actor, Runnable changed) {
        var membership = memberships.whenChanged(actor.workspaceId(), changed);
        var credential =
                actor.keyId() != null
                        ? keys.whenChanged(actor.keyId(), changed)
                        : actor.sessionId() == null
                                ? null
                                : signIn.whenEnded(actor.sessionId(), changed);
        if (credential == null) {
            return membership;
        }
        return () -> {
            credential.close();
            membership.close();
        };
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

    /**
     * Begins something that a deletion of the bound workspace has to stop: whoever deletes it waits
     * until this transaction ends, or has done so already.
     *
     * @throws ProblemException {@code workspace.not_found}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireInUse() {
        var found =
                jdbc.sql("select id from app.workspaces where status = 'active' for key share")
                        .query(UUID.class)
                        .optional();
        if (found.isEmpty()) {
            throw notFound();
        }
    }

    /** Whether the bound workspace lets its people's use of the product be counted. */
    public boolean allowsTelemetry() {
        return db.first(
                        "select telemetry_enabled from app.workspaces",
                        (row, _) -> row.getBoolean("telemetry_enabled"))
                .orElseThrow(Workspaces::notFound);
    }

    /** The days and weeks of the bound workspace. */
    public ZoneId timeZone() {
        return db.first(
                        "select time_zone from app.workspaces",
                        (row, _) -> ZoneId.of(row.getString("time_zone")))
                .orElseThrow(Workspaces::notFound);
    }

    /** Work of an actor that does not come by an address inside the workspace. */
    <T> T inside(Actor actor, Supplier<T> work) {
        return CurrentAccount.call(
                actor.accountId(), () -> CurrentWorkspace.call(actor.workspaceId(), work::get));
    }

    /** The refusal of a session with too little proof for the workspace; empty for enough. */
    Optional<ProblemException> missingFactor(SignedIn who, UUID workspaceId) {
        return memberships
                .active(workspaceId, who.userId())
                .flatMap(membership -> secondFactorRule.missing(who, membership));
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
                                        membership.accountId(),
                                        membership.id(),
                                        membership.role(),
                                        membership.scopes(),
                                        sessionId,
                                        null,
                                        fullName));
    }

    /**
     * A program in a workspace: whoever made its key, with no more than the key was made for, they
     * may do now, and keys may hold. Empty in any other workspace than the key's.
     */
    Optional<Actor> actor(Program program, UUID workspaceId) {
        return program.workspaceId().equals(workspaceId)
                ? ofMaker(program).map(maker -> actor(program, maker))
                : Optional.empty();
    }

    private static Actor actor(Program program, Memberships.Membership maker) {
        var scopes = forKeys(maker);
        scopes.removeIf(scope -> !program.scopes().contains(scope.code()));
        return new Actor(
                program.makerId(),
                program.workspaceId(),
                maker.accountId(),
                maker.id(),
                maker.role(),
                scopes,
                null,
                program.keyId(),
                program.makerName());
    }

    private static Set<Scope> forKeys(Memberships.Membership maker) {
        var scopes = EnumSet.noneOf(Scope.class);
        scopes.addAll(maker.scopes());
        scopes.removeIf(scope -> !scope.isForKeysOf(maker.role()));
        return scopes;
    }

    /**
     * What keys could hold of somebody who has just left the bound workspace, for the transaction
     * that removed them.
     */
    public Set<Scope> leftToKeysOf(UUID userId) {
        return memberships.left(userId).map(Workspaces::forKeys).orElse(Set.of());
    }

    /** The people of the bound workspace who have one of these roles. */
    public List<User> peopleWith(Role... roles) {
        return memberships.peopleWith(roles).stream().map(users::get).toList();
    }

    private Optional<Memberships.Membership> ofMaker(Program program) {
        return memberships
                .active(program.workspaceId(), program.makerId())
                .or(
                        () ->
                                program.makerRemoved()
                                        ? memberships.former(
                                                program.workspaceId(), program.makerId())
                                        : Optional.empty());
    }

    /** Why an operator holds back the account of an actor's workspace; empty when none does. */
    Optional<String> suspension(Actor actor) {
        return memberships
                .active(actor.workspaceId(), actor.userId())
                .or(() -> memberships.former(actor.workspaceId(), actor.userId()))
                .map(Memberships.Membership::suspended);
    }

    /** One answer for an unknown workspace, somebody else's and no id at all. */
    static ProblemException notFound() {
        return new ProblemException(
                WorkspaceProblem.NOT_FOUND,
                "There is no workspace with this id, or you are not a member of it.");
    }
}
