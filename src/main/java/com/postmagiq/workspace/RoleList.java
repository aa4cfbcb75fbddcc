package com.postmagiq.workspace;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The roles of the bound workspace: the built-in ones, then its own. */
@Component
class RoleList {
    private static final String BUILT_IN =
            """
            select r.slug, r.name, r.scopes,
                   (select count(*) from app.workspace_memberships m
                     where m.role = r.slug and m.custom_role_id is null and m.status = 'active') as members
              from core.roles r
             order by r.rank
            """;

    private static final String OWN =
            """
            select r.id, r.name, r.description, r.base_role, r.scopes,
                   (select count(*) from app.workspace_memberships m
                     where m.custom_role_id = r.id and m.status = 'active') as members
              from app.workspace_roles r
            """;

    /**
     * A role.
     *
     * @param id null for a built-in one
     * @param slug of a built-in one; null for one of the workspace's own
     * @param baseRole the built-in role it counts as
     * @param isSystem whether it is built in and cannot be changed
     */
    record RoleView(
            @Nullable UUID id,
            @Nullable String slug,
            String name,
            @Nullable String description,
            String baseRole,
            List<String> scopes,
            int memberCount,
            boolean isSystem) {}

    private final JdbcClient jdbc;

    RoleList(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Transactional(readOnly = true)
    public List<RoleView> all() {
        var roles = new ArrayList<RoleView>();
        roles.addAll(jdbc.sql(BUILT_IN).query((row, _) -> builtIn(row)).list());
        roles.addAll(
                jdbc.sql(OWN + " order by lower(r.name), r.id").query((row, _) -> own(row)).list());
        return List.copyOf(roles);
    }

    @Transactional(readOnly = true)
    public Optional<RoleView> find(UUID id) {
        return jdbc.sql(OWN + " where r.id = :id")
                .param("id", id)
                .query((row, _) -> own(row))
                .optional();
    }

    private static RoleView builtIn(ResultSet row) throws SQLException {
        var slug = row.getString("slug");
        return new RoleView(
                null,
                slug,
                row.getString("name"),
                null,
                slug,
                Memberships.codes(Memberships.scopes(row)),
                row.getInt("members"),
                true);
    }

    private static RoleView own(ResultSet row) throws SQLException {
        return new RoleView(
                row.getObject("id", UUID.class),
                null,
                row.getString("name"),
                row.getString("description"),
                row.getString("base_role"),
                Memberships.codes(Memberships.scopes(row)),
                row.getInt("members"),
                false);
    }
}
