package com.postmagiq.workspace;

import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Roles that a workspace makes for itself. A change acts on whoever has the role at once. */
@Service
class WorkspaceRoles {
    private static final int MOST = 20;
    private static final String RESOURCE = "role";

    private static final String INSERT =
            """
            insert into app.workspace_roles (workspace_id, id, name, description, base_role, scopes, created_by_id,
                created_at, updated_at)
            values (:workspace, :id, :name, :description, :base, :scopes, :by, :now, :now)
            """;

    private static final String UPDATE =
            """
            update app.workspace_roles
               set name = :name, description = :description, base_role = :base, scopes = :scopes,
                   revision = revision + 1, updated_at = :now
             where id = :id
            """;

    /** Those who have the role count as its base, so a changed base changes them too. */
    private static final String FOLLOW =
            """
            update app.workspace_memberships set role = :base, updated_at = :now
             where custom_role_id = :id and role <> :base
            """;

    private static final String MOVE =
            """
            update app.workspace_memberships set role = :base, custom_role_id = :custom, updated_at = :now
             where custom_role_id = :id
            """;

    /** Former members keep no role that is gone. */
    private static final String LET_GO =
            """
            update app.workspace_memberships set custom_role_id = null, updated_at = :now
             where custom_role_id = :id and status not in ('active', 'pending')
            """;

    /** A role as somebody describes it. */
    record Wish(String name, @Nullable String description, String baseRole, List<String> scopes) {}

    private record Stored(Role base, Set<Scope> scopes) {}

    private final JdbcClient jdbc;
    private final GivenRoles given;
    private final Memberships memberships;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    WorkspaceRoles(
            JdbcClient jdbc,
            GivenRoles given,
            Memberships memberships,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.given = given;
        this.memberships = memberships;
        this.events = events;
        this.clock = clock;
    }

    /**
     * @throws ProblemException {@code role.unknown}, {@code scope_unknown}, {@code
     *     scope_not_grantable}, {@code member.cannot_grant}, {@code role.limit}, {@code
     *     role.name_taken}
     */
    @Transactional
    public UUID create(Actor actor, Wish wish) {
        var base = base(wish.baseRole());
        var scopes = scopes(actor, wish.scopes());
        requireRoom();
        var id = Ids.next();
        named(
                wish.name(),
                () ->
                        jdbc.sql(INSERT)
                                .param("workspace", CurrentWorkspace.id())
                                .param("id", id)
                                .param("name", wish.name().strip())
                                .param("description", wish.description())
                                .param("base", base.code())
                                .param("scopes", codes(scopes))
                                .param("by", actor.userId())
                                .param("now", Rows.at(clock.instant()))
                                .update());
        audit(actor, "role.created", id, Set.of(), scopes);
        return id;
    }

    /**
     * @throws ProblemException {@code role.not_found} and those of {@link #create}
     */
    @Transactional
    public void change(Actor actor, UUID id, Wish wish) {
        var old = lock(id);
        var base = base(wish.baseRole());
        var scopes = scopes(actor, wish.scopes());
        named(
                wish.name(),
                () ->
                        jdbc.sql(UPDATE)
                                .param("id", id)
                                .param("name", wish.name().strip())
                                .param("description", wish.description())
                                .param("base", base.code())
                                .param("scopes", codes(scopes))
                                .param("now", Rows.at(clock.instant()))
                                .update());
        jdbc.sql(FOLLOW)
                .param("id", id)
                .param("base", base.code())
                .param("now", Rows.at(clock.instant()))
                .update();
        memberships.changed();
        audit(actor, "role.changed", id, old.scopes(), scopes);
    }

    /**
     * @param moveTo what its members and open invitations get: a built-in role's name or the id of
     *     another; null refuses while there are any
     * @throws ProblemException {@code role.not_found}, {@code role.in_use}, {@code role.unknown},
     *     {@code member.cannot_grant}
     */
    @Transactional
    public void delete(Actor actor, UUID id, @Nullable String moveTo) {
        var old = lock(id);
        jdbc.sql(LET_GO).param("id", id).param("now", Rows.at(clock.instant())).update();
        if (moveTo == null) {
            requireUnused(id);
        } else {
            move(actor, id, moveTo);
        }
        jdbc.sql("delete from app.workspace_roles where id = :id").param("id", id).update();
        memberships.changed();
        audit(actor, "role.deleted", id, old.scopes(), Set.of());
    }

