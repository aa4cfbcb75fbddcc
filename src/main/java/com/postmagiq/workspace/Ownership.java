package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.mail.NewMail;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Passing a workspace on to another of its members. */
@Service
class Ownership {
    /** The second of two transfers waits here, and then finds somebody else in the place. */
    private static final String LOCK =
            "select owner_id from app.workspaces where status = 'active' for update";

    private static final String PROMOTE =
            """
            update app.workspace_memberships m
               set role = 'owner', custom_role_id = null, updated_at = :now
              from core.users u
             where m.id = :id and m.status = 'active' and m.role <> 'owner' and not m.is_client
               and u.id = m.user_id and u.is_active and (u.email_verified_at is not null or not :verified)
            returning m.user_id
            """;

    private static final String DEMOTE =
            """
            update app.workspace_memberships set role = 'admin', updated_at = :now
             where user_id = :owner and role = 'owner' and status = 'active'
            """;

    private final JdbcClient jdbc;
    private final Users users;
    private final Memberships memberships;
    private final Reach reach;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Ownership(
            JdbcClient jdbc,
            Users users,
            Memberships memberships,
            Reach reach,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.users = users;
        this.memberships = memberships;
        this.reach = reach;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Makes another member the owner and the owner an admin. Where mails are sent the new owner
     * must have a verified address.
     *
     * @throws ProblemException {@code workspace.owner_changed}, {@code workspace.transfer_target}
     */
    @Transactional
    public void transfer(Actor actor, UUID membershipId) {
        var now = Rows.at(clock.instant());
        var owner = jdbc.sql(LOCK).query(UUID.class).optional();
        if (!owner.equals(Optional.of(actor.userId()))) {
            throw new ProblemException(
                    WorkspaceProblem.OWNER_CHANGED,
                    "Somebody else has become owner of this workspace meanwhile.");
        }
        jdbc.sql(DEMOTE).param("now", now).param("owner", actor.userId()).update();
        var next =
                jdbc.sql(PROMOTE)
                        .param("now", now)
                        .param("id", membershipId)
                        .param("verified", reach.byMail())
                        .query(UUID.class)
                        .optional()
                        .filter(id -> !id.equals(actor.userId()))
                        .orElseThrow(Ownership::unfit);
        jdbc.sql("update app.workspaces set owner_id = :owner, updated_at = :now")
                .param("owner", next)
                .param("now", now)
                .update();
        memberships.changed();
        events.publishEvent(
                new Audited(
                        "workspace.owner_transferred",
                        actor.userId(),
                        "workspace",
                        CurrentWorkspace.id(),
                        Map.of("owner_id", new Audited.Change(actor.userId(), next)),
                        Audited.Outcome.SUCCESS));
        tell(users.get(actor.userId()), actor.userId(), next);
        tell(users.get(next), actor.userId(), next);
    }

    private void tell(User reader, UUID from, UUID to) {
        events.publishEvent(
                new NewMail(
                        "owner_transferred",
                        NewMail.Category.TRANSACTIONAL,
                        reader.id(),
                        reader.email(),
                        reader.fullName(),
                        reader.locale(),
                        Map.of("old_owner_id", from, "new_owner_id", to),
                        Map.of(),
                        null));
    }

    private static ProblemException unfit() {
        return new ProblemException(
                WorkspaceProblem.TRANSFER_TARGET,
                "This person cannot become owner: it must be another active member whose address is verified, and no client.");
    }
}
