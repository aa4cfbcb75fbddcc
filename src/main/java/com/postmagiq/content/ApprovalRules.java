package com.postmagiq.content;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What posts ask whoever keeps the stages of approval. Nobody does so far: then there is no active
 * stage, and no post needs an approval.
 */
public interface ApprovalRules {
    /**
     * Whether only an approval may finish a post, asked in the transaction that would finish it:
     * required by the strategy or else by the workspace, and a stage is active.
     *
     * @param goalSays what the post's strategy says; null leaves it to the workspace
     */
    boolean required(UUID postId, @Nullable Boolean goalSays);
}
