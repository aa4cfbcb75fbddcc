package com.postmagiq.admin;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.page.SearchWords;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.SystemDb;
import io.swagger.v3.oas.annotations.media.Schema;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.support.TransactionTemplate;

/** Accounts and workspaces as operators see them: that they are there and whose, no content. */
@Repository
class Tenants {
    private static final String ACCOUNTS =
            """
            select a.id, a.name, a.owner_id, u.full_name as owner_name, a.created_at, s.reason, s.suspended_at,
                   (select count(*) from app.workspaces w
                     where w.account_id = a.id and w.status = 'active') as workspaces
              from app.accounts a
              left join core.users u on u.id = a.owner_id
              left join core.account_suspensions s on s.account_id = a.id
            """;

    private static final String WORKSPACES =
            """
            select w.id, w.name, w.slug, w.account_id, w.owner_id, u.full_name as owner_name, w.status, w.created_at,
                   (select count(*) from app.workspace_memberships m
                     where m.workspace_id = w.id and m.status = 'active') as members
              from app.workspaces w
              left join core.users u on u.id = w.owner_id
            """;

    private static final String PAGE =
            """
             where (cast(:words as text) is null or %1$s.name ilike :words)
               and (cast(:before as uuid) is null or %1$s.id < :before)
             order by %1$s.id desc limit :limit
            """;

    /**
     * An account.
     *
     * @param reason why it is suspended; null while it is not
     */
    @Schema(name = "AdminAccount")
    record Account(
            UUID id,
            String name,
            UUID ownerId,
            String ownerName,
            int workspaceCount,
            @Schema(allowableValues = {"active", "suspended"}) String status,
            @Nullable String reason,
            @Nullable Instant suspendedAt,
            Instant createdAt) {}

    /** A workspace. */
    @Schema(name = "AdminWorkspace")
    record Workspace(
            UUID id,
            String name,
            String slug,
            UUID accountId,
            UUID ownerId,
            String ownerName,
            String status,
            int memberCount,
            Instant createdAt) {}

    private final SystemDb system;
    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Tenants(
            SystemDb system,
            JdbcClient jdbc,
            TransactionTemplate transactions,
            ApplicationEventPublisher events,
            Clock clock) {
        this.system = system;
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.events = events;
        this.clock = clock;
    }

    Page<Account> accounts(@Nullable String words, @Nullable String cursor, int limit) {
        var rows = rows(ACCOUNTS + PAGE.formatted("a"), words, cursor, limit, Tenants::account);
        return Page.of(rows, limit, Account::id);
    }

    /**
     * One account.
     *
     * @throws ProblemException {@code not_found}
     */
    Account account(UUID id) {
        return one(ACCOUNTS + " where a.id = :id", "account", id, Tenants::account);
    }

    Page<Workspace> workspaces(@Nullable String words, @Nullable String cursor, int limit) {
        var rows = rows(WORKSPACES + PAGE.formatted("w"), words, cursor, limit, Tenants::workspace);
        return Page.of(rows, limit, Workspace::id);
    }

    /**
     * One workspace.
     *
     * @throws ProblemException {@code not_found}
     */
    Workspace workspace(UUID id) {
        return one(WORKSPACES + " where w.id = :id", "workspace", id, Tenants::workspace);
    }

    /** Shuts the workspaces of an account; doing it again changes nothing. */
    Account suspend(UUID id, String reason, UUID operatorId) {
        return change(
                id,
                operatorId,
                "account.suspended",
                () ->
                        jdbc.sql(
                                        """
                                        insert into core.account_suspensions (account_id, reason, suspended_by, suspended_at)
                                        values (:id, :reason, :operator, :now)
                                        on conflict (account_id) do nothing
                                        """)
                                .param("id", id)
                                .param("reason", reason.strip())
                                .param("operator", operatorId)
                                .param("now", clock.instant().atOffset(ZoneOffset.UTC))
                                .update());
    }

    /** Opens them again. */
    Account reactivate(UUID id, UUID operatorId) {
        return change(
                id,
                operatorId,
                "account.reactivated",
                () ->
                        jdbc.sql("delete from core.account_suspensions where account_id = :id")
                                .param("id", id)
                                .update());
    }

    private interface Statement {
        int run();
    }

    private Account change(UUID id, UUID operatorId, String action, Statement statement) {
        account(id);
        CurrentAccount.call(
                id,
                () ->
                        transactions.execute(
                                _ -> {
                                    var changed = statement.run() == 1;
                                    if (changed) {
                                        events.publishEvent(
                                                Audited.done(action, operatorId, "account", id));
                                    }
                                    return changed;
                                }));
        return account(id);
    }

    private <T> T one(String sql, String what, UUID id, RowMapper<T> mapper) {
        return system.call(
                        SystemDb.Reason.OPERATOR,
                        db -> db.sql(sql).param("id", id).query(mapper).optional())
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        GeneralProblem.NOT_FOUND,
                                        "There is no %s %s.".formatted(what, id)));
    }

    private <T> List<T> rows(
            String sql,
            @Nullable String words,
            @Nullable String cursor,
            int limit,
            RowMapper<T> mapper) {
        return system.call(
                SystemDb.Reason.OPERATOR,
                db ->
                        db.sql(sql)
                                .param(
                                        "words",
                                        words == null || words.isBlank()
                                                ? null
                                                : SearchWords.pattern(words))
                                .param("before", Cursor.decodeId(cursor))
                                .param("limit", limit + 1)
                                .query(mapper)
                                .list());
    }

    private static Account account(ResultSet row, int number) throws SQLException {
        var suspended = row.getObject("suspended_at", OffsetDateTime.class);
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                Objects.requireNonNullElse(row.getString("owner_name"), "Deleted user"),
                row.getInt("workspaces"),
                suspended == null ? "active" : "suspended",
                row.getString("reason"),
                suspended == null ? null : suspended.toInstant(),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Workspace workspace(ResultSet row, int number) throws SQLException {
        return new Workspace(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                row.getObject("account_id", UUID.class),
                row.getObject("owner_id", UUID.class),
                Objects.requireNonNullElse(row.getString("owner_name"), "Deleted user"),
                row.getString("status"),
                row.getInt("members"),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