    private void move(Actor actor, UUID id, String moveTo) {
        var target =
                Role.find(moveTo).isPresent()
                        ? given.find(moveTo, null)
                        : given.find(null, id(moveTo));
        if (id.equals(target.customRoleId())) {
            throw unknown(moveTo);
        }
        given.requireGrantable(actor, target, null);
        jdbc.sql(MOVE)
                .param("id", id)
                .param("base", target.base().code())
                .param("custom", target.customRoleId())
                .param("now", Rows.at(clock.instant()))
                .update();
    }

    private void requireUnused(UUID id) {
        var holders =
                jdbc.sql(
                                "select count(*) from app.workspace_memberships where custom_role_id = :id")
                        .param("id", id)
                        .query(Integer.class)
                        .single();
        if (holders > 0) {
            throw new ProblemException(
                            MemberProblem.ROLE_IN_USE,
                            "%d members or invitations have this role; say with move_to what they get instead."
                                    .formatted(holders))
                    .with("count", holders);
        }
    }

    private Stored lock(UUID id) {
        return jdbc.sql(
                        "select base_role, scopes from app.workspace_roles where id = :id for update")
                .param("id", id)
                .query((row, _) -> stored(row))
                .optional()
                .orElseThrow(
                        () ->
                                new ProblemException(
                                        MemberProblem.ROLE_NOT_FOUND,
                                        "This workspace has no role %s of its own.".formatted(id)));
    }

    private void requireRoom() {
        // Others who make roles at this moment wait, so that the count holds.
        jdbc.sql("select id from app.workspaces for update").query(UUID.class).single();
        var roles =
                jdbc.sql("select count(*) from app.workspace_roles").query(Integer.class).single();
        if (roles >= MOST) {
            throw new ProblemException(
                    MemberProblem.ROLE_LIMIT,
                    "A workspace may have %d roles of its own; change or delete one."
                            .formatted(MOST));
        }
    }

    private static Role base(String name) {
        return Role.find(name).filter(role -> role != Role.OWNER).orElseThrow(() -> unknown(name));
    }

    private static Set<Scope> scopes(Actor actor, List<String> codes) {
        var scopes = NamedScopes.of(codes);
        for (var scope : scopes) {
            if (!scope.isGrantable()) {
                throw NamedScopes.notGrantable(
                        "The right %s is the owner's alone and cannot be part of a role."
                                .formatted(scope.code()));
            }
        }
        GivenRoles.requireHeld(actor, scopes);
        return scopes;
    }

    private static void named(String name, Runnable write) {
        try {
            write.run();
        } catch (DuplicateKeyException _) {
            throw new ProblemException(
                    MemberProblem.ROLE_NAME_TAKEN,
                    "This workspace has a role named '%s' already.".formatted(name.strip()));
        }
    }

    private static UUID id(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException _) {
            throw unknown(text);
        }
    }

    private static ProblemException unknown(String role) {
        return new ProblemException(
                MemberProblem.ROLE_UNKNOWN,
                "'%s' is no role that can be given; take admin, editor, viewer or another role of this workspace."
                        .formatted(role));
    }

    private void audit(Actor actor, String action, UUID id, Set<Scope> before, Set<Scope> after) {
        var changes = new LinkedHashMap<String, Audited.Change>();
        var added = EnumSet.noneOf(Scope.class);
        added.addAll(after);
        added.removeAll(before);
        var removed = EnumSet.noneOf(Scope.class);
        removed.addAll(before);
        removed.removeAll(after);
        changes.put("scopes_added", new Audited.Change(null, Memberships.codes(added)));
        changes.put("scopes_removed", new Audited.Change(Memberships.codes(removed), null));
        events.publishEvent(
                new Audited(
                        action,
                        actor.userId(),
                        RESOURCE,
                        id,
                        Map.copyOf(changes),
                        Audited.Outcome.SUCCESS));
    }

    private static String[] codes(Set<Scope> scopes) {
        return Memberships.codes(scopes).toArray(String[]::new);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(Role.named(row.getString("base_role")), Memberships.scopes(row));
    }
}
