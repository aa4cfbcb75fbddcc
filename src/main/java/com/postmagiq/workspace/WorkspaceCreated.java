package com.postmagiq.workspace;

import java.util.UUID;

/**
 * The bound workspace has been made, in the running transaction: whatever every workspace has from
 * the beginning is added now.
 *
 * @param ownerId whose it is
 * @param seed what it begins with
 */
public record WorkspaceCreated(UUID ownerId, SeedTemplate seed) {}
