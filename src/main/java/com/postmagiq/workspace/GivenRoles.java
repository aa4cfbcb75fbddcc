package com.postmagiq.workspace;

import com.postmagiq.kernel.problem.ProblemException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Which roles of the bound workspace there are to give, and who may give which. */
@Component
class GivenRoles {
    private final JdbcClient jdbc;
    private final StoredSettings settings;

    GivenRoles(JdbcClient jdbc, StoredSettings settings) {
        this.jdbc = jdbc;
        this.settings = settings;
    }

    /**
     * The role somebody wants to give. One of the workspace's own stays until the transaction ends,
     * so that nobody deletes it meanwhile.
     *
     * @param role a built-in one; null when {@code customRoleId} says it, or for the workspace's
     *     usual one
     * @throws ProblemException {@code role.unknown}, {@code member.owner_not_assignable}
     */
    GivenRole find(@Nullable String role, @Nullable UUID customRoleId) {
        if (customRoleId != null) {
            return jdbc.sql(
                            """
                            select id, base_role, scopes from app.workspace_roles where id = :id for key share
                            """)
                    .param("id", customRoleId)
                    .query((row, _) -> own(row))
                    .optional()
                    .orElseThrow(() -> unknown(customRoleId.toString()));
        }
        var wanted = role == null ? settings.current().defaultRole() : role;
        var base = Role.find(wanted).orElseThrow(() -> unknown(wanted));
        if (base == Role.OWNER) {
            throw new ProblemException(
                    MemberProblem.OWNER_NOT_ASSIGNABLE,
                    "Nobody is made owner this way; transfer the ownership instead.");
        }
        return new GivenRole(base, null, scopes(base));
    }

    /** What a built-in role may do. */
    Set<Scope> scopes(Role base) {
        return jdbc.sql("select scopes from core.roles where slug = :slug")
                .param("slug", base.code())
                .query((row, _) -> Memberships.scopes(row))
                .single();
    }

    /**
     * Nobody gives what they do not have, and admins make or change admins only where the workspace
     * lets them.
     *
     * @param now the built-in role the person has so far; null for somebody new
     * @throws ProblemException {@code member.cannot_grant}
     */
    void requireGrantable(Actor giver, GivenRole wanted, @Nullable Role now) {
        requireHeld(giver, wanted.scopes());
        var aboutAdmin = wanted.base() == Role.ADMIN || now == Role.ADMIN;
        if (aboutAdmin && giver.role() != Role.OWNER && !settings.current().allowAdminInvites()) {
            throw new ProblemException(
                    MemberProblem.CANNOT_GRANT,
                    "In this workspace only the owner makes admins or changes what they are.");
        }
    }

    /**
     * @throws ProblemException {@code member.cannot_grant}
     */
    static void requireHeld(Actor giver, Set<Scope> scopes) {
        var lacking = EnumSet.noneOf(Scope.class);
        lacking.addAll(scopes);
        lacking.removeAll(giver.scopes());
        if (!lacking.isEmpty()) {
            throw new ProblemException(
                            MemberProblem.CANNOT_GRANT,
                            "You cannot give rights that you do not have yourself: %s."
                                    .formatted(String.join(", ", Memberships.codes(lacking))))
                    .with("scopes", Memberships.codes(lacking));
        }
    }

    private static GivenRole own(ResultSet row) throws SQLException {
        return new GivenRole(
                Role.named(row.getString("base_role")),
                row.getObject("id", UUID.class),
                Memberships.scopes(row));
    }

    private static ProblemException unknown(String role) {
        return new ProblemException(
                MemberProblem.ROLE_UNKNOWN,
                "There is no role '%s' in this workspace; GET roles lists those there are."
                        .formatted(role));
    }
}
