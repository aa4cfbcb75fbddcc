package com.postmagiq.identity;

import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Passkeys: making, naming and forgetting them, and signing in with one. */
@RestController
@RequestMapping("/api/v1/auth/passkeys")
class PasskeyController {
    private static final int LONGEST_NAME = 60;

    /**
     * What to hand to the browser.
     *
     * @param challengeId to send back with what the browser answers; good for five minutes
     * @param options in the JSON form of WebAuthn, level 3
     */
    @Schema(name = "PasskeyOptions")
    record Options(String challengeId, Map<String, Object> options) {}

    record NewPasskeyRequest(
            @NotBlank @Size(max = SecondFactorController.LONGEST_TOKEN) String challengeId,
            @NotBlank @Size(max = LONGEST_NAME) String name,
            @NotNull Map<String, Object> credential) {}

    record PasskeyNameRequest(@NotBlank @Size(max = LONGEST_NAME) String name) {}

    record PasskeyLoginRequest(
            @NotBlank @Size(max = SecondFactorController.LONGEST_TOKEN) String challengeId,
            @NotNull Map<String, Object> credential) {}

    private final Passkeys passkeys;
    private final PasskeyOptions options;
    private final PasskeySignIn signIn;
    private final Users users;
    private final TokenDelivery delivery;

    PasskeyController(
            Passkeys passkeys,
            PasskeyOptions options,
            PasskeySignIn signIn,
            Users users,
            TokenDelivery delivery) {
        this.passkeys = passkeys;
        this.options = options;
        this.signIn = signIn;
        this.users = users;
        this.delivery = delivery;
    }

    @PostMapping("/registration-options")
    @FreshProof
    Options registrationOptions(@AuthenticationPrincipal SignedIn me) {
        var challenge = passkeys.beginRegistration(me.userId());
        return new Options(challenge, options.ofNew(challenge, users.get(me.userId())));
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @FreshProof
    Passkeys.Entry add(
            @Valid @RequestBody NewPasskeyRequest body, @AuthenticationPrincipal SignedIn me) {
        return passkeys.register(me.userId(), body.challengeId(), body.name(), body.credential());
    }

    @PatchMapping("/{id}")
    Passkeys.Entry rename(
            @PathVariable UUID id,
            @Valid @RequestBody PasskeyNameRequest body,
            @AuthenticationPrincipal SignedIn me) {
        return passkeys.rename(me.userId(), id, body.name());
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @FreshProof
    void remove(@PathVariable UUID id, @AuthenticationPrincipal SignedIn me) {
        passkeys.remove(me.userId(), id);
    }

    @PostMapping("/options")
    Options loginOptions() {
        var challenge = passkeys.beginLogin();
        return new Options(challenge, options.ofAnybody(challenge));
    }

    @PostMapping("/login")
    ResponseEntity<TokenDelivery.Body> login(
            @Valid @RequestBody PasskeyLoginRequest body, HttpServletRequest request) {
        var caller = Caller.of(request);
        return delivery.answer(signIn.with(body.challengeId(), body.credential(), caller), caller);
    }
}
