package com.postmagiq.workspace;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the people of a workspace have chosen; every part has a default.
 *
 * @param defaultRole given to invited people unless another is chosen: admin, editor or viewer
 * @param allowAdminInvites whether admins may make and change admins, or owners only
 * @param hideMemberEmails whether viewers see the list of members without addresses
 * @param requireSecondFactor whether members need more than a password to work here
 * @param secondFactorFrom from when on; set with the rule
 */
public record WorkspaceSettings(
        @JsonProperty("members.default_role") String defaultRole,
        @JsonProperty("members.allow_admin_invites") boolean allowAdminInvites,
        @JsonProperty("privacy.hide_member_emails_from_viewers") boolean hideMemberEmails,
        @JsonProperty(REQUIRE_SECOND_FACTOR) boolean requireSecondFactor,
        @JsonProperty(SECOND_FACTOR_FROM) @Nullable Instant secondFactorFrom) {
    static final String REQUIRE_SECOND_FACTOR = "security.require_second_factor";
    static final String SECOND_FACTOR_FROM = "security.second_factor_from";

    static final WorkspaceSettings DEFAULTS =
            new WorkspaceSettings(Role.EDITOR.code(), true, false, false, null);

    public WorkspaceSettings {
        if (Role.find(defaultRole).filter(role -> role != Role.OWNER).isEmpty()) {
            throw new IllegalArgumentException("must be admin, editor or viewer");
        }
    }
}
