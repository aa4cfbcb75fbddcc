package com.postmagiq.workspace;

import com.postmagiq.identity.Caller;
import com.postmagiq.identity.NewUser;
import com.postmagiq.identity.PendingRegistrations;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.identity.TokenDelivery;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** A person together with their workspaces: registering, and "who am I". */
@RestController
@RequestMapping("/api/v1/auth")
class RegistrationController {
    record RegisterRequest(
            @NotBlank @Size(max = 1024) String email,
            @NotBlank @Size(max = 1024) String password,
            @NotBlank @Size(max = 255) String fullName,
            @Nullable @Size(max = 120) String workspaceName,
            @Nullable @Size(max = 200) String inviteToken,
            @Nullable @Size(max = 35) String locale,
            @Nullable @Size(max = 64) String timeZone) {}

    /** Tokens as for a sign-in, and the workspace that was made or joined. */
    @Schema(name = "Registration")
    record RegisterResponse(
            String accessToken,
            @Nullable String refreshToken,
            String tokenType,
            long expiresIn,
            User user,
            List<MembershipView> workspaces) {}

    record FinishRequest(@NotBlank @Size(max = 200) String token) {}

    record Me(User user, List<MembershipView> memberships, int pendingInvites) {}

    private final Registration registration;
    private final Users users;
    private final Memberships memberships;
    private final OwnInvites invites;
    private final PendingRegistrations pending;
    private final TokenDelivery delivery;

    RegistrationController(
            Registration registration,
            Users users,
            Memberships memberships,
            OwnInvites invites,
            PendingRegistrations pending,
            TokenDelivery delivery) {
        this.registration = registration;
        this.users = users;
        this.memberships = memberships;
        this.invites = invites;
        this.pending = pending;
        this.delivery = delivery;
    }

    /**
     * Makes an account. Where the installation does not tell who has one, the answer is an empty
     * 202 for every address, and a mailed link finishes it.
     */
    @PostMapping("/register")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RegisterResponse> register(
            @Valid @RequestBody RegisterRequest body, HttpServletRequest request) {
        var caller = Caller.of(request);
        var wish =
                new NewUser(
                        body.email(),
                        body.password(),
                        body.fullName(),
                        body.locale(),
                        body.timeZone(),
                        Objects.requireNonNullElse(body.workspaceName(), ""));
        if (pending.isInForce() && body.inviteToken() == null) {
            users.requireOpenRegistration(false);
            pending.begin(users.prepare(wish), body.workspaceName());
            return ResponseEntity.accepted().build();
        }
        return answer(
                registration.register(wish, body.workspaceName(), body.inviteToken(), caller),
                caller);
    }

    /** Follows the mailed link of a registration. */
    @PostMapping("/finish-registration")
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<RegisterResponse> finish(
            @Valid @RequestBody FinishRequest body, HttpServletRequest request) {
        var caller = Caller.of(request);
        return answer(registration.finish(pending.look(body.token()), caller), caller);
    }

    private ResponseEntity<RegisterResponse> answer(
            Registration.Registered registered, Caller caller) {
        var token = delivery.body(registered.tokens(), caller);
        return ResponseEntity.status(HttpStatus.CREATED)
                .headers(delivery.headers(registered.tokens(), caller))
                .body(
                        new RegisterResponse(
                                token.accessToken(),
                                token.refreshToken(),
                                token.tokenType(),
                                token.expiresIn(),
                                token.user(),
                                registered.workspaces()));
    }

    @GetMapping("/me")
    Me me(@AuthenticationPrincipal SignedIn me) {
        return new Me(
                users.get(me.userId()), memberships.of(me.userId()), invites.count(me.userId()));
    }
}
