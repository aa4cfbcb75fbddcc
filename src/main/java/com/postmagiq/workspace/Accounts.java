package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Accounts: who pays, and who helps with that. An account is bound for each change once it is
 * proved whose it is.
 */
@Service
class Accounts {
    private static final String MANAGERS =
            """
            select m.user_id, u.full_name, u.email, m.role
              from app.account_memberships m
              join core.users u on u.id = m.user_id
             order by m.role desc, u.full_name, m.user_id
            """;

    private static final String PROMOTE =
            """
            insert into app.account_memberships (account_id, id, user_id, role, created_at)
            values (:account, :id, :user, 'owner', :now)
            on conflict (account_id, user_id) do update set role = 'owner'
            """;

    private static final String JOIN =
            """
            insert into app.workspace_memberships (workspace_id, id, user_id, email, role, status, accepted_at, created_at,
                updated_at)
            values (:workspace, :id, :user, :email, 'admin', 'active', :now, :now, :now)
            on conflict do nothing
            """;

    /**
     * Somebody who may act for an account.
     *
     * @param role owner or manager
     */
    @Schema(name = "AccountManager")
    record Keeper(UUID userId, String fullName, String email, String role) {}

    private final JdbcClient jdbc;
    private final AccountAccess access;
    private final AccountViews views;
    private final AccountLimits limits;
    private final Memberships memberships;
    private final Users users;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Accounts(
            JdbcClient jdbc,
            AccountAccess access,
            AccountViews views,
            AccountLimits limits,
            Memberships memberships,
            Users users,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.views = views;
        this.limits = limits;
        this.memberships = memberships;
        this.users = users;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code account.not_found}
     */
    List<Keeper> managers(UUID me, UUID accountId) {
        access.require(me, accountId);
        return inside(accountId, () -> jdbc.sql(MANAGERS).query(Keeper.class).list());
    }

    /**
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}
     */
    void rename(UUID me, UUID accountId, String name) {
        access.requireOwner(me, accountId);
        inside(
                accountId,
                () ->
                        jdbc.sql("update app.accounts set name = :name, updated_at = :now")
                                .param("name", name.strip())
                                .param("now", Rows.at(clock.instant()))
                                .update());
    }

    /**
     * Lets somebody help with the account; asking twice changes nothing.
     *
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}, {@code
     *     account.user_unknown}
     */
    Keeper addManager(UUID me, UUID accountId, String email) {
        access.requireOwner(me, accountId);
        var user =
                users.byEmail(email)
                        .filter(User::isActive)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                WorkspaceProblem.ACCOUNT_USER_UNKNOWN,
                                                "Nobody here signs in with this address; invite them to a workspace first."));
        inside(
                accountId,
                () ->
                        jdbc.sql(
                                        """
                                        insert into app.account_memberships (account_id, id, user_id, role, created_at)
                                        values (:account, :id, :user, 'manager', :now)
                                        on conflict (account_id, user_id) do nothing
                                        """)
                                .param("account", accountId)
                                .param("id", Ids.next())
                                .param("user", user.id())
                                .param("now", Rows.at(clock.instant()))
                                .update());
        return managers(me, accountId).stream()
                .filter(manager -> manager.userId().equals(user.id()))
                .findFirst()
                .orElseThrow();
    }

    /**
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}, {@code
     *     member.not_found}
     */
    void removeManager(UUID me, UUID accountId, UUID userId) {
        access.requireOwner(me, accountId);
        var removed =
                inside(
                        accountId,
                        () ->
                                jdbc.sql(
                                                """
                                                delete from app.account_memberships
                                                 where user_id = :user and role = 'manager'
                                                """)
                                        .param("user", userId)
                                        .update());
        if (removed == 0) {
            throw new ProblemException(
                    MemberProblem.NOT_FOUND, "There is no manager %s here.".formatted(userId));
        }
    }

    /**
     * Gives the account to a manager of it, or to the owner of one of its workspaces; the old owner
     * stays as manager.
     *
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}, {@code
     *     account.transfer_target}
     */
    void transfer(UUID me, UUID accountId, UUID newOwner) {
        access.requireOwner(me, accountId);
        if (me.equals(newOwner) || !mayOwn(accountId, newOwner)) {
            throw new ProblemException(
                    WorkspaceProblem.ACCOUNT_TRANSFER_TARGET,
                    "The account can go to a manager of it or to the owner of one of its workspaces.");
        }
        inside(accountId, () -> transferred(me, accountId, newOwner));
    }

    private boolean transferred(UUID me, UUID accountId, UUID newOwner) {
        var owner =
                jdbc.sql("select owner_id from app.accounts for update").query(UUID.class).single();
        if (!owner.equals(me)) {
            throw new ProblemException(
                    WorkspaceProblem.ACCOUNT_OWNER_ONLY,
                    "Somebody else has become owner of this account meanwhile.");
        }
        jdbc.sql("update app.account_memberships set role = 'manager' where user_id = :user")
                .param("user", me)
                .update();
        jdbc.sql(PROMOTE)
                .param("account", accountId)
                .param("id", Ids.next())
                .param("user", newOwner)
                .param("now", Rows.at(clock.instant()))
                .update();
        jdbc.sql("update app.accounts set owner_id = :owner, updated_at = :now")
                .param("owner", newOwner)
                .param("now", Rows.at(clock.instant()))
                .update();
        events.publishEvent(
                new Audited(
                        "account.transferred",
                        me,
                        "account",
                        accountId,
                        Map.of("owner_id", new Audited.Change(me, newOwner)),
                        Audited.Outcome.SUCCESS));
        return true;
    }

    /**
     * Makes the account's owner an admin of one of its workspaces.
     *
     * @return the membership
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}, {@code
     *     workspace.not_found}, {@code invite.already_member}, {@code plan.user_limit}
     */
    UUID join(UUID me, UUID accountId, UUID workspaceId) {
        access.requireOwner(me, accountId);
        if (!access.holds(accountId, workspaceId)) {
            throw Workspaces.notFound();
        }
        return CurrentWorkspace.call(
                workspaceId, () -> inside(accountId, () -> joined(users.get(me))));
    }

    private UUID joined(User owner) {
        limits.requireRoomToJoin(owner.email());
        var id = Ids.next();
        var made =
                jdbc.sql(JOIN)
                        .param("workspace", CurrentWorkspace.id())
                        .param("id", id)
                        .param("user", owner.id())
                        .param("email", owner.email())
                        .param("now", Rows.at(clock.instant()))
                        .update();
        if (made == 0) {
            throw new ProblemException(
                    MemberProblem.ALREADY_MEMBER,
                    "You are a member of this workspace already, or invited to it.");
        }
        memberships.changed();
        events.publishEvent(Audited.done("member.joined", owner.id(), Members.RESOURCE, id));
        return id;
    }

    private boolean mayOwn(UUID accountId, UUID userId) {
        return users.byId(userId).filter(User::isActive).isPresent()
                && (views.find(userId, accountId).isPresent()
                        || access.ownsWorkspaceOf(accountId, userId));
    }

    private <T> T inside(UUID accountId, Supplier<T> work) {
        return CurrentAccount.call(accountId, () -> transaction.execute(_ -> work.get()));
    }
}
