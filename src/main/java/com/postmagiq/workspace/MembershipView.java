package com.postmagiq.workspace;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as one of its members sees it in a list.
 *
 * @param formerSlugs newest first; old addresses lead here
 * @param logoId changes with the workspace's picture; null for none
 * @param role the built-in role, or the one a role of the workspace's own counts as
 * @param customRole name of the workspace's own role; null for the built-in ones
 * @param scopes what the member may do, in a fixed order
 * @param isClient a client of an agency, who sees the portal only
 */
@Schema(name = "Membership")
record MembershipView(
        UUID workspaceId,
        String workspaceName,
        String slug,
        List<String> formerSlugs,
        @Nullable UUID logoId,
        String role,
        @Nullable String customRole,
        List<String> scopes,
        boolean isClient,
        UUID accountId) {}
