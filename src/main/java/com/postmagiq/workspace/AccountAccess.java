package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Component;

/**
 * Whose account is whose: asked before one is bound, so as the system role with the person's id.
 */
@Component
class AccountAccess {
    private static final String OWN =
            """
            select a.id, a.name, m.role
              from app.account_memberships m
              join app.accounts a on a.id = m.account_id
             where m.user_id = :user
             order by a.id
            """;

    /**
     * An account somebody owns or manages.
     *
     * @param role owner or manager
     */
    record Held(UUID id, String name, String role) {
        boolean isOwner() {
            return role.equals("owner");
        }
    }

    private final SystemDb system;

    AccountAccess(SystemDb system) {
        this.system = system;
    }

    /** Those first made first. */
    List<Held> of(UUID userId) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc -> jdbc.sql(OWN).param("user", userId).query(Held.class).list());
    }

    /** The account of a workspace that has been deleted and that this person owned. */
    Optional<UUID> ofDeleted(UUID userId, UUID workspaceId) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc ->
                        jdbc.sql(
                                        """
                                        select account_id from app.workspaces
                                         where id = :id and owner_id = :user and status = 'deleted'
                                        """)
                                .param("id", workspaceId)
                                .param("user", userId)
                                .query(UUID.class)
                                .optional());
    }

    /** Whether a workspace in use is the account's. */
    boolean holds(UUID accountId, UUID workspaceId) {
        return exists(
                """
                select exists (select from app.workspaces
                                where id = :other and account_id = :account and status = 'active')
                """,
                accountId,
                workspaceId);
    }

    /** Whether somebody owns a workspace of the account. */
    boolean ownsWorkspaceOf(UUID accountId, UUID userId) {
        return exists(
                """
                select exists (select from app.workspaces
                                where owner_id = :other and account_id = :account and status = 'active')
                """,
                accountId,
                userId);
    }

    private boolean exists(String sql, UUID accountId, UUID other) {
        return system.call(
                SystemDb.Reason.OWN_ACCOUNTS,
                jdbc ->
                        jdbc.sql(sql)
                                .param("account", accountId)
                                .param("other", other)
                                .query(Boolean.class)
                                .single());
    }

    /**
     * @throws ProblemException {@code account.not_found} unless the person owns or manages it
     */
    Held require(UUID userId, UUID accountId) {
        return of(userId).stream()
                .filter(held -> held.id().equals(accountId))
                .findFirst()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        WorkspaceProblem.ACCOUNT_NOT_FOUND,
                                        "There is no account with this id, or it is not yours."));
    }

    /**
     * @throws ProblemException {@code account.not_found}, {@code account.owner_only}
     */
    Held requireOwner(UUID userId, UUID accountId) {
        var held = require(userId, accountId);
        if (!held.isOwner()) {
            throw new ProblemException(
                    WorkspaceProblem.ACCOUNT_OWNER_ONLY,
                    "Only the owner of the account '%s' does this.".formatted(held.name()));
        }
        return held;
    }
}
