package com.postmagiq.workspace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.identity.SecondFactorDemands;
import com.postmagiq.kernel.live.LiveEvents;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Who is a member where, and as what. Read for every request: one indexed look-up inside the
 * workspace, remembered for less than a second so that a page's many requests share it.
 */
@Component
class Memberships implements SecondFactorDemands {
    private static final Duration REMEMBERED = Duration.ofMillis(900);
    private static final int REMEMBERED_MEMBERSHIPS = 20_000;

    /**
     * The workspace's row is joined only to a membership, so strangers cost the same everywhere.
     */
    private static final String MEMBERSHIP =
            """
            select m.id, m.role, coalesce(own.scopes, r.scopes) as scopes, w.account_id,
                   case when w.settings @> '{"security.require_second_factor": true}' and not m.is_client
                        then cast(w.settings ->> 'security.second_factor_from' as timestamptz) end as factor_from,
                   s.reason as suspended
              from app.workspace_memberships m
              join core.roles r on r.slug = m.role
              left join app.workspace_roles own
                on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
              join app.workspaces w on w.id = m.workspace_id
              left join core.account_suspensions s on s.account_id = w.account_id
             where m.user_id = ? and m.status = ? and w.status = 'active'
             order by m.removed_at desc nulls last, m.id desc
             limit 1
            """;

    private static final String OWN =
            """
            select w.id, w.name, w.slug, w.former_slugs, w.logo_asset_id, w.account_id, m.role, m.is_client,
                   own.name as custom_role, coalesce(own.scopes, r.scopes) as scopes
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
              join core.roles r on r.slug = m.role
              left join app.workspace_roles own
                on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
             where m.user_id = :user and m.status = 'active' and w.status = 'active'
             order by lower(w.name), w.id
            """;

    private static final String DEMANDING =
            """
            select w.name
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
             where m.user_id = :user and m.status = 'active' and not m.is_client and w.status = 'active'
               and w.settings @> '{"security.require_second_factor": true}'
             order by lower(w.name)
            """;

    private static final String OWNER =
            """
            select w.id, m.user_id
              from app.workspaces w
              join app.workspace_memberships m on m.workspace_id = w.id and m.role = 'owner' and m.status = 'active'
             where w.status = 'active' and (cast(:slug as text) is null or w.slug = :slug)
             order by w.id, m.id
             limit 1
            """;

    /** Who owns a workspace. */
    record Owner(UUID workspaceId, UUID userId) {}

    /**
     * A person's place in the bound workspace.
     *
     * @param secondFactorFrom from when on they need more than a password here; null for never
     * @param suspended why an operator holds the workspace's account back; null when none does
     */
    record Membership(
            UUID id,
            Role role,
            Set<Scope> scopes,
            UUID accountId,
            @Nullable Instant secondFactorFrom,
            @Nullable String suspended) {}

    private record Key(UUID workspaceId, UUID userId, String status) {}

    /** Notices of changed memberships: the workspace's id. */
    private static final String TOPIC = "membership_changed";

