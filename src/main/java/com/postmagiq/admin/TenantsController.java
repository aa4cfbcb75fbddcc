package com.postmagiq.admin;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All accounts and workspaces, for operators. */
@RestController
@ConditionalOnWebApplication
@RequestMapping("/api/v1/admin")
class TenantsController {
    /**
     * @param reason the account's owner reads it
     */
    @Schema(name = "SuspendAccountRequest")
    record Suspend(@NotBlank @Size(min = 3, max = 500) String reason) {}

    private final Tenants tenants;

    TenantsController(Tenants tenants) {
        this.tenants = tenants;
    }

    /** Newest first. */
    @GetMapping("/accounts")
    Page<Tenants.Account> accounts(
            @RequestParam(required = false) @Size(max = 100) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return tenants.accounts(q, cursor, limit);
    }

    @GetMapping("/accounts/{account_id}")
    Tenants.Account account(@PathVariable("account_id") UUID id) {
        return tenants.account(id);
    }

    /** Shuts its workspaces: their routes answer 403 {@code account.suspended}. */
    @PostMapping("/accounts/{account_id}/suspend")
    Tenants.Account suspend(
            @PathVariable("account_id") UUID id,
            @Valid @RequestBody Suspend body,
            @AuthenticationPrincipal SignedIn me) {
        return tenants.suspend(id, body.reason(), me.userId());
    }

    @PostMapping("/accounts/{account_id}/reactivate")
    Tenants.Account reactivate(
            @PathVariable("account_id") UUID id, @AuthenticationPrincipal SignedIn me) {
        return tenants.reactivate(id, me.userId());
    }

    /** Newest first. */
    @GetMapping("/workspaces")
    Page<Tenants.Workspace> workspaces(
            @RequestParam(required = false) @Size(max = 100) @Nullable String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return tenants.workspaces(q, cursor, limit);
    }

    @GetMapping("/workspaces/{workspace_id}")
    Tenants.Workspace workspace(@PathVariable("workspace_id") UUID id) {
        return tenants.workspace(id);
    }
}
