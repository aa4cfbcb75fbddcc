package com.postmagiq.content;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A run that works on a post, as the post sees it.
 *
 * @param startedBy null for the system
 */
public record PostRun(UUID postId, UUID runId, @Nullable UUID startedBy) {}
