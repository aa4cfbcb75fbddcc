package com.postmagiq.workspace;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
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

/** The roles of a workspace: what there is, and what it makes for itself. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/roles")
class RoleController {
    /**
     * @param baseRole admin, editor or viewer: what the role counts as where a rule names one
     */
    @Schema(name = "RoleRequest")
    record RoleRequest(
            @NotBlank @Size(max = 60) String name,
            @Nullable @Size(max = 500) String description,
            @NotBlank @Size(max = 20) String baseRole,
            @NotEmpty @Size(max = 100) List<@NotBlank @Size(max = 60) String> scopes) {
        WorkspaceRoles.Wish wish() {
            return new WorkspaceRoles.Wish(name, description, baseRole, scopes);
        }
    }

    /**
     * A right that routes ask for.
     *
     * @param grantable whether the reader may put it into a role
     */
    @Schema(name = "ScopeView")
    record ScopeView(String scope, boolean grantable) {}

    private final RoleList list;
    private final WorkspaceRoles roles;

    RoleController(RoleList list, WorkspaceRoles roles) {
        this.list = list;
        this.roles = roles;
    }

    @GetMapping
    @RequiresScope(Scope.TEAM_READ)
    Page<RoleList.RoleView> roles() {
        return new Page<>(list.all(), null);
    }

    @GetMapping("/scopes")
    @RequiresScope(Scope.WORKSPACE_USERS)
    Page<ScopeView> scopes(Actor actor) {
        return new Page<>(
                Arrays.stream(Scope.values())
                        .map(
                                scope ->
                                        new ScopeView(
                                                scope.code(),
                                                scope.isGrantable() && actor.may(scope)))
                        .toList(),
                null);
    }

    @PostMapping
    @RequiresScope(Scope.WORKSPACE_USERS)
    @ResponseStatus(HttpStatus.CREATED)
    RoleList.RoleView create(Actor actor, @Valid @RequestBody RoleRequest body) {
        return list.find(roles.create(actor, body.wish())).orElseThrow();
    }

    @PatchMapping("/{role}")
    @RequiresScope(Scope.WORKSPACE_USERS)
    RoleList.RoleView change(
            Actor actor, @PathVariable String role, @Valid @RequestBody RoleRequest body) {
        var id = own(role);
        roles.change(actor, id, body.wish());
        return list.find(id).orElseThrow();
    }

    /**
     * @param moveTo what its members and open invitations get: a built-in role's name, or an id
     */
    @DeleteMapping("/{role}")
    @RequiresScope(Scope.WORKSPACE_USERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void delete(
            Actor actor,
            @PathVariable String role,
            @RequestParam(name = "move_to", required = false) @Nullable @Size(max = 60)
                    String moveTo) {
        roles.delete(actor, own(role), moveTo);
    }

    /**
     * @throws ProblemException {@code role.built_in}, {@code role.not_found}
     */
    private static UUID own(String role) {
        if (Role.find(role).isPresent()) {
            throw new ProblemException(
                    MemberProblem.ROLE_BUILT_IN,
                    "The role '%s' is built in; make one of your own beside it.".formatted(role));
        }
        try {
            return UUID.fromString(role);
        } catch (IllegalArgumentException _) {
            throw new ProblemException(
                    MemberProblem.ROLE_NOT_FOUND,
                    "This workspace has no role %s of its own.".formatted(role));
        }
    }
}
