package com.postmagiq.workspace;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The end of a workspace: deleted it is gone for everybody at once, can be brought back for a
 * while, and is then emptied for good.
 */
@Service
class WorkspaceEnd {
    private static final String DELETE =
            """
            update app.workspaces
               set status = 'deleted', deleted_at = :now, deleted_by_id = :by, purge_after = :purge, updated_at = :now
             where status = 'active'
            """;

    private static final String RESTORE =
            """
            update app.workspaces
               set status = 'active', deleted_at = null, deleted_by_id = null, purge_after = null, updated_at = :now
             where status = 'deleted' and purge_after > :now
            """;

    private static final String REST =
            """
            insert into app.workspaces (id, account_id, name, slug, owner_id, status, name_hash, purged_at, created_at,
                updated_at)
            values (:id, :account, '-', 'purged', :owner, 'purged', :hash, :now, :created, :now)
            """;

    private record Ended(UUID accountId, UUID ownerId, String name, OffsetDateTime createdAt) {}

    private final JdbcClient jdbc;
    private final AccountAccess accounts;
    private final AccountLimits limits;
    private final Memberships memberships;
    private final WorkspaceLife life;
    private final WorkspaceRows rows;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceEnd(
            JdbcClient jdbc,
            AccountAccess accounts,
            AccountLimits limits,
            Memberships memberships,
            WorkspaceLife life,
            WorkspaceRows rows,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.accounts = accounts;
        this.limits = limits;
        this.memberships = memberships;
        this.life = life;
        this.rows = rows;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Deletes the bound workspace.
     *
     * @param confirmed its name as the person typed it
     * @return when it is emptied for good
     * @throws ProblemException {@code confirmation_mismatch}
     */
    @Transactional
    public Instant delete(Actor actor, String confirmed) {
        var name =
                jdbc.sql("select name from app.workspaces where status = 'active' for update")
                        .query(String.class)
                        .optional()
                        .orElseThrow(Workspaces::notFound);
        if (!name.equals(confirmed.strip())) {
            throw new ProblemException(
                    GeneralProblem.CONFIRMATION_MISMATCH,
                    "The name does not match; type '%s' exactly to confirm.".formatted(name));
        }
        var now = clock.instant();
        var purge = now.plus(life.untilPurge());
        jdbc.sql(DELETE)
                .param("now", Rows.at(now))
                .param("by", actor.userId())
                .param("purge", Rows.at(purge))
                .update();
        memberships.changed();
        events.publishEvent(new WorkspaceDeleted(actor));
        audit("workspace.deleted", actor.userId());
        return purge;
    }

    /**
     * Brings a deleted workspace back for its owner.
     *
     * @throws ProblemException {@code workspace.not_found}, {@code plan.workspace_limit}
     */
    void restore(UUID userId, UUID workspaceId) {
        var account = accounts.ofDeleted(userId, workspaceId).orElseThrow(Workspaces::notFound);
        CurrentAccount.call(
                account,
                () ->
                        CurrentWorkspace.call(
                                workspaceId,
                                () ->
                                        transaction.execute(
                                                _ -> {
                                                    restored(userId);
                                                    return true;
                                                })));
    }

    private void restored(UUID userId) {
        limits.requireRoomForWorkspace();
        var back = jdbc.sql(RESTORE).param("now", Rows.at(clock.instant())).update();
        if (back == 0) {
            throw Workspaces.notFound();
        }
        memberships.changed();
        audit("workspace.restored", userId);
    }

    /**
     * Empties the bound workspace if its time is over, a few rows at a time; with its own row goes
     * what is left, and a bare row stays, so that account and addresses are accounted for. The
     * addresses stay taken. Cut off in the middle, the next time goes on.
     */
    public void purge() {
        if (transaction.execute(_ -> overdue().isPresent())) {
            rows.empty();
            transaction.executeWithoutResult(_ -> overdue().ifPresent(this::remove));
        }
    }

    /** Once its time is over, nobody can bring it back. */
    private Optional<Ended> overdue() {
        return jdbc.sql(
                        """
                        select account_id, owner_id, name, created_at from app.workspaces
                         where status = 'deleted' and purge_after <= :now for update
                        """)
                .param("now", Rows.at(clock.instant()))
                .query(Ended.class)
                .optional();
    }

    private void remove(Ended ended) {
        var now = Rows.at(clock.instant());
        var id = CurrentWorkspace.id();
        var slugs =
                jdbc.sql(
                                """
                                select lookup_hash from core.tenant_lookups where kind = 'slug' and workspace_id = :id
                                """)
                        .param("id", id)
                        .query((row, _) -> row.getBytes("lookup_hash"))
                        .list();
        jdbc.sql("delete from app.workspaces").update();
        jdbc.sql(REST)
                .param("id", id)
                .param("account", ended.accountId())
                .param("owner", ended.ownerId())
                .param("hash", Sha256.of(ended.name()))
                .param("created", ended.createdAt())
                .param("now", now)
                .update();
        for (var slug : slugs) {
            jdbc.sql(
                            """
                            insert into core.tenant_lookups (kind, lookup_hash, workspace_id, retired_at, created_at)
                            values ('slug', :hash, :id, :now, :now)
                            """)
                    .param("hash", slug)
                    .param("id", id)
                    .param("now", now)
                    .update();
        }
        events.publishEvent(Audited.done("workspace.purged", null, "workspace", id));
    }

    private void audit(String action, UUID by) {
        events.publishEvent(Audited.done(action, by, "workspace", CurrentWorkspace.id()));
    }
}
