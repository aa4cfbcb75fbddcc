package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/** Moving a workspace from one account to another, by the person who owns both. */
@Service
class AccountMoves {
    private final JdbcClient jdbc;
    private final AccountAccess access;
    private final AccountLimits limits;
    private final Memberships memberships;
    private final TransactionTemplate transaction;
    private final Clock clock;

    AccountMoves(
            JdbcClient jdbc,
            AccountAccess access,
            AccountLimits limits,
            Memberships memberships,
            TransactionTemplate transaction,
            Clock clock) {
        this.jdbc = jdbc;
        this.access = access;
        this.limits = limits;
        this.memberships = memberships;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code workspace.not_found}, {@code account.not_found}, {@code
     *     account.owner_only}, {@code plan.workspace_limit}
     */
    void move(UUID me, UUID workspaceId, UUID toAccount) {
        var held =
                access.of(me).stream()
                        .filter(account -> access.holds(account.id(), workspaceId))
                        .findFirst()
                        .orElseThrow(Workspaces::notFound);
        access.requireOwner(me, held.id());
        access.requireOwner(me, toAccount);
        if (held.id().equals(toAccount)) {
            return;
        }
        CurrentAccount.call(
                toAccount,
                () ->
                        CurrentWorkspace.call(
                                workspaceId,
                                () ->
                                        transaction.execute(
                                                _ -> {
                                                    moved(toAccount);
                                                    return true;
                                                })));
    }

    private void moved(UUID toAccount) {
        limits.requireRoomForWorkspace();
        jdbc.sql(
                        """
                        update app.workspaces set account_id = :account, updated_at = :now where status = 'active'
                        """)
                .param("account", toAccount)
                .param("now", Rows.at(clock.instant()))
                .update();
        memberships.changed();
    }
}
