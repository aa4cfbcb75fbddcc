package com.postmagiq.identity;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Showing once more who one is, before something dangerous. */
@RestController
@RequestMapping("/api/v1/auth/reauthenticate")
class ReauthenticationController {
    private static final int LONGEST_TYPED = 1024;

    /**
     * One proof: a password, a passkey with its challenge, or a visit to an issuer.
     *
     * @param code of the second factor, where there is one, beside the password or the visit
     */
    record ReauthenticateRequest(
            @Nullable @Size(max = LONGEST_TYPED) String password,
            @Nullable @Size(max = SecondFactorController.LONGEST_CODE) String code,
            @Nullable @Size(max = SecondFactorController.LONGEST_TOKEN) String challengeId,
            @Nullable Map<String, Object> credential,
            @Nullable @Size(max = SecondFactorController.LONGEST_TOKEN) String oidcCode) {}

    private final Reauthentication reauthentication;

    ReauthenticationController(Reauthentication reauthentication) {
        this.reauthentication = reauthentication;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void prove(
            @Valid @RequestBody ReauthenticateRequest body,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request) {
        var caller = Caller.of(request);
        if (body.challengeId() != null && body.credential() != null) {
            reauthentication.withPasskey(me, body.challengeId(), body.credential(), caller);
        } else if (body.oidcCode() != null) {
            reauthentication.withIssuer(me, body.oidcCode(), body.code(), caller);
        } else {
            reauthentication.withPassword(
                    me, body.password() == null ? "" : body.password(), body.code(), caller);
        }
    }
}
