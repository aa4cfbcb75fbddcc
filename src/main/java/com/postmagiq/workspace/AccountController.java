package com.postmagiq.workspace;

import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Accounts: one or more workspaces that somebody pays for. */
@RestController
@RequestMapping("/api/v1/accounts")
class AccountController {
    /** An account with the people who act for it. */
    @Schema(name = "AccountDetails")
    record Details(AccountViews.Account account, List<Accounts.Keeper> managers) {}

    @Schema(name = "AccountChange")
    record ChangeRequest(@NotBlank @Size(max = 255) String name) {}

    @Schema(name = "AddManagerRequest")
    record ManagerRequest(@NotBlank @Size(max = 1024) String email) {}

    /**
     * @param password of the caller, where their last proof of who they are is some time ago
     */
    @Schema(name = "TransferAccountRequest")
    record TransferRequest(UUID newOwnerId, @Nullable @Size(max = 1024) String password)
            implements PasswordProof {}

    @Schema(name = "JoinWorkspaceRequest")
    record JoinRequest(UUID workspaceId) {}

    /** The membership that was made. */
    @Schema(name = "AccountJoin")
    record Joined(UUID workspaceId, UUID membershipId) {}

    private final Accounts accounts;
    private final AccountViews views;
    private final AccountAccess access;

    AccountController(Accounts accounts, AccountViews views, AccountAccess access) {
        this.accounts = accounts;
        this.views = views;
        this.access = access;
    }

    @GetMapping
    Page<AccountViews.Account> list(@AuthenticationPrincipal SignedIn me) {
        return new Page<>(views.of(me.userId()), null);
    }

    @GetMapping("/{account_id}")
    Details get(@AuthenticationPrincipal SignedIn me, @PathVariable("account_id") UUID id) {
        return details(me, id);
    }

    @PatchMapping("/{account_id}")
    Details change(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @Valid @RequestBody ChangeRequest body) {
        accounts.rename(me.userId(), id, body.name());
        return details(me, id);
    }

    @GetMapping("/{account_id}/workspaces")
    Page<AccountViews.AccountWorkspace> workspaces(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        access.require(me.userId(), id);
        return views.workspaces(id, me.userId(), cursor, limit);
    }

    @GetMapping("/{account_id}/members")
    Page<AccountViews.AccountPerson> people(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        access.require(me.userId(), id);
        return views.people(id, cursor, limit);
    }

    @PostMapping("/{account_id}/managers")
    @ResponseStatus(HttpStatus.CREATED)
    Accounts.Keeper addManager(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @Valid @RequestBody ManagerRequest body) {
        return accounts.addManager(me.userId(), id, body.email());
    }

    @DeleteMapping("/{account_id}/managers/{user_id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void removeManager(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @PathVariable("user_id") UUID userId) {
        accounts.removeManager(me.userId(), id, userId);
    }

    @PostMapping("/{account_id}/transfer")
    @FreshProof
    Details transfer(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @Valid @RequestBody TransferRequest body) {
        accounts.transfer(me.userId(), id, body.newOwnerId());
        return details(me, id);
    }

    @PostMapping("/{account_id}/join")
    Joined join(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable("account_id") UUID id,
            @Valid @RequestBody JoinRequest body) {
        return new Joined(body.workspaceId(), accounts.join(me.userId(), id, body.workspaceId()));
    }

    /**
     * @throws ProblemException {@code account.not_found}
     */
    private Details details(SignedIn me, UUID id) {
        var managers = accounts.managers(me.userId(), id);
        return new Details(views.find(me.userId(), id).orElseThrow(), managers);
    }
}
