package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * How many workspaces and people the bound account may have. The account's row is locked first, so
 * that two who want the last place come one after the other; what others have taken is then
 * committed and can be counted over all workspaces.
 */
@Component
class AccountLimits {
    private static final String WORKSPACES =
            """
            select count(*) from app.workspaces where account_id = :account and status = 'active'
            """;

    private static final String PEOPLE =
            """
            select count(distinct m.email)
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
             where w.account_id = :account and w.status = 'active' and m.status in (:counted)
               and not m.is_client and m.email <> :email
            """;

    private record Limits(Optional<Integer> workspaces, Optional<Integer> users) {}

    private final JdbcClient jdbc;
    private final SystemDb system;

    AccountLimits(JdbcClient jdbc, SystemDb system) {
        this.jdbc = jdbc;
        this.system = system;
    }

    /**
     * @throws ProblemException {@code plan.workspace_limit}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireRoomForWorkspace() {
        var account = Objects.requireNonNull(CurrentAccount.idOrNull());
        var limit = lock(account).workspaces();
        if (limit.isPresent() && count(WORKSPACES, account, "", List.of()) >= limit.get()) {
            throw new ProblemException(
                            WorkspaceProblem.WORKSPACE_LIMIT,
                            "This account may have %d workspaces and has them; delete one, or ask for more."
                                    .formatted(limit.get()))
                    .with("limit", limit.get());
        }
    }

    /**
     * Room to invite somebody. Those invited count like those who came; somebody in another
     * workspace of the account takes no second place.
     *
     * @throws ProblemException {@code plan.user_limit}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireRoomToInvite(String email) {
        requireRoomFor(email, List.of("active", "pending"));
    }

    /**
     * Room to come in: only those who came count, since an invitation was counted when it was sent.
     *
     * @throws ProblemException {@code plan.user_limit}
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void requireRoomToJoin(String email) {
        requireRoomFor(email, List.of("active"));
    }

    private void requireRoomFor(String email, List<String> counted) {
        var account = Objects.requireNonNull(CurrentAccount.idOrNull());
        var limit = lock(account).users();
        if (limit.isPresent() && count(PEOPLE, account, email, counted) >= limit.get()) {
            throw new ProblemException(
                            WorkspaceProblem.USER_LIMIT,
                            "This account may have %d people over all its workspaces and has them; remove somebody or take back an invitation."
                                    .formatted(limit.get()))
                    .with("limit", limit.get());
        }
    }

    private Limits lock(UUID account) {
        return jdbc.sql(
                        """
                        select max_workspaces, max_users from app.accounts where id = :account for update
                        """)
                .param("account", account)
                .query(
                        (row, _) ->
                                new Limits(
                                        Optional.ofNullable(
                                                row.getObject("max_workspaces", Integer.class)),
                                        Optional.ofNullable(
                                                row.getObject("max_users", Integer.class))))
                .single();
    }

    private long count(String sql, UUID account, String email, List<String> counted) {
        return system.call(
                SystemDb.Reason.ACCOUNT_LIMITS,
                client ->
                        client.sql(sql)
                                .param("account", account)
                                .param("email", email)
                                .param("counted", counted)
                                .query(Long.class)
                                .single());
    }
}
