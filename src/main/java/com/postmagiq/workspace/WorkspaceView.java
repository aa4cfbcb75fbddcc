package com.postmagiq.workspace;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A workspace as one of its members sees it.
 *
 * @param formerSlugs newest first; old addresses lead here
 * @param language what is written here; simple for one that search has no dictionary of
 * @param logoId changes with the picture that {@code /logo} answers; null for none
 * @param telemetryEnabled whether use of the product may be counted, as far as each person allows
 *     it
 * @param role the member's built-in role, or the one the workspace's own role counts as
 */
@Schema(name = "Workspace")
record WorkspaceView(
        UUID id,
        UUID accountId,
        String name,
        String slug,
        List<String> formerSlugs,
        @Nullable String description,
        String timeZone,
        String language,
        @Nullable UUID logoId,
        boolean telemetryEnabled,
        WorkspaceSettings settings,
        UUID ownerId,
        UUID membershipId,
        String role,
        List<String> scopes) {}
