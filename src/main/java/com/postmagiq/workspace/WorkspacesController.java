package com.postmagiq.workspace;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.kernel.page.Page;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The workspaces of the caller, seen from outside of any. */
@RestController
@RequestMapping("/api/v1/workspaces")
class WorkspacesController {
    /**
     * @param slug names it in browser addresses; left out it is made from the name
     * @param accountId whose account pays; left out it is the caller's own
     * @param timeZone left out it is the caller's
     * @param language what will be written there; left out it is english
     */
    @Schema(name = "NewWorkspaceRequest")
    record NewRequest(
            @NotBlank @Size(max = 120) String name,
            @Nullable @Size(max = 60) String slug,
            @Nullable @Size(max = 2000) String description,
            @Nullable UUID accountId,
            @Nullable @Size(max = 64) String timeZone,
            @Nullable @Size(max = 20) String language,
            @Nullable SeedTemplate seedTemplate) {}

    /**
     * @param moved whether the address is a former one
     * @param slug the present one
     */
    @Schema(name = "WorkspaceAddress")
    record Address(UUID workspaceId, String slug, boolean moved) {}

    /**
     * @param accountId whose account pays from now on; the caller owns both
     */
    @Schema(name = "MoveWorkspaceRequest")
    record MoveRequest(UUID accountId) {}

    private final OwnWorkspaces own;
    private final Workspaces workspaces;
    private final WorkspaceEditing editing;
    private final WorkspaceEnd end;
    private final AccountMoves moves;

    WorkspacesController(
            OwnWorkspaces own,
            Workspaces workspaces,
            WorkspaceEditing editing,
            WorkspaceEnd end,
            AccountMoves moves) {
        this.own = own;
        this.workspaces = workspaces;
        this.editing = editing;
        this.end = end;
        this.moves = moves;
    }

    @GetMapping
    Page<OwnWorkspaces.Listed> list(
            @AuthenticationPrincipal SignedIn me,
            @RequestParam(defaultValue = "false") boolean deleted) {
        return new Page<>(own.of(me.userId(), deleted), null);
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    WorkspaceView create(
            @AuthenticationPrincipal SignedIn me, @Valid @RequestBody NewRequest body) {
        var wish =
                new NewWorkspaces.Wish(
                        body.name(),
                        body.slug() == null ? null : Slug.require(body.slug()),
                        body.description(),
                        body.timeZone() == null ? null : WorkspaceEditing.zone(body.timeZone()),
                        body.language() == null ? null : Language.require(body.language()),
                        body.seedTemplate());
        return view(me, own.create(me.userId(), body.accountId(), wish));
    }

    @GetMapping("/by-slug/{slug}")
    Address bySlug(@AuthenticationPrincipal SignedIn me, @PathVariable String slug) {
        var actor = workspaces.bySlug(me.userId(), slug).orElseThrow(Workspaces::notFound);
        var now = workspaces.inside(actor, () -> workspaces.current().slug());
        return new Address(actor.workspaceId(), now, !now.equals(slug));
    }

    @PostMapping("/{id}/restore")
    WorkspaceView restore(@AuthenticationPrincipal SignedIn me, @PathVariable UUID id) {
        end.restore(me.userId(), id);
        return view(me, id);
    }

    @PostMapping("/{id}/move")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void move(
            @AuthenticationPrincipal SignedIn me,
            @PathVariable UUID id,
            @Valid @RequestBody MoveRequest body) {
        moves.move(me.userId(), id, body.accountId());
    }

    private WorkspaceView view(SignedIn me, UUID workspaceId) {
        var actor = workspaces.actorOf(me.userId(), workspaceId).orElseThrow(Workspaces::notFound);
        return workspaces.inside(actor, () -> editing.view(actor));
    }
}
