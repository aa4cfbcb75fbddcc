package com.postmagiq.workspace;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations as the invited person meets them. */
@RestController
@RequestMapping("/api/v1/invites")
class InvitationController {
    /**
     * What the holder of a link is told.
     *
     * @param emailMasked enough to know which address is meant
     * @param hasAccount whether that address can sign in already
     */
    @Schema(name = "Invitation")
    record InvitationView(
            String workspaceName,
            @Nullable String inviterName,
            String role,
            @Nullable String customRole,
            String emailMasked,
            @Nullable Instant expiresAt,
            String status,
            boolean hasAccount) {}

    /** The membership that came of it, and the workspace. */
    @Schema(name = "JoinedWorkspace")
    record JoinedView(UUID membershipId, MembershipView workspace) {}

    private final Invitations invitations;
    private final OwnInvites own;
    private final Memberships memberships;
    private final Users users;

    InvitationController(
            Invitations invitations, OwnInvites own, Memberships memberships, Users users) {
        this.invitations = invitations;
        this.own = own;
        this.memberships = memberships;
        this.users = users;
    }

    @GetMapping("/{token}")
    ResponseEntity<InvitationView> look(@PathVariable String token) {
        var invitation = invitations.look(token);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(
                        new InvitationView(
                                invitation.workspaceName(),
                                invitation.inviterName(),
                                invitation.role(),
                                invitation.customRole(),
                                masked(invitation.email()),
                                invitation.expires(),
                                invitation.status(),
                                users.byEmail(invitation.email()).isPresent()));
    }

    @PostMapping("/{token}/accept")
    JoinedView accept(@PathVariable String token, @AuthenticationPrincipal SignedIn me) {
        return view(invitations.accept(token, me.userId()), me);
    }

    @PostMapping("/{token}/decline")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void decline(@PathVariable String token, @AuthenticationPrincipal @Nullable SignedIn me) {
        invitations.decline(token, me == null ? null : me.userId());
    }

    @GetMapping("/mine")
    Page<OwnInvites.OwnInvite> mine(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(own.of(me.userId()), null);
    }

    @PostMapping("/mine/{id}/accept")
    JoinedView acceptMine(@PathVariable UUID id, @AuthenticationPrincipal SignedIn me) {
        var target = own.find(me.userId(), id).orElseThrow(Invitations::notFound);
        return view(invitations.acceptMine(target, me.userId()), me);
    }

    private JoinedView view(Invitations.Joined joined, SignedIn me) {
        var workspace =
                memberships.of(me.userId()).stream()
                        .filter(each -> each.workspaceId().equals(joined.workspaceId()))
                        .findFirst()
                        .orElseThrow(Workspaces::notFound);
        return new JoinedView(joined.membershipId(), workspace);
    }

    /** {@code a***@example.com}. */
    private static String masked(String email) {
        return email.charAt(0) + "***" + email.substring(email.lastIndexOf('@'));
    }
}
