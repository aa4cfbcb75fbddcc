package com.postmagiq.workspace;

import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Workspaces that come in from an archive. Until one is whole nobody is a member, so nobody sees
 * it; afterwards it is like any other, or it is gone without a trace.
 */
@Service
public class ArrivingWorkspaces {
    /** One that is not whole, and who wanted it. */
    public record Arriving(UUID workspaceId, UUID ownerId) {}

    private static final String INSERT =
            """
            insert into app.workspaces (id, account_id, name, slug, owner_id, status, created_at, updated_at)
            values (:id, :account, :name, 'importing', :owner, 'importing', :now, :now)
            """;

    private static final String SETTLE =
            """
            update app.workspaces set status = 'active', slug = :slug, updated_at = :now
             where status = 'importing'
            """;

    private static final String MEMBER =
            """
            insert into app.workspace_memberships (workspace_id, id, user_id, email, role, status, accepted_at,
                created_at, updated_at)
            values (:workspace, :id, :user, :email, 'owner', 'active', :now, :now, :now)
            """;

    private final JdbcClient jdbc;
    private final SystemDb system;
    private final OwnWorkspaces own;
    private final AccountLimits limits;
    private final Slugs slugs;
    private final WorkspaceRows rows;
    private final Users users;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    ArrivingWorkspaces(
            JdbcClient jdbc,
            SystemDb system,
            OwnWorkspaces own,
            AccountLimits limits,
            Slugs slugs,
            WorkspaceRows rows,
            Users users,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.system = system;
        this.own = own;
        this.limits = limits;
        this.slugs = slugs;
        this.rows = rows;
        this.users = users;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes an empty one that nobody sees.
     *
     * @param accountId whose account pays; null takes the person's own
     * @param then what else has to happen with its id, or nothing of it
     * @throws ProblemException {@code account.not_manager}, {@code plan.workspace_limit}
     */
    public <T> T begin(UUID userId, @Nullable UUID accountId, String name, Function<UUID, T> then) {
        var account = own.payingAccount(userId, accountId);
        var id = Ids.next();
        return CurrentAccount.call(
                account,
                () ->
                        CurrentWorkspace.call(
                                id,
                                () ->
                                        transaction.execute(
                                                _ -> {
                                                    limits.requireRoomForWorkspace();
                                                    insert(id, account, userId, name);
                                                    return then.apply(id);
                                                })));
    }

    private void insert(UUID id, UUID account, UUID userId, String name) {
        jdbc.sql(INSERT)
                .param("id", id)
                .param("account", account)
                .param("name", name)
                .param("owner", userId)
                .param("now", Rows.at(clock.instant()))
                .update();
    }

    /** Whether the bound workspace is still coming in. */
    public boolean isArriving() {
        return transaction.execute(
                _ ->
                        jdbc.sql(
                                        "select exists (select from app.workspaces where status = 'importing')")
                                .query(Boolean.class)
                                .single());
    }

    /**
     * Opens the bound workspace for its owner, in the caller's transaction; its address is made
     * from its name.
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void settle(UUID ownerId) {
        var name =
                jdbc.sql("select name from app.workspaces where status = 'importing' for update")
                        .query(String.class)
                        .single();
        var now = Rows.at(clock.instant());
        var slug = slugs.takeLike(Slug.from(name));
        jdbc.sql(SETTLE).param("slug", slug.text()).param("now", now).update();
        jdbc.sql(MEMBER)
                .param("workspace", CurrentWorkspace.id())
                .param("id", Ids.next())
                .param("user", ownerId)
                .param("email", users.get(ownerId).email())
                .param("now", now)
                .update();
        events.publishEvent(
                Audited.done("workspace.imported", ownerId, "workspace", CurrentWorkspace.id()));
    }

    /** Removes the bound workspace with all that has come in, unless it is whole. */
    public void discard() {
        if (isArriving()) {
            rows.empty();
            transaction.executeWithoutResult(
                    _ ->
                            jdbc.sql("delete from app.workspaces where status = 'importing'")
                                    .update());
        }
    }

    /** Those that are not whole, over all accounts. */
    public List<Arriving> all() {
        return system.call(
                SystemDb.Reason.SWEEP,
                client ->
                        client.sql(
                                        "select id as workspace_id, owner_id from app.workspaces where status = 'importing'")
                                .query(Arriving.class)
                                .list());
    }
}
