package com.postmagiq.workspace;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Invitations as the people of the workspace send them. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/invites")
class InviteController {
    private static final int MOST_AT_ONCE = 50;

    /**
     * One person, or several in {@code invites}.
     *
     * @param role a built-in role; left out it is the workspace's usual one
     */
    @Schema(name = "InviteRequest")
    record InviteRequest(
            @Nullable @Size(max = 1024) String email,
            @Nullable @Size(max = 20) String role,
            @Nullable UUID customRoleId,
            @Nullable @Size(max = 500) String message,
            @Nullable @Size(min = 1, max = MOST_AT_ONCE) List<@Valid Person> invites) {}

    @Schema(name = "InvitedPerson")
    record Person(
            @NotBlank @Size(max = 1024) String email,
            @Nullable @Size(max = 20) String role,
            @Nullable UUID customRoleId,
            @Nullable @Size(max = 500) String message) {}

    /**
     * What became of one address of many.
     *
     * @param status invited or refused
     * @param code why it was refused
     * @param detail the same for a person
     */
    @Schema(name = "InviteResult")
    record Result(
            String email,
            String status,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Invite invite) {}

    @Schema(name = "InviteResults")
    record Results(List<Result> results) {}

    private final Invites invites;

    InviteController(Invites invites) {
        this.invites = invites;
    }

    /** Invites one person, or several: one address that is refused does not stop the others. */
    @PostMapping
    @RequiresScope(Scope.WORKSPACE_USERS)
    @RequiresVerifiedAddress
    @ApiResponse(
            responseCode = "201",
            content = @Content(schema = @Schema(implementation = Invite.class)))
    @ApiResponse(
            responseCode = "200",
            content = @Content(schema = @Schema(implementation = Results.class)))
    ResponseEntity<?> send(Actor actor, @Valid @RequestBody InviteRequest body) {
        if ((body.email() == null) == (body.invites() == null)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "Give one address as 'email', or several people as 'invites'.");
        }
        if (body.invites() != null) {
            return ResponseEntity.ok(
                    new Results(
                            body.invites().stream().map(person -> tried(actor, person)).toList()));
        }
        var wish =
                new Invites.Wish(
                        Objects.requireNonNull(body.email()),
                        body.role(),
                        body.customRoleId(),
                        body.message());
        return ResponseEntity.status(HttpStatus.CREATED).body(invites.send(actor, wish));
    }

    @GetMapping
    @RequiresScope(Scope.WORKSPACE_USERS)
    Page<Invite> list(
            @RequestParam(required = false) @Nullable @Size(max = 20) String status,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        return invites.page(status, cursor, limit);
    }

    @PostMapping("/{id}/resend")
    @RequiresScope(Scope.WORKSPACE_USERS)
    @RequiresVerifiedAddress
    Invite resend(Actor actor, @PathVariable UUID id) {
        return invites.resend(actor, id);
    }

    @DeleteMapping("/{id}")
    @RequiresScope(Scope.WORKSPACE_USERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(Actor actor, @PathVariable UUID id) {
        invites.revoke(actor, id);
    }

    private Result tried(Actor actor, Person person) {
        try {
            var wish =
                    new Invites.Wish(
                            person.email(), person.role(), person.customRoleId(), person.message());
            var invite = invites.send(actor, wish);
            return new Result(invite.email(), "invited", null, null, invite);
        } catch (ProblemException e) {
            return new Result(person.email(), "refused", e.problem().code(), e.getMessage(), null);
        }
    }
}
