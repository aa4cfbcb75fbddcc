package com.postmagiq.workspace;

import com.postmagiq.identity.EmailAddress;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.id.Ids;
import com.postmagiq.kernel.page.Cursor;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Inviting people into the bound workspace, sending that again, and taking it back. */
@Service
class Invites {
    private static final int MOST_SENT_AGAIN = 5;
    private static final Duration BETWEEN = Duration.ofMinutes(5);
    private static final Set<String> OPEN = Set.of("pending", "expired");

    private static final String INVITES =
            """
            select m.id, m.email, m.role, m.custom_role_id, own.name as custom_role,
                   case when m.status = 'pending' and m.invite_expires_at <= :now then 'expired' else m.status end as status,
                   m.invite_message, m.invited_by_id, u.full_name as invited_by_name, m.invited_at, m.invite_expires_at,
                   m.invite_send_count
              from app.workspace_memberships m
              left join core.users u on u.id = m.invited_by_id
              left join app.workspace_roles own on own.workspace_id = m.workspace_id and own.id = m.custom_role_id
            """;

    private static final String INSERT =
            """
            insert into app.workspace_memberships (workspace_id, id, email, role, custom_role_id, status, invite_message,
                invited_by_id, invited_at, invite_sent_at, invite_expires_at, created_at, updated_at)
            values (:workspace, :id, :email, :role, :custom, 'pending', :message, :by, :now, :now, :expires, :now, :now)
            on conflict (workspace_id, email) where status in ('pending', 'active') do nothing
            """;

    private static final String LOCK =
            """
            select email, status, invite_sent_at, invite_send_count
              from app.workspace_memberships where id = :id and invited_at is not null for update
            """;

    private static final String RESEND =
            """
            update app.workspace_memberships
               set status = 'pending', invite_sent_at = :now, invite_send_count = invite_send_count + 1,
                   invite_expires_at = :expires, invite_reminded_at = null, updated_at = :now
             where id = :id
            """;

    /** Who is to be invited as what. */
    record Wish(
            String email,
            @Nullable String role,
            @Nullable UUID customRoleId,
            @Nullable String message) {}

    private record Stored(String email, String status, Instant sentAt, int sentAgain) {}

    private final JdbcClient jdbc;
    private final GivenRoles roles;
    private final AccountLimits limits;
    private final InviteTokens tokens;
    private final InviteMails mails;
    private final Reach reach;
    private final WorkspaceLife life;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Invites(
            JdbcClient jdbc,
            GivenRoles roles,
            AccountLimits limits,
            InviteTokens tokens,
            InviteMails mails,
            Reach reach,
            WorkspaceLife life,
            ApplicationEventPublisher events,
            Clock clock) {
        this.jdbc = jdbc;
        this.roles = roles;
        this.limits = limits;
        this.tokens = tokens;
        this.mails = mails;
        this.reach = reach;
        this.life = life;
        this.events = events;
        this.clock = clock;
    }

    /**
     * Invites somebody.
     *
     * @throws ProblemException {@code invite.already_member}, {@code invite.already_pending},
     *     {@code member.owner_not_assignable}, {@code member.cannot_grant}, {@code role.unknown},
     *     {@code plan.user_limit}, {@code validation_failed}
     */
    @Transactional
    public Invite send(Actor actor, Wish wish) {
        var email = EmailAddress.require(wish.email()).normal();
        var role = roles.find(wish.role(), wish.customRoleId());
        roles.requireGrantable(actor, role, null);
        limits.requireRoomToInvite(email);
        endOverdue(email);
        var id = Ids.next();
        var now = clock.instant();
        var expires = now.plus(life.ofInvite());
        var made =
                jdbc.sql(INSERT)
                        .param("workspace", CurrentWorkspace.id())
                        .param("id", id)
                        .param("email", email)
                        .param("role", role.base().code())
                        .param("custom", role.customRoleId())
                        .param("message", wish.message())
                        .param("by", actor.userId())
                        .param("now", Rows.at(now))
                        .param("expires", Rows.at(expires))
                        .update();
        if (made == 0) {
            throw taken(email);
        }
        events.publishEvent(
                new Audited(
                        "member.invited",
                        actor.userId(),
                        Members.RESOURCE,
                        id,
                        Map.of("role", new Audited.Change(null, role.base().code())),
                        Audited.Outcome.SUCCESS));
        return handOut(actor, id, email, expires);
    }

