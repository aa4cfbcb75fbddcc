package com.postmagiq.workspace;

import java.util.UUID;

/**
 * Somebody is no longer a member of the bound workspace; published in the transaction of that.
 *
 * @param by who removed them, or they themselves
 */
public record MemberRemoved(UUID userId, UUID by) {}
