package com.postmagiq.workspace;

import com.postmagiq.kernel.page.Page;
import com.postmagiq.kernel.problem.GeneralProblem;
import com.postmagiq.kernel.problem.ProblemException;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMax;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
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

/** The people of a workspace: who they are, what they may do, and when they go. */
@RestController
@RequestMapping("/api/v1/w/{workspace_id}/members")
class MemberController {
    /** {@code accepted} is what older programs call active. */
    private static final Set<String> STATUSES =
            Set.of("pending", "active", "accepted", "expired", "revoked", "removed");

    /**
     * @param role a built-in role, which also ends a role of the workspace's own
     */
    @Schema(name = "MemberChange")
    record ChangeRequest(
            @Nullable @Size(max = 20) String role,
            @Nullable UUID customRoleId,
            @Nullable @DecimalMin("0") @DecimalMax("168") @Digits(integer = 3, fraction = 1)
                    BigDecimal weeklyCapacityHours) {}

    private final MemberList list;
    private final Members members;

    MemberController(MemberList list, Members members) {
        this.list = list;
        this.members = members;
    }

    @GetMapping
    @RequiresScope(Scope.TEAM_READ)
    Page<Member> members(
            Actor actor,
            @RequestParam(defaultValue = "active,pending") List<String> status,
            @RequestParam(required = false) @Nullable String role,
            @RequestParam(required = false) @Nullable @Size(max = 200) String q,
            @RequestParam(required = false) @Nullable String cursor,
            @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
        if (!STATUSES.containsAll(status)) {
            throw new ProblemException(
                    GeneralProblem.VALIDATION_FAILED,
                    "The status must be some of %s."
                            .formatted(STATUSES.stream().sorted().toList()));
        }
        var statuses =
                status.stream().map(each -> each.equals("accepted") ? "active" : each).toList();
        return list.page(actor, new MemberList.Filter(statuses, role, q), cursor, limit);
    }

    @PatchMapping("/{id}")
    @RequiresScope(Scope.WORKSPACE_USERS)
    Member change(Actor actor, @PathVariable UUID id, @Valid @RequestBody ChangeRequest body) {
        members.change(
                actor,
                id,
                new Members.Wish(body.role(), body.customRoleId(), body.weeklyCapacityHours()));
        return list.get(actor, id);
    }

    @DeleteMapping("/{id}")
    @RequiresScope(Scope.WORKSPACE_USERS)
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(Actor actor, @PathVariable UUID id) {
        members.remove(actor, id);
    }

    @PostMapping("/leave")
    @AnyMember
    @PeopleOnly
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void leave(Actor actor) {
        members.leave(actor);
    }
}
