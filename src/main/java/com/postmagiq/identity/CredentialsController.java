package com.postmagiq.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Passwords and addresses of people, by what they know or by links they were sent. */
@RestController
@RequestMapping("/api/v1/auth")
class CredentialsController {
    private static final int LONGEST = 1024;
    private static final Accepted LINK_ON_ITS_WAY =
            new Accepted("If somebody has this address here, a link is on its way to it.");

    record ForgotPasswordRequest(@NotBlank @Size(max = LONGEST) String email) {}

    record ResetPasswordRequest(
            @NotBlank @Size(max = LONGEST) String token,
            @NotBlank @Size(max = LONGEST) String password) {}

    /**
     * @param currentPassword may be left out only by people who have none yet
     */
    record ChangePasswordRequest(
            @Nullable @Size(max = LONGEST) String currentPassword,
            @NotBlank @Size(max = LONGEST) String newPassword)
            implements PasswordProof {
        @Override
        public @Nullable String password() {
            return currentPassword;
        }
    }

    record ChangeEmailRequest(
            @NotBlank @Size(max = LONGEST) String newEmail,
            @Nullable @Size(max = LONGEST) String password)
            implements PasswordProof {}

    @Schema(name = "LinkRequest")
    record LinkRequest(@NotBlank @Size(max = LONGEST) String token) {}

    /** What was understood; what comes of it arrives by mail. */
    @Schema(name = "Accepted")
    record Accepted(String message) {}

    private final NewPassword newPassword;
    private final NewAddress newAddress;
    private final EmailVerification verification;
    private final AccessTokens accessTokens;

    CredentialsController(
            NewPassword newPassword,
            NewAddress newAddress,
            EmailVerification verification,
            AccessTokens accessTokens) {
        this.newPassword = newPassword;
        this.newAddress = newAddress;
        this.verification = verification;
        this.accessTokens = accessTokens;
    }

    @PostMapping("/forgot-password")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted forgotPassword(@Valid @RequestBody ForgotPasswordRequest body) {
        newPassword.forgot(body.email());
        return LINK_ON_ITS_WAY;
    }

    @PostMapping("/reset-password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void resetPassword(@Valid @RequestBody ResetPasswordRequest body) {
        newPassword.reset(body.token(), body.password());
    }

    @PostMapping("/change-password")
    @FreshProof
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void changePassword(
            @Valid @RequestBody ChangePasswordRequest body, @AuthenticationPrincipal SignedIn me) {
        newPassword.change(me, body.currentPassword(), body.newPassword());
    }

    @PostMapping("/change-email")
    @FreshProof
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted changeEmail(
            @Valid @RequestBody ChangeEmailRequest body, @AuthenticationPrincipal SignedIn me) {
        newAddress.ask(me, body.newEmail());
        return new Accepted("A link is on its way to the new address; it makes the change.");
    }

    @PostMapping("/confirm-email-change")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirmEmailChange(@Valid @RequestBody LinkRequest body, HttpServletRequest request) {
        newAddress.confirm(
                body.token(), signedIn(request).map(AccessTokens.Claims::sessionId).orElse(null));
    }

    @PostMapping("/verify-email")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verifyEmail(@Valid @RequestBody LinkRequest body, HttpServletRequest request) {
        verification.confirm(
                body.token(), signedIn(request).map(AccessTokens.Claims::userId).orElse(null));
    }

    @PostMapping("/resend-verification")
    @ResponseStatus(HttpStatus.ACCEPTED)
    Accepted resendVerification(@AuthenticationPrincipal SignedIn me) {
        verification.resend(me.userId());
        return new Accepted("A new link is on its way; older ones no longer work.");
    }

    /** Links are followed with or without being signed in. */
    private Optional<AccessTokens.Claims> signedIn(HttpServletRequest request) {
        return BearerFilter.token(request).flatMap(accessTokens::ifSound);
    }
}
