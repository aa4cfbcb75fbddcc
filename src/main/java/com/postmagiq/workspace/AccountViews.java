package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.tenancy.SystemDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What an account holds, over all its workspaces: never more than names, roles and counts. */
@Component
class AccountViews {
    private static final String ACCOUNTS =
            """
            select a.id, a.name, a.owner_id, m.role, a.max_workspaces, a.max_users,
                   (select count(*) from app.workspaces w where w.account_id = a.id and w.status = 'active') as workspaces,
                   (select count(distinct p.email)
                      from app.workspaces w
                      join app.workspace_memberships p on p.workspace_id = w.id
                     where w.account_id = a.id and w.status = 'active' and p.status in ('active', 'pending')
                       and not p.is_client) as people
              from app.account_memberships m
              join app.accounts a on a.id = m.account_id
             where m.user_id = :user and (cast(:id as uuid) is null or a.id = :id)
             order by lower(a.name), a.id
            """;

    private static final String WORKSPACES =
            """
            select w.id, w.name, w.slug,
                   (select m.role from app.workspace_memberships m
                     where m.workspace_id = w.id and m.user_id = :user and m.status = 'active') as role
              from app.workspaces w
             where w.account_id = :account and w.status = 'active' and (cast(:after as uuid) is null or w.id > :after)
             order by w.id
             limit :limit
            """;

    private static final String PEOPLE =
            """
            select distinct m.user_id
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id and w.status = 'active'
             where w.account_id = :account and m.status = 'active' and (cast(:after as uuid) is null or m.user_id > :after)
             order by m.user_id
             limit :limit
            """;

    private static final String PLACES =
            """
            select m.user_id, w.id, w.name, m.role, m.is_client
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id and w.status = 'active'
             where w.account_id = :account and m.status = 'active' and m.user_id in (:users)
             order by lower(w.name), w.id
            """;

    /**
     * An account as its owner or a manager sees it.
     *
     * @param role owner or manager
     * @param maxWorkspaces null for no limit
     * @param maxUsers null for no limit
     * @param userCount people and open invitations, each address once
     */
    record Account(
            UUID id,
            String name,
            UUID ownerId,
            String role,
            int workspaceCount,
            int userCount,
            @Nullable Integer maxWorkspaces,
            @Nullable Integer maxUsers) {}

    /**
     * @param role of the reader there; null when they are no member
     */
    record AccountWorkspace(UUID id, String name, String slug, @Nullable String role) {}

    /** A person's place in one workspace of the account. */
    record Place(UUID workspaceId, String workspaceName, String role, boolean isClient) {}

    /** Somebody in the account's workspaces, and where. */
    record AccountPerson(UUID userId, String fullName, String email, List<Place> workspaces) {}

    private record Placed(UUID userId, Place place) {}

    private final SystemDb system;
    private final Users users;

    AccountViews(SystemDb system, Users users) {
        this.system = system;
        this.users = users;
    }

    List<Account> of(UUID userId) {
        return accounts(userId, null);
    }

    Optional<Account> find(UUID userId, UUID id) {
        return accounts(userId, id).stream().findFirst();
    }

    private List<Account> accounts(UUID userId, @Nullable UUID id) {
        return system.call(
                SystemDb.Reason.OWN_ACCOUNTS,
                jdbc ->
                        jdbc.sql(ACCOUNTS)
                                .param("user", userId)
                                .param("id", id)
                                .query((row, _) -> account(row))
                                .list());
    }

    Page<AccountWorkspace> workspaces(
            UUID accountId, UUID reader, @Nullable String cursor, int limit) {
        List<AccountWorkspace> rows =
                system.call(
                        SystemDb.Reason.OWN_ACCOUNTS,
                        jdbc ->
                                jdbc.sql(WORKSPACES)
                                        .param("account", accountId)
                                        .param("user", reader)
                                        .param("after", Cursor.decodeId(cursor))
                                        .param("limit", limit + 1)
                                        .query(AccountWorkspace.class)
                                        .list());
        return Page.of(rows, limit, AccountWorkspace::id);
    }

    Page<AccountPerson> people(UUID accountId, @Nullable String cursor, int limit) {
        var ids = Page.of(userIds(accountId, cursor, limit + 1), limit, id -> id);
        var places = places(accountId, ids.items());
        var people = new ArrayList<AccountPerson>();
        for (var id : ids.items()) {
            var own =
                    places.stream()
                            .filter(placed -> placed.userId().equals(id))
                            .map(Placed::place)
                            .toList();
            users.byId(id).map(user -> person(user, own)).ifPresent(people::add);
        }
        return new Page<>(List.copyOf(people), ids.nextCursor());
    }

    private List<UUID> userIds(UUID accountId, @Nullable String cursor, int limit) {
        return system.call(
                SystemDb.Reason.OWN_ACCOUNTS,
                jdbc ->
                        jdbc.sql(PEOPLE)
                                .param("account", accountId)
                                .param("after", Cursor.decodeId(cursor))
                                .param("limit", limit)
                                .query(UUID.class)
                                .list());
    }

    private List<Placed> places(UUID accountId, List<UUID> userIds) {
        return userIds.isEmpty()
                ? List.of()
                : system.call(
                        SystemDb.Reason.OWN_ACCOUNTS,
                        jdbc ->
                                jdbc.sql(PLACES)
                                        .param("account", accountId)
                                        .param("users", userIds)
                                        .query((row, _) -> placed(row))
                                        .list());
    }

    private static AccountPerson person(User user, List<Place> places) {
        return new AccountPerson(user.id(), user.fullName(), user.email(), places);
    }

    private static Placed placed(ResultSet row) throws SQLException {
        return new Placed(
                row.getObject("user_id", UUID.class),
                new Place(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("role"),
                        row.getBoolean("is_client")));
    }

    private static Account account(ResultSet row) throws SQLException {
        return new Account(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getObject("owner_id", UUID.class),
                row.getString("role"),
                row.getInt("workspaces"),
                row.getInt("people"),
                row.getObject("max_workspaces", Integer.class),
                row.getObject("max_users", Integer.class));
    }
}
