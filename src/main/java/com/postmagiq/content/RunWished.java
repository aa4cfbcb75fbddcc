package com.postmagiq.content;

import java.util.UUID;

/**
 * A post that was made with its story is to be written by a run; published in the transaction that
 * made it.
 *
 * @param startedBy in whose name
 */
public record RunWished(UUID postId, UUID startedBy) {}
