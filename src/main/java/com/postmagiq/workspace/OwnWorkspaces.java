package com.postmagiq.workspace;

import com.postmagiq.identity.Users;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** The workspaces of a person over all accounts, and making one more. */
@Service
class OwnWorkspaces {
    private static final String LIST =
            """
            select w.id, w.name, w.slug, m.role, own.name as custom_role, m.is_client, w.account_id, a.name as account_name,
                   w.deleted_at, w.purge_after,
                   (select count(*) from app.workspace_memberships o
                     where o.workspace_id = w.id and o.status = 'active') as members
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
              join app.accounts a on a.id = w.account_id
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.user_id = :user and m.status = 'active' and w.status = :status
               and (w.status = 'active' or m.role = 'owner')
             order by lower(w.name), w.id
            """;

    /**
     * A workspace in the list of one of its members.
     *
     * @param purgeAfter until when a deleted one can be brought back; null while it is in use
     */
    record Listed(
            UUID id,
            String name,
            String slug,
            String role,
            @Nullable String customRole,
            boolean isClient,
            UUID accountId,
            String accountName,
            int memberCount,
            @Nullable Instant deletedAt,
            @Nullable Instant purgeAfter) {}

    private final SystemDb system;
    private final AccountAccess accounts;
    private final AccountLimits limits;
    private final FirstWorkspace firstWorkspace;
    private final NewWorkspaces rows;
    private final Users users;
    private final TransactionTemplate transaction;

    OwnWorkspaces(
            SystemDb system,
            AccountAccess accounts,
            AccountLimits limits,
            FirstWorkspace firstWorkspace,
            NewWorkspaces rows,
            Users users,
            TransactionTemplate transaction) {
        this.system = system;
        this.accounts = accounts;
        this.limits = limits;
        this.firstWorkspace = firstWorkspace;
        this.rows = rows;
        this.users = users;
        this.transaction = transaction;
    }

    /**
     * By name.
     *
     * @param deleted those the person owned and deleted, instead of those in use
     */
    List<Listed> of(UUID userId, boolean deleted) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc ->
                        jdbc.sql(LIST)
                                .param("user", userId)
                                .param("status", deleted ? "deleted" : "active")
                                .query((row, _) -> listed(row))
                                .list());
    }

    /**
     * Makes a workspace, owned by the person.
     *
     * @param accountId whose account pays; null takes their own, or makes one where there is none
     * @return its id
     * @throws ProblemException {@code account.not_manager}, {@code plan.workspace_limit}, {@code
     *     workspace.slug_taken}
     */
    UUID create(UUID userId, @Nullable UUID accountId, NewWorkspaces.Wish wish) {
        var account = account(userId, accountId);
        if (account == null) {
            return firstWorkspace.create(
                    () -> users.get(userId), wish, FirstWorkspace.Home::workspaceId);
        }
        var workspaceId = Ids.next();
        CurrentAccount.call(
                account,
                () ->
                        CurrentWorkspace.call(
                                workspaceId,
                                () ->
                                        transaction.execute(
                                                _ -> {
                                                    limits.requireRoomForWorkspace();
                                                    return rows.insert(users.get(userId), wish);
                                                })));
        return workspaceId;
    }

    private @Nullable UUID account(UUID userId, @Nullable UUID accountId) {
        var held = accounts.of(userId);
        if (accountId != null && held.stream().noneMatch(each -> each.id().equals(accountId))) {
            throw new ProblemException(
                    WorkspaceProblem.ACCOUNT_NOT_MANAGER,
                    "You neither own nor manage this account; leave account_id out to use your own.");
        }
        return accountId != null
                ? accountId
                : held.stream()
                        .filter(AccountAccess.Held::isOwner)
                        .map(AccountAccess.Held::id)
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Whose account pays for one workspace more.
     *
     * @param accountId null takes the person's own
     * @throws ProblemException {@code account.not_manager}, also when they have none of their own
     */
    UUID payingAccount(UUID userId, @Nullable UUID accountId) {
        var account = account(userId, accountId);
        if (account == null) {
            throw new ProblemException(
                    WorkspaceProblem.ACCOUNT_NOT_MANAGER,
                    "You own no account yet; make a workspace first, which makes one, and delete it afterwards if it is not needed.");
        }
        return account;
    }

    private static Listed listed(ResultSet row) throws SQLException {
        return new Listed(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                row.getString("role"),
                row.getString("custom_role"),
                row.getBoolean("is_client"),
                row.getObject("account_id", UUID.class),
                row.getString("account_name"),
                row.getInt("members"),
                Rows.instant(row, "deleted_at"),
                Rows.instant(row, "purge_after"));
    }
}
