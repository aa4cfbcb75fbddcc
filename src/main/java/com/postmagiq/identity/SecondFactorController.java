package com.postmagiq.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The second step of signing in, and what a person may show in it. */
@RestController
@RequestMapping("/api/v1/auth")
class SecondFactorController {
    static final int LONGEST_CODE = 64;
    static final int LONGEST_TOKEN = 100;

    /**
     * @param code of an authenticator, or a recovery code
     * @param credential a passkey as the browser gives it, instead of a code
     */
    record SecondFactorRequest(
            @NotBlank @Size(max = LONGEST_TOKEN) String challenge,
            @Nullable @Size(max = LONGEST_CODE) String code,
            @Nullable Map<String, Object> credential) {}

    record NewTotpRequest(@Nullable @Size(max = 60) String label) {}

    record ConfirmTotpRequest(@NotBlank @Size(max = LONGEST_CODE) String code) {}

    /**
     * What guards the account besides the password.
     *
     * @param recoveryCodesLeft of the last ten
     */
    @Schema(name = "SecondFactors")
    record Overview(
            List<Authenticators.Entry> totp,
            List<Passkeys.Entry> passkeys,
            int recoveryCodesLeft) {}

    /** Shown once; each works once in place of another factor. */
    @Schema(name = "RecoveryCodes")
    record NewCodes(List<String> recoveryCodes) {}

    private final SecondStep secondStep;
    private final SecondFactors factors;
    private final Authenticators authenticators;
    private final Passkeys passkeys;
    private final SignInMethods methods;
    private final TokenDelivery delivery;

    SecondFactorController(
            SecondStep secondStep,
            SecondFactors factors,
            Authenticators authenticators,
            Passkeys passkeys,
            SignInMethods methods,
            TokenDelivery delivery) {
        this.secondStep = secondStep;
        this.factors = factors;
        this.authenticators = authenticators;
        this.passkeys = passkeys;
        this.methods = methods;
        this.delivery = delivery;
    }

    @PostMapping("/second-factor")
    ResponseEntity<TokenDelivery.Body> finish(
            @Valid @RequestBody SecondFactorRequest body, HttpServletRequest request) {
        var caller = Caller.of(request);
        return delivery.answer(
                body.credential() == null
                        ? secondStep.withCode(
                                body.challenge(), body.code() == null ? "" : body.code(), caller)
                        : secondStep.withPasskey(body.challenge(), body.credential(), caller),
                caller);
    }

    @GetMapping("/second-factors")
    Overview overview(@AuthenticationPrincipal SignedIn me) {
        return new Overview(
                authenticators.of(me.userId()),
                passkeys.of(me.userId()),
                methods.of(me.userId()).recoveryCodes());
    }

    @PostMapping("/second-factors/totp")
    @ResponseStatus(HttpStatus.CREATED)
    @FreshProof
    Authenticators.Enrolment addTotp(
            @Valid @RequestBody(required = false) @Nullable NewTotpRequest body,
            @AuthenticationPrincipal SignedIn me) {
        return factors.begin(me.userId(), body == null ? null : body.label());
    }

    @PostMapping("/second-factors/totp/{id}/confirm")
    @FreshProof
    NewCodes confirmTotp(
            @PathVariable UUID id,
            @Valid @RequestBody ConfirmTotpRequest body,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request) {
        return new NewCodes(factors.confirm(me.userId(), id, body.code(), Caller.of(request)));
    }

    @DeleteMapping("/second-factors/totp/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @FreshProof
    void removeTotp(@PathVariable UUID id, @AuthenticationPrincipal SignedIn me) {
        factors.remove(me.userId(), id);
    }

    @PostMapping("/recovery-codes")
    @FreshProof
    NewCodes newRecoveryCodes(@AuthenticationPrincipal SignedIn me) {
        return new NewCodes(factors.newRecoveryCodes(me.userId()));
    }
}
