package com.postmagiq.workspace;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The workspace of the address, and what the caller may do in it. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}")
class WorkspaceController {
    @Schema(name = "Workspace")
    record WorkspaceView(UUID id, String name, String slug, String role) {}

    /**
     * @param features what the plan switches on; the interface shows what is listed and allowed
     */
    record Permissions(String role, List<String> scopes, Map<String, Boolean> features) {}

    private final Workspaces workspaces;

    WorkspaceController(Workspaces workspaces) {
        this.workspaces = workspaces;
    }

    @GetMapping
    @AnyMember
    WorkspaceView workspace(Actor actor) {
        var workspace = workspaces.current();
        return new WorkspaceView(
                workspace.id(), workspace.name(), workspace.slug(), actor.role().code());
    }

    @GetMapping("/permissions")
    @AnyMember
    Permissions permissions(Actor actor) {
        return new Permissions(actor.role().code(), Memberships.codes(actor.scopes()), Map.of());
    }
}