    private final TenantDb db;
    private final SystemDb system;
    private final LiveEvents live;
    private final Cache<Key, Optional<Membership>> remembered =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_MEMBERSHIPS)
                    .expireAfterWrite(REMEMBERED)
                    .build();

    Memberships(TenantDb db, SystemDb system, LiveEvents live) {
        this.db = db;
        this.system = system;
        this.live = live;
        live.listen(TOPIC, this::forget);
    }

    /**
     * Says that what somebody may do in the bound workspace has changed, inside the transaction
     * that changes it: at its commit this node forgets what it remembered, and the others hear of
     * it.
     */
    void changed() {
        var workspaceId = CurrentWorkspace.id();
        live.tell(TOPIC, workspaceId.toString());
        TransactionSynchronizationManager.registerSynchronization(
                new TransactionSynchronization() {
                    @Override
                    public void afterCommit() {
                        forget(workspaceId.toString());
                    }
                });
    }

    /** Tells when somebody's rights in a workspace have changed, or may have, until closed. */
    LiveEvents.Listening whenChanged(UUID workspaceId, Runnable changed) {
        return live.listen(
                TOPIC,
                notice -> {
                    if (notice.isEmpty() || notice.equals(workspaceId.toString())) {
                        // Told in any order: what this node remembers must be gone first.
                        forget(notice);
                        changed.run();
                    }
                });
    }

    /** The active membership of a person; empty for strangers and deleted workspaces alike. */
    Optional<Membership> active(UUID workspaceId, UUID userId) {
        return find(new Key(workspaceId, userId, "active"));
    }

    /**
     * What somebody was who is no member any more; their keys may live on. Empty when the workspace
     * is gone.
     */
    Optional<Membership> former(UUID workspaceId, UUID userId) {
        return find(new Key(workspaceId, userId, "removed"));
    }

    /**
     * What somebody might do in the bound workspace until they left, as the running transaction
     * sees it.
     */
    Optional<Membership> left(UUID userId) {
        return db.first(MEMBERSHIP, (row, _) -> read(row), userId, "removed");
    }

    /** Who has one of these roles in the bound workspace, as the running transaction sees it. */
    List<UUID> peopleWith(Role... roles) {
        return db.query(
                """
                select user_id from app.workspace_memberships
                 where status = 'active' and role = any(string_to_array(?, ','))
                 order by id
                """,
                (row, _) -> row.getObject("user_id", UUID.class),
                Arrays.stream(roles).map(Role::code).collect(Collectors.joining(",")));
    }

    private Optional<Membership> find(Key wanted) {
        return remembered.get(
                wanted,
                key ->
                        CurrentWorkspace.call(
                                key.workspaceId(),
                                () ->
                                        db.first(
                                                MEMBERSHIP,
                                                (row, _) -> read(row),
                                                key.userId(),
                                                key.status())));
    }

    /** All workspaces of a person, by name. */
    List<MembershipView> of(UUID userId) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc -> jdbc.sql(OWN).param("user", userId).query((row, _) -> view(row)).list());
    }

    /** The workspaces of a person whose rule demands a second factor, by name. */
    @Override
    public List<String> demandedBy(UUID userId) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc -> jdbc.sql(DEMANDING).param("user", userId).query(String.class).list());
    }

    /**
     * The owner of a workspace.
     *
     * @param slug null for the oldest workspace
     */
    Optional<Owner> owner(@Nullable String slug) {
        return system.call(
                SystemDb.Reason.COMMAND_LINE,
                jdbc ->
                        jdbc.sql(OWNER)
                                .param("slug", slug)
                                .query(
                                        (row, _) ->
                                                new Owner(
                                                        row.getObject("id", UUID.class),
                                                        row.getObject("user_id", UUID.class)))
                                .optional());
    }

    private static Membership read(ResultSet row) throws SQLException {
        return new Membership(
                row.getObject("id", UUID.class),
                Role.named(row.getString("role")),
                scopes(row),
                row.getObject("account_id", UUID.class),
                Rows.instant(row, "factor_from"),
                row.getString("suspended"));
    }

    private static MembershipView view(ResultSet row) throws SQLException {
        return new MembershipView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                List.of((String[]) row.getArray("former_slugs").getArray()),
                row.getObject("logo_asset_id", UUID.class),
                row.getString("role"),
                row.getString("custom_role"),
                codes(scopes(row)),
                row.getBoolean("is_client"),
                row.getObject("account_id", UUID.class));
    }

    /** A right that a newer version stored and this one does not know is not given. */
    static Set<Scope> scopes(ResultSet row) throws SQLException {
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream((String[]) row.getArray("scopes").getArray())
                .forEach(code -> Scope.named(code).ifPresent(scopes::add));
        return scopes;
    }

    private void forget(String workspaceId) {
        remembered
                .asMap()
                .keySet()
                .removeIf(
                        key ->
                                workspaceId.isEmpty()
                                        || key.workspaceId().toString().equals(workspaceId));
    }

    static List<String> codes(Set<Scope> scopes) {
        return scopes.stream().sorted(Comparator.naturalOrder()).map(Scope::code).toList();
    }
}