    /**
     * Sends an invitation again, also one that has run out: a new link for another week, and the
     * old one no longer works.
     *
     * @throws ProblemException {@code invite.not_found}, {@code invite.not_pending}, {@code
     *     invite.already_pending}, {@code invite.resend_limit}, {@code plan.user_limit}
     */
    @Transactional
    public Invite resend(Actor actor, UUID id) {
        var stored = lock(id);
        var now = clock.instant();
        var again = stored.sentAt().plus(BETWEEN);
        if (stored.sentAgain() >= MOST_SENT_AGAIN) {
            throw new ProblemException(
                    MemberProblem.RESEND_LIMIT,
                    "This invitation was sent %d times again; take it back and invite anew."
                            .formatted(MOST_SENT_AGAIN));
        }
        if (now.isBefore(again)) {
            throw new ProblemException(
                            MemberProblem.RESEND_LIMIT,
                            "This invitation was sent less than five minutes ago; wait a little.")
                    .with("retry_after", Math.max(1, Duration.between(now, again).toSeconds()));
        }
        if (stored.status().equals("expired")) {
            limits.requireRoomToInvite(stored.email());
            if (isTaken(stored.email())) {
                throw taken(stored.email());
            }
        }
        var expires = now.plus(life.ofInvite());
        jdbc.sql(RESEND)
                .param("id", id)
                .param("now", Rows.at(now))
                .param("expires", Rows.at(expires))
                .update();
        tokens.forget(id);
        return handOut(actor, id, stored.email(), expires);
    }

    /**
     * Takes an invitation back; its link says so from then on.
     *
     * @throws ProblemException {@code invite.not_found}, {@code invite.not_pending}
     */
    @Transactional
    public void revoke(Actor actor, UUID id) {
        lock(id);
        jdbc.sql(
                        """
                        update app.workspace_memberships set status = 'revoked', updated_at = :now where id = :id
                        """)
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .update();
        events.publishEvent(
                Audited.done("member.invite_revoked", actor.userId(), Members.RESOURCE, id));
    }

    /** Invitations, newest first; all of them when {@code status} is null. */
    @Transactional(readOnly = true)
    public Page<Invite> page(@Nullable String status, @Nullable String cursor, int limit) {
        var rows =
                jdbc.sql(
                                "select * from ("
                                        + INVITES
                                        + """
                                           where m.invited_at is not null) i
                                         where (cast(:status as text) is null or status = :status)
                                           and (cast(:before as uuid) is null or id < :before)
                                         order by id desc
                                         limit :limit
                                        """)
                        .param("now", Rows.at(clock.instant()))
                        .param("status", status)
                        .param("before", Cursor.decodeId(cursor))
                        .param("limit", limit + 1)
                        .query((row, _) -> invite(row))
                        .list();
        return Page.of(rows, limit, Invite::id);
    }

    private Invite handOut(Actor actor, UUID id, String email, Instant expires) {
        var token = tokens.next(id);
        mails.invite(id, email, actor.userId(), token, expires, false);
        return jdbc.sql(INVITES + " where m.id = :id")
                .param("now", Rows.at(clock.instant()))
                .param("id", id)
                .query((row, _) -> invite(row))
                .single()
                .withUrl(reach.byMail() ? null : reach.inviteUrl(token));
    }

    private Stored lock(UUID id) {
        var stored =
                jdbc.sql(LOCK)
                        .param("id", id)
                        .query((row, _) -> stored(row))
                        .optional()
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                MemberProblem.INVITE_NOT_FOUND,
                                                "There is no invitation %s in this workspace."
                                                        .formatted(id)));
        if (!OPEN.contains(stored.status())) {
            throw new ProblemException(
                            MemberProblem.INVITE_NOT_PENDING,
                            "This invitation is %s and can no longer be changed."
                                    .formatted(stored.status()))
                    .with("status", stored.status());
        }
        return stored;
    }

    /** An invitation that ran out does not stand in the way of a new one. */
    private void endOverdue(String email) {
        jdbc.sql(
                        """
                        update app.workspace_memberships set status = 'expired', updated_at = :now
                         where email = :email and status = 'pending' and invite_expires_at <= :now
                        """)
                .param("now", Rows.at(clock.instant()))
                .param("email", email)
                .update();
    }

    private boolean isTaken(String email) {
        return jdbc.sql(
                        """
                        select exists (select from app.workspace_memberships
                                        where email = :email and status in ('pending', 'active'))
                        """)
                .param("email", email)
                .query(Boolean.class)
                .single();
    }

    private ProblemException taken(String email) {
        List<String> statuses =
                jdbc.sql(
                                """
                                select status from app.workspace_memberships
                                 where email = :email and status in ('pending', 'active')
                                """)
                        .param("email", email)
                        .query(String.class)
                        .list();
        return statuses.contains("active")
                ? new ProblemException(
                        MemberProblem.ALREADY_MEMBER, email + " is a member of this workspace.")
                : new ProblemException(
                        MemberProblem.ALREADY_PENDING,
                        email + " is invited already; send that invitation again instead.");
    }

    private static Stored stored(ResultSet row) throws SQLException {
        return new Stored(
                row.getString("email"),
                row.getString("status"),
                row.getObject("invite_sent_at", OffsetDateTime.class).toInstant(),
                row.getInt("invite_send_count"));
    }

    private static Invite invite(ResultSet row) throws SQLException {
        return new Invite(
                row.getObject("id", UUID.class),
                row.getString("email"),
                row.getString("role"),
                Rows.id(row, "custom_role_id"),
                row.getString("custom_role"),
                row.getString("status"),
                row.getString("invite_message"),
                Rows.id(row, "invited_by_id"),
                row.getString("invited_by_name"),
                Rows.instant(row, "invited_at"),
                Rows.instant(row, "invite_expires_at"),
                row.getInt("invite_send_count"),
                null);
    }
}
