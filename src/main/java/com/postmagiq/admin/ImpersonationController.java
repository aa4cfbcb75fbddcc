package com.postmagiq.admin;

import com.postmagiq.identity.Caller;
import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.Impersonations;
import com.postmagiq.identity.Impersonations.Impersonation;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.web.WhileImpersonating;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.http.HttpStatus;
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

/** Acting for somebody: begun by operators, seen and ended by both. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1")
class ImpersonationController {
    /**
     * @param reason what the person will read, 10 to 500 characters
     * @param ticketRef of their request for help
     * @param password the operator's, in place of a fresh proof
     */
    @Schema(name = "ImpersonationRequest")
    record Start(
            @NotNull UUID userId,
            @Nullable @Size(max = 2000) String reason,
            @Nullable @Size(max = 100) String ticketRef,
            @Nullable @Size(max = 1024) String password)
            implements PasswordProof {}

    private final Impersonations impersonations;

    ImpersonationController(Impersonations impersonations) {
        this.impersonations = impersonations;
    }

    @PostMapping("/admin/impersonations")
    @FreshProof
    @ResponseStatus(HttpStatus.CREATED)
    Impersonations.Token start(
            @Valid @RequestBody Start body,
            @AuthenticationPrincipal SignedIn me,
            HttpServletRequest request) {
        return impersonations.start(
                me, body.userId(), body.reason(), body.ticketRef(), Caller.of(request));
    }

    /** All, newest first. */
    @GetMapping("/admin/impersonations")
    Page<Impersonation> list(
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return impersonations.page(cursor, limit);
    }

    /** A further access token for one's own, until its hour is over. */
    @PostMapping("/admin/impersonations/{impersonation_id}/token")
    Impersonations.Token renew(
            @PathVariable("impersonation_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        return impersonations.renew(me.userId(), id);
    }

    @DeleteMapping("/admin/impersonations/{impersonation_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void stop(@PathVariable("impersonation_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        impersonations.end(id, me);
    }

    /** Those that run on the person who asks; and while acting for somebody, that one. */
    @GetMapping("/auth/impersonations")
    Page<Impersonation> mine(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(
                impersonations.runningOf(me.userId()).stream()
                        .filter(one -> one.targetUserId().equals(me.userId()))
                        .toList(),
                null);
    }

    /** Ends one: the person it is about, or the operator who acts at the moment. */
    @DeleteMapping("/auth/impersonations/{impersonation_id}")
    @WhileImpersonating
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void end(@PathVariable("impersonation_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        impersonations.end(id, me);
    }
}
