package com.postmagiq.workspace;

import com.postmagiq.identity.SignedIn;
import com.postmagiq.identity.User;
import com.postmagiq.identity.Users;
import com.postmagiq.kernel.problem.ProblemException;
import com.postmagiq.kernel.web.GivenPart;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What people tell about themselves, and which of their workspaces opens first. */
@RestController
@RequestMapping("/api/v1/auth/me")
class ProfileController {
    private static final String WITH_A_SIGN = "(?s).*\\S.*";

    /**
     * What to change: a part that is left out stays.
     *
     * @param locale BCP 47
     * @param timeZone IANA name
     * @param defaultWorkspaceId opened after signing in; null for none
     */
    @Schema(name = "ProfileChange")
    @SuppressWarnings("NullableOptional") // left out and null are two wishes
    record ChangeRequest(
            @Nullable
                    Optional<
                            @Pattern(regexp = WITH_A_SIGN, message = "must not be blank")
                            @Size(max = 255) String>
                    fullName,
            @Nullable Optional<@Size(max = 35) String> locale,
            @Nullable Optional<@Size(max = 64) String> timeZone,
            @Nullable Optional<UUID> defaultWorkspaceId) {}

    private final Users users;
    private final Memberships memberships;

    ProfileController(Users users, Memberships memberships) {
        this.users = users;
        this.memberships = memberships;
    }

    @PatchMapping
    User changeProfile(
            @Valid @RequestBody ChangeRequest body, @AuthenticationPrincipal SignedIn me) {
        if (body.defaultWorkspaceId() != null) {
            body.defaultWorkspaceId().ifPresent(id -> requireMembership(me.userId(), id));
        }
        return users.describe(
                me.userId(),
                GivenPart.of("full_name", body.fullName()),
                GivenPart.of("locale", body.locale()),
                GivenPart.of("time_zone", body.timeZone()),
                body.defaultWorkspaceId());
    }

    private void requireMembership(UUID userId, UUID workspaceId) {
        var member =
                memberships.of(userId).stream()
                        .anyMatch(each -> each.workspaceId().equals(workspaceId));
        if (!member) {
            throw new ProblemException(
                    WorkspaceProblem.NOT_MEMBER,
                    "You are not a member of a workspace with this id; choose one of your own.");
        }
    }
}
