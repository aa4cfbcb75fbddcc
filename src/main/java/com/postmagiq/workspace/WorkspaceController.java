package com.postmagiq.workspace;

import com.postmagiq.identity.FreshProof;
import com.postmagiq.identity.PasswordProof;
import com.postmagiq.kernel.web.GivenPart;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The workspace of the address: what it is, what its people chose, whose it is, and its end. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}")
class WorkspaceController {
    private static final String NOT_BLANK = "(?s).*\\S.*";

    /**
     * @param features what the plan switches on; the interface shows what is listed and allowed
     */
    record Permissions(String role, List<String> scopes, Map<String, Boolean> features) {}

    /**
     * What to change: a part that is left out stays, null takes a description away.
     *
     * @param slug names the workspace in browser addresses; the old one goes on leading here
     * @param language what is written here, such as german; simple for one that search has no
     *     dictionary of
     * @param settings values by key; null goes back to the default
     */
    @Schema(name = "WorkspaceChange")
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    record ChangeRequest(
            @Nullable Optional<@Pattern(regexp = NOT_BLANK) @Size(max = 120) String> name,
            @Nullable Optional<@Size(max = 60) String> slug,
            @Nullable Optional<@Size(max = 2000) String> description,
            @Nullable Optional<@Size(max = 64) String> timeZone,
            @Nullable Optional<@Size(max = 20) String> language,
            @Nullable Optional<Boolean> telemetryEnabled,
            @Nullable Optional<Map<String, @Nullable Object>> settings) {
        WorkspaceEditing.Wish wish() {
            return new WorkspaceEditing.Wish(
                    GivenPart.of("name", name),
                    GivenPart.of("slug", slug),
                    description == null ? null : description.orElse(null),
                    description != null && description.isEmpty(),
                    GivenPart.of("time_zone", timeZone),
                    GivenPart.of("language", language),
                    GivenPart.of("telemetry_enabled", telemetryEnabled),
                    GivenPart.of("settings", settings));
        }
    }

    /**
     * @param confirm the workspace's name, typed
     * @param password of the caller, where their last proof of who they are is some time ago
     */
    @Schema(name = "DeleteWorkspaceRequest")
    record DeleteRequest(
            @NotBlank @Size(max = 200) String confirm, @Nullable @Size(max = 1024) String password)
            implements PasswordProof {}

    /**
     * @param purgeAfter until then it can be brought back
     */
    @Schema(name = "DeletedWorkspace")
    record Deleted(Instant purgeAfter) {}

    /**
     * @param password of the caller, where their last proof of who they are is some time ago
     */
    @Schema(name = "TransferOwnershipRequest")
    record TransferRequest(UUID membershipId, @Nullable @Size(max = 1024) String password)
            implements PasswordProof {}

    private final Workspaces workspaces;
    private final WorkspaceEditing editing;
    private final WorkspaceEnd end;
    private final Ownership ownership;

    WorkspaceController(
            Workspaces workspaces,
            WorkspaceEditing editing,
            WorkspaceEnd end,
            Ownership ownership) {
        this.workspaces = workspaces;
        this.editing = editing;
        this.end = end;
        this.ownership = ownership;
    }

    @GetMapping
    @AnyMember
    WorkspaceView workspace(Actor actor) {
        return editing.view(actor);
    }

    @GetMapping("/permissions")
    @AnyMember
    Permissions permissions(Actor actor) {
        return new Permissions(actor.role().code(), Memberships.codes(actor.scopes()), Map.of());
    }

    @PatchMapping
    @RequiresScope(Scope.WORKSPACE_SETTINGS)
    WorkspaceView change(Actor actor, @Valid @RequestBody ChangeRequest body) {
        editing.change(actor, body.wish());
        return editing.view(actor);
    }

    @DeleteMapping
    @RequiresScope(Scope.WORKSPACE_DELETE)
    @FreshProof
    @ResponseStatus(HttpStatus.ACCEPTED)
    Deleted delete(Actor actor, @Valid @RequestBody DeleteRequest body) {
        return new Deleted(end.delete(actor, body.confirm()));
    }

    @PostMapping("/transfer-ownership")
    @RequiresScope(Scope.WORKSPACE_DELETE)
    @FreshProof
    WorkspaceView transfer(Actor actor, @Valid @RequestBody TransferRequest body) {
        ownership.transfer(actor, body.membershipId());
        return editing.view(workspaces.refreshed(actor).orElseThrow(Workspaces::notFound));
    }
}
