package com.postmagiq.workspace;

import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.audit.Audited;
import com.postmagiq.kernel.crypto.Sha256;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.tenancy.CurrentAccount;
import com.postmagiq.kernel.tenancy.CurrentWorkspace;
import com.postmagiq.kernel.tenancy.TenantDb;
import com.postmagiq.workspace.InvitationRows.Invitation;
import com.postmagiq.workspace.InviteTokens.Target;
import java.time.Clock;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Invitations as the invited person meets them: looking at a link, accepting, declining. The link's
 * secret finds the workspace; from there on everything happens inside it.
 */
@Service
class Invitations {
    /** Where somebody came in. */
    record Joined(UUID workspaceId, UUID membershipId) {}

    private final InviteTokens tokens;
    private final InvitationRows rows;
    private final AccountLimits limits;
    private final Memberships memberships;
    private final InviteMails mails;
    private final Users users;
    private final Reach reach;
    private final TenantDb db;
    private final TransactionTemplate transaction;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Invitations(
            InviteTokens tokens,
            InvitationRows rows,
            AccountLimits limits,
            Memberships memberships,
            InviteMails mails,
            Users users,
            Reach reach,
            TenantDb db,
            TransactionTemplate transaction,
            ApplicationEventPublisher events,
            Clock clock) {
        this.tokens = tokens;
        this.rows = rows;
        this.limits = limits;
        this.memberships = memberships;
        this.mails = mails;
        this.users = users;
        this.reach = reach;
        this.db = db;
        this.transaction = transaction;
        this.events = events;
        this.clock = clock;
    }

    /**
     * An open invitation, for whoever holds its link.
     *
     * @throws ProblemException {@code invite.not_found}, {@code invite.expired}, {@code
     *     invite.revoked}, {@code invite.used}
     */
    Invitation look(String token) {
        return inside(
                target(token),
                target -> {
                    var invitation = rows.get(target.membershipId());
                    requireOpen(invitation);
                    return invitation;
                });
    }

    /**
     * Makes the caller a member. Repeating it within a day gives the same membership.
     *
     * @throws ProblemException those of {@link #look}, {@code invite.email_mismatch}, {@code
     *     invite.already_member}, {@code plan.user_limit}
     */
    Joined accept(String token, UUID userId) {
        return inside(target(token), target -> join(token, target, userId));
    }

    /**
     * The same while somebody registers: person and membership come together, or neither.
     *
     * @param email the address being registered
     * @param register makes the person
     * @param then what else belongs to it
     * @throws ProblemException {@code invite.invalid} when the link does not fit the address
     */
    <T> T accept(String token, String email, Supplier<User> register, Function<User, T> then) {
        var target = tokens.find(token).orElseThrow(Invitations::invalid);
        return inside(
                target,
                found -> {
                    var invitation = rows.lock(found.membershipId());
                    if (!invitation.isOpen(clock.instant()) || !invitation.isFor(email)) {
                        throw invalid();
                    }
                    var user = register.get();
                    join(token, found, user.id());
                    return then.apply(user);
                });
    }

    /**
     * Makes the caller a member by an invitation of their verified address.
     *
     * @param invitation as it was listed for them
     */
    Joined acceptMine(Target invitation, UUID userId) {
        return inside(invitation, target -> join(null, target, userId));
    }

    /** Turns an invitation down; the link's holder need not be signed in. */
    void decline(String token, @Nullable UUID userId) {
        inside(
                target(token),
                target -> {
                    requireOpen(rows.lock(target.membershipId()));
                    rows.decline(target.membershipId());
                    events.publishEvent(
                            Audited.done(
                                    "member.invite_revoked",
                                    userId,
                                    Members.RESOURCE,
                                    target.membershipId()));
                    return target;
                });
    }

    private Joined join(@Nullable String token, Target target, UUID userId) {
        var invitation = rows.lock(target.membershipId());
        var used = token == null ? null : rows.usedBy(Sha256.of(token)).orElse(null);
        var joined = new Joined(target.workspaceId(), target.membershipId());
        if (userId.equals(used) && invitation.status().equals("active")) {
            return joined;
        }
        if (token != null && tokens.find(token).isEmpty()) {
            // Sent again while this waited: the link that counts now is another one.
            throw notFound();
        }
        requireOpen(invitation);
        var user = users.get(userId);
        if (!invitation.isFor(user.email())) {
            throw new ProblemException(
                    MemberProblem.EMAIL_MISMATCH,
                    "This invitation is for another address; sign in with the one it was sent to.");
        }
        if (rows.isMember(userId)) {
            throw new ProblemException(
                    MemberProblem.ALREADY_MEMBER, "You are a member of this workspace already.");
        }
        limits.requireRoomToJoin(user.email());
        rows.accept(target.membershipId(), userId);
        if (token != null) {
            rows.used(Sha256.of(token), target.membershipId(), userId);
            if (reach.byMail()) {
                // Only the mail held the link, so whoever follows it reads that address.
                users.verifyEmail(userId);
            }
        }
        if (user.defaultWorkspaceId() == null) {
            users.setDefaultWorkspace(userId, target.workspaceId());
        }
        memberships.changed();
        events.publishEvent(
                Audited.done("member.joined", userId, Members.RESOURCE, target.membershipId()));
        if (invitation.inviterId() != null) {
            mails.accepted(target.membershipId(), invitation.inviterId(), userId);
        }
        return joined;
    }

    private void requireOpen(Invitation invitation) {
        switch (invitation.status()) {
            case "pending" -> {
                if (!invitation.isOpen(clock.instant())) {
                    throw expired();
                }
            }
            case "expired" -> throw expired();
            case "revoked" ->
                    throw new ProblemException(
                            MemberProblem.INVITE_REVOKED,
                            "This invitation was taken back; ask for a new one if you still want to come.");
            default ->
                    throw new ProblemException(
                            MemberProblem.INVITE_USED, "This invitation was used already.");
        }
    }

    private Target target(String token) {
        return tokens.find(token).orElseThrow(Invitations::notFound);
    }

    /** Binds the workspace and its account, then begins the transaction that is told both. */
    private <T> T inside(Target target, Function<Target, T> work) {
        return CurrentWorkspace.call(
                target.workspaceId(),
                () -> {
                    var account =
                            db.first(
                                            "select account_id from app.workspaces where status = 'active'",
                                            (row, _) -> row.getObject("account_id", UUID.class))
                                    .orElseThrow(Invitations::notFound);
                    return CurrentAccount.call(
                            account, () -> transaction.execute(_ -> work.apply(target)));
                });
    }

    static ProblemException notFound() {
        return new ProblemException(
                MemberProblem.INVITE_NOT_FOUND,
                "There is no such invitation; a newer mail may hold the link that counts.");
    }

    private static ProblemException expired() {
        return new ProblemException(
                MemberProblem.INVITE_EXPIRED,
                "This invitation has run out; ask for it to be sent again.");
    }

    private static ProblemException invalid() {
        return new ProblemException(
                MemberProblem.INVITE_INVALID,
                "This invitation is not open, or is for another address; register with the address it was sent to.");
    }
}
