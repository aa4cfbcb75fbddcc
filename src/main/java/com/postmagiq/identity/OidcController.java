package com.postmagiq.identity;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Signing in by an account elsewhere, and which of them are linked. */
@RestController
@RequestMapping("/api/v1/auth")
class OidcController {
    record OidcExchangeRequest(
            @NotBlank @Size(max = SecondFactorController.LONGEST_TOKEN) String code) {}

    private final OidcDeparture departure;
    private final OidcSignIn signIn;
    private final OidcVisits visits;
    private final Reauthentication reauthentication;
    private final UserIdentities identities;
    private final TokenDelivery delivery;

    OidcController(
            OidcDeparture departure,
            OidcSignIn signIn,
            OidcVisits visits,
            Reauthentication reauthentication,
            UserIdentities identities,
            TokenDelivery delivery) {
        this.departure = departure;
        this.signIn = signIn;
        this.visits = visits;
        this.reauthentication = reauthentication;
        this.identities = identities;
        this.delivery = delivery;
    }

    /** For the browser's address bar, not for programs: leads to the issuer. */
    @Hidden
    @GetMapping("/oidc/{id}/start")
    ResponseEntity<Void> start(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String next,
            @RequestParam(defaultValue = "login") String intent,
            @RequestParam(name = "invite_token", required = false) @Nullable String inviteToken,
            HttpServletRequest request) {
        var leaving = departure.leave(id, intent(intent), next, inviteToken);
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(leaving.address())
                .header(
                        HttpHeaders.SET_COOKIE,
                        AuthCookie.OIDC.set(
                                leaving.browser(),
                                SignInAttempts.Kind.OIDC_STATE.life(),
                                request.isSecure()))
                .build();
    }

    /** For the browser on its way back, not for programs: leads to our page. */
    @Hidden
    @GetMapping("/oidc/{id}/callback")
    ResponseEntity<Void> callback(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable String code,
            @RequestParam(name = "iss", required = false) @Nullable String issuer,
            HttpServletRequest request) {
        var page =
                departure.comeBack(
                        id, state, code, issuer, AuthCookie.OIDC.of(request).orElse(null));
        return ResponseEntity.status(HttpStatus.FOUND)
                .location(page)
                .header(HttpHeaders.SET_COOKIE, AuthCookie.OIDC.forget(request.isSecure()))
                .build();
    }

    /** Ends a visit: signs in, or links or proves the account of who is signed in. */
    @PostMapping("/oidc/exchange")
    ResponseEntity<TokenDelivery.Body> exchange(
            @Valid @RequestBody OidcExchangeRequest body,
            @AuthenticationPrincipal @Nullable SignedIn me,
            HttpServletRequest request) {
        var caller = Caller.of(request);
        return switch (visits.intent(body.code()).orElseThrow(SignInAttempts::over)) {
            case LOGIN -> delivery.answer(signIn.signIn(body.code(), caller), caller);
            case LINK -> {
                var person = required(me);
                reauthentication.requireFresh(person);
                signIn.link(person.userId(), body.code());
                yield ResponseEntity.noContent().build();
            }
            case REAUTHENTICATE -> {
                reauthentication.withIssuer(required(me), body.code(), null, caller);
                yield ResponseEntity.noContent().build();
            }
        };
    }

    @GetMapping("/identities")
    Page<UserIdentities.Entry> identities(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(identities.of(me.userId()), null);
    }

    @DeleteMapping("/identities/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @FreshProof
    void unlink(@PathVariable UUID id, @AuthenticationPrincipal SignedIn me) {
        signIn.unlink(me.userId(), id);
    }

    private static SignedIn required(@Nullable SignedIn me) {
        if (me == null) {
            throw new ProblemException(
                    GeneralProblem.UNAUTHENTICATED,
                    "Sign in first: this takes the access token of the account that is meant.");
        }
        return me;
    }

    private static OidcVisits.Intent intent(String text) {
        try {
            return OidcVisits.Intent.valueOf(text.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    GeneralProblem.BAD_REQUEST,
                    "The intent is one of login, link and reauthenticate.");
        }
    }
}
