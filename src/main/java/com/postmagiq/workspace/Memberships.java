package com.postmagiq.workspace;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.SystemDb;
import com.postmagiq.kernel.tenancy.TenantDb;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Who is a member where, and as what. Read for every request: one indexed look-up inside the
 * workspace, remembered for less than a second so that a page's many requests share it.
 */
@Component
class Memberships {
    private static final Duration REMEMBERED = Duration.ofMillis(900);
    private static final int REMEMBERED_MEMBERSHIPS = 20_000;

    /**
     * The workspace's row is joined only to a membership, so strangers cost the same everywhere.
     */
    private static final String MEMBERSHIP =
            """
            select m.id, m.role, r.scopes
              from app.workspace_memberships m
              join core.roles r on r.slug = m.role
              join app.workspaces w on w.id = m.workspace_id
             where m.user_id = ? and m.status = 'active' and w.status = 'active'
            """;

    private static final String OWN =
            """
            select w.id, w.name, w.slug, w.former_slugs, w.account_id, m.role, r.scopes, m.is_client
              from app.workspace_memberships m
              join app.workspaces w on w.id = m.workspace_id
              join core.roles r on r.slug = m.role
             where m.user_id = :user and m.status = 'active' and w.status = 'active'
             order by lower(w.name), w.id
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

    /** A person's place in the bound workspace. */
    record Membership(UUID id, Role role, Set<Scope> scopes) {}

    private record Key(UUID workspaceId, UUID userId) {}

    private final TenantDb db;
    private final SystemDb system;
    private final Cache<Key, Optional<Membership>> remembered =
            Caffeine.newBuilder()
                    .maximumSize(REMEMBERED_MEMBERSHIPS)
                    .expireAfterWrite(REMEMBERED)
                    .build();

    Memberships(TenantDb db, SystemDb system) {
        this.db = db;
        this.system = system;
    }

    /** The active membership of a person; empty for strangers and deleted workspaces alike. */
    Optional<Membership> active(UUID workspaceId, UUID userId) {
        return remembered.get(
                new Key(workspaceId, userId),
                key ->
                        CurrentWorkspace.call(
                                key.workspaceId(),
                                () -> db.first(MEMBERSHIP, (row, _) -> read(row), key.userId())));
    }

    /** All workspaces of a person, by name. */
    List<MembershipView> of(UUID userId) {
        return system.call(
                SystemDb.Reason.OWN_WORKSPACES,
                jdbc -> jdbc.sql(OWN).param("user", userId).query((row, _) -> view(row)).list());
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
                row.getObject("id", UUID.class), Role.named(row.getString("role")), scopes(row));
    }

    private static MembershipView view(ResultSet row) throws SQLException {
        return new MembershipView(
                row.getObject("id", UUID.class),
                row.getString("name"),
                row.getString("slug"),
                List.of((String[]) row.getArray("former_slugs").getArray()),
                row.getString("role"),
                codes(scopes(row)),
                row.getBoolean("is_client"),
                row.getObject("account_id", UUID.class));
    }

    /** A right that a newer version stored and this one does not know is not given. */
    private static Set<Scope> scopes(ResultSet row) throws SQLException {
        var scopes = EnumSet.noneOf(Scope.class);
        Arrays.stream((String[]) row.getArray("scopes").getArray())
                .forEach(code -> Scope.named(code).ifPresent(scopes::add));
        return scopes;
    }

    static List<String> codes(Set<Scope> scopes) {
        return scopes.stream().sorted(Comparator.naturalOrder()).map(Scope::code).toList();
    }
}
