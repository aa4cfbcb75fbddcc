package com.postmagiq.identity;

import com.postmagiq.identity.oidc.Issuers;
import com.postmagiq.kernel.mail.MailSettings;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in, refreshing, signing out. */
@RestController
@RequestMapping("/api/v1/auth")
class AuthController {
    /** Longer than any accepted password, short enough that nobody makes us hash a book. */
    private static final int LONGEST_TYPED = 1024;

    record LoginRequest(
            @NotBlank @Size(max = LONGEST_TYPED) String email,
            @NotBlank @Size(max = LONGEST_TYPED) String password) {}

    record RefreshRequest(@Nullable @Size(max = LONGEST_TYPED) String refreshToken) {}

    record LogoutAllRequest(@Nullable Boolean keepCurrent) {}

    @Schema(name = "LogoutAllResult")
    record Revoked(int revoked) {}

    /** What the sign-in pages need to know before anybody has signed in. */
    @Schema(name = "AuthConfig")
    record Config(
            boolean registrationOpen,
            @Schema(allowableValues = {"off", "invites", "all"}) String emailVerification,
            int passwordMin,
            int passwordMax,
            @Nullable String termsUrl,
            boolean mailConfigured,
            boolean offlineOnly,
            boolean passkeys,
            List<OidcButton> oidc) {}

    /** Another place people may sign in by. */
    record OidcButton(String id, String label, String startUrl) {}

    private final SignIn signIn;
    private final AccessTokens accessTokens;
    private final LoginSessions sessions;
    private final TokenDelivery delivery;
    private final IdentitySettings settings;
    private final ObjectProvider<SignInNotice> notice;
    private final EmailVerification verification;
    private final MailSettings mail;
    private final Issuers issuers;

    AuthController(
            SignIn signIn,
            AccessTokens accessTokens,
            LoginSessions sessions,
            TokenDelivery delivery,
            IdentitySettings settings,
            ObjectProvider<SignInNotice> notice,
            EmailVerification verification,
            MailSettings mail,
            Issuers issuers) {
        this.signIn = signIn;
        this.accessTokens = accessTokens;
        this.sessions = sessions;
        this.delivery = delivery;
        this.settings = settings;
        this.notice = notice;
        this.verification = verification;
        this.mail = mail;
        this.issuers = issuers;
    }

    @PostMapping("/login")
    ResponseEntity<TokenDelivery.Body> login(
            @Valid @RequestBody LoginRequest body, HttpServletRequest request) {
        var caller = Caller.of(request);
        return delivery.answer(signIn.withPassword(body.email(), body.password(), caller), caller);
    }

    @PostMapping("/refresh")
    ResponseEntity<TokenDelivery.Body> refresh(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest body,
            HttpServletRequest request) {
        var token =
                refreshToken(body, request)
                        .orElseThrow(
                                () ->
                                        new ProblemException(
                                                IdentityProblem.REFRESH_INVALID,
                                                "There is no refresh token in the request; sign in."));
        return delivery.answer(signIn.refresh(token), Caller.of(request));
    }

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> logout(
            @Valid @RequestBody(required = false) @Nullable RefreshRequest body,
            HttpServletRequest request) {
        var refresh = refreshToken(body, request);
        var access = BearerFilter.token(request);
        if (refresh.isEmpty() && access.isEmpty()) {
            throw new ProblemException(
                    GeneralProblem.UNAUTHENTICATED,
                    "There is no token in the request that could be signed out.");
        }
        refresh.ifPresent(signIn::out);
        // Beside a refresh token an access token may have expired: it is not what decides then.
        access.flatMap(
                        token ->
                                refresh.isPresent()
                                        ? accessTokens.ifSound(token)
                                        : Optional.of(accessTokens.verify(token)))
                .ifPresent(signIn::out);
        return ResponseEntity.noContent()
                .headers(
                        Caller.isWeb(request)
                                ? TokenDelivery.forget(request.isSecure())
                                : HttpHeaders.EMPTY)
                .build();
    }

    @PostMapping("/logout-all")
    ResponseEntity<Revoked> logoutAll(
            @RequestBody(required = false) @Nullable LogoutAllRequest body,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request) {
        var keep = body != null && Boolean.TRUE.equals(body.keepCurrent());
        var ended =
                sessions.endAll(me.userId(), keep ? me.sessionId() : null, EndReason.LOGOUT_ALL);
        var headers =
                !keep && Caller.isWeb(request)
                        ? TokenDelivery.forget(request.isSecure())
                        : HttpHeaders.EMPTY;
        return ResponseEntity.ok().headers(headers).body(new Revoked(ended));
    }

    @GetMapping("/config")
    Config config() {
        return new Config(
                settings.registration() == IdentitySettings.Registration.OPEN,
                verification.rule().name().toLowerCase(Locale.ROOT),
                PasswordRules.MIN_LENGTH,
                PasswordRules.MAX_LENGTH,
                settings.termsUrl().isEmpty() ? null : settings.termsUrl(),
                mail.configured(),
                notice.stream().anyMatch(SignInNotice::offlineOnly),
                true,
                issuers.all().entrySet().stream()
                        .map(
                                issuer ->
                                        new OidcButton(
                                                issuer.getKey(),
                                                Objects.requireNonNullElse(
                                                        issuer.getValue().label(), issuer.getKey()),
                                                "/api/v1/auth/oidc/%s/start"
                                                        .formatted(issuer.getKey())))
                        .toList());
    }

    private static Optional<String> refreshToken(
            @Nullable RefreshRequest body, HttpServletRequest request) {
        if (body != null && body.refreshToken() != null) {
            return Optional.of(body.refreshToken());
        }
        var cookie = AuthCookie.REFRESH.of(request);
        cookie.ifPresent(_ -> OwnPage.require(request));
        return cookie;
    }
}
