package com.postmagiq.workspace;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;

/**
 * A workspace as one of its members sees it in a list.
 *
 * @param formerSlugs newest first; old addresses lead here
 * @param scopes what the member may do, in a fixed order
 * @param isClient a client of an agency, who sees the portal only
 */
@Schema(name = "Membership")
record MembershipView(
        UUID workspaceId,
        String workspaceName,
        String slug,
        List<String> formerSlugs,
        String role,
        List<String> scopes,
        boolean isClient,
        UUID accountId) {}
