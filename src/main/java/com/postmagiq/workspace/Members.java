package com.postmagiq.workspace;

import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.problem.ProblemException;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Changing, removing and leaving: what happens to memberships of the bound workspace. */
@Service
class Members {
    static final String RESOURCE = "membership";

    private static final String LOCK =
            """
            select id, role, custom_role_id
              from app.workspace_memberships where id = :id and status in ('pending', 'active') for update
            """;

    private static final String REMOVE =
            """
            update app.workspace_memberships set status = 'removed', removed_at = :now, updated_at = :now
             where id = :id and status = 'active' and role <> 'owner'
            returning user_id
            """;

    /**
     * What somebody wants to change; null leaves as it is.
     *
     * @param role a built-in role, which ends a role of the workspace's own
     */
    record Wish(
            @Nullable String role,
            @Nullable UUID customRoleId,
            @Nullable BigDecimal weeklyCapacityHours) {}

    private record Stored(UUID id, Role role, @Nullable UUID customRoleId) {}

    private final JdbcClient jdbc;
    private final GivenRoles roles;
    private final Memberships memberships;
    private final Users users;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Members(
            JdbcClient jdbc,
            GivenRoles roles,
            Memberships memberships,
            Users users,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.memberships = memberships;
        this.users = users;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Changes a member or an open invitation.
     *
     * @throws ProblemException {@code member.not_found}, {@code member.owner_protected}, {@code
     *     member.owner_not_assignable}, {@code member.cannot_grant}, {@code role.unknown}
     */
    @Transactional
    public void change(Actor actor, UUID id, Wish wish) {
        var stored =
                jdbc.sql(LOCK)
                        .param("id", id)
                        .query((row, _) -> stored(row))
                        .optional()
                        .orElseThrow(() -> MemberList.notFound(id));
        if (wish.role() != null || wish.customRoleId() != null) {
            give(actor, stored, roles.find(wish.role(), wish.customRoleId()));
        }
        if (wish.weeklyCapacityHours() != null) {
            jdbc.sql(
                            """
                            update app.workspace_memberships set weekly_capacity_hours = :hours, updated_at = :now
                             where id = :id
                            """)
                    .param("hours", wish.weeklyCapacityHours())
                    .param("now", Rows.at(clock.instant()))
                    .param("id", id)
                    .update();
        }
    }

    private void give(Actor actor, Stored stored, GivenRole wanted) {
        if (stored.role() == Role.OWNER) {
            throw ownerProtected("The owner's role cannot be changed; transfer the ownership.");
        }
        roles.requireGrantable(actor, wanted, stored.role());
        jdbc.sql(
                        """
                        update app.workspace_memberships set role = :role, custom_role_id = :custom, updated_at = :now
                         where id = :id
                        """)
                .param("role", wanted.base().code())
                .param("custom", wanted.customRoleId())
                .param("now", Rows.at(clock.instant()))
                .param("id", stored.id())
                .update();
        memberships.changed();
        events.publishEvent(
                new Audited(
                        "member.role_changed",
                        actor.userId(),
                        RESOURCE,
                        stored.id(),
                        Map.of(
                                "role",
                                new Audited.Change(stored.role().code(), wanted.base().code()),
                                "custom_role_id",
                                new Audited.Change(stored.customRoleId(), wanted.customRoleId())),
                        Audited.Outcome.SUCCESS));
    }

    /**
     * Removes somebody, who is a stranger here from the next request on. What they wrote stays.
     *
     * @throws ProblemException {@code member.not_found}, {@code member.owner_protected}
     */
    @Transactional
    public void remove(Actor actor, UUID id) {
        end(actor, id, "The owner cannot be removed; transfer the ownership first.");
        events.publishEvent(Audited.done("member.removed", actor.userId(), RESOURCE, id));
    }

    /**
     * Ends the actor's own membership.
     *
     * @throws ProblemException {@code member.owner_protected}
     */
    @Transactional
    public void leave(Actor actor) {
        end(
                actor,
                actor.membershipId(),
                "The owner cannot leave; transfer the ownership first, or delete the workspace.");
        events.publishEvent(
                Audited.done("member.left", actor.userId(), RESOURCE, actor.membershipId()));
    }

    private void end(Actor actor, UUID id, String whyOwnersStay) {
        var userId =
                jdbc.sql(REMOVE)
                        .param("now", Rows.at(clock.instant()))
                        .param("id", id)
                        .query(UUID.class)
                        .optional();
        if (userId.isEmpty()) {
            throw isOwner(id) ? ownerProtected(whyOwnersStay) : MemberList.notFound(id);
        }
        events.publishEvent(new MemberRemoved(userId.get(), actor.userId()));
        users.forgetDefaultWorkspace(userId.get());
        memberships.changed();
    }

    private boolean isOwner(UUID id) {
        return jdbc.sql(
                        """
                        select exists (select from app.workspace_memberships
                                        where id = :id and role = 'owner' and status = 'active')
                        """)
                .param("id", id)
                .query(Boolean.class)
                .single();
    }

    private static ProblemException ownerProtected(String detail) {
        return new ProblemException(MemberProblem.OWNER_PROTECTED, detail);
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getObject("id", UUID.class),
                Role.named(row.getString("role")),
                Rows.id(row, "custom_role_id"));
    }
}
